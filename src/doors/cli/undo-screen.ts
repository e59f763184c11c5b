import { totalOf } from '#orchestrator/undo/counts.ts'
import type { UndoneRun } from '#orchestrator/undo/undo-run.ts'
import type { LeftStep, UndoRecord } from '#state/read/undo-of-run.ts'
import type { Printer } from './cli.ts'

/** What a step is about, for people. */
export function whatOf({ kind, asked }: Pick<LeftStep, 'kind' | 'asked'>): string {
  switch (asked?.kind) {
    case 'restore':
      return `${asked.field} of ${asked.object} ${asked.id}`
    case 'archive-activity':
      return `${kind === 'add-task' ? 'task' : 'note'} ${asked.id}`
    case 'archive-record':
      return `${asked.object} ${asked.id}`
    case undefined:
      return kind === 'send-email' ? 'a message' : kind
  }
}

const row = (count: number, what: string): string[] =>
  count === 0 ? [] : [`  ${String(count).padStart(6)}  ${what}`]

const stays = (step: LeftStep): string => {
  const now = step.asked?.kind === 'restore' ? `; it is ${JSON.stringify(step.found)} now` : ''
  return `  ${step.accountName} (${step.accountId}): ${whatOf(step)}: ${step.why}${now}`
}

const listed = (title: string, steps: readonly LeftStep[]): string[] =>
  steps.length === 0 ? [] : ['', title, ...steps.map(stays)]

function title(found: UndoneRun): string {
  const total = totalOf(found)
  if (found.isDryRun) return `Would take back ${total} things of ${found.run}. Nothing was changed.`
  if (found.isInterrupted) return `Took back ${total} things of ${found.run}, and stopped as you asked.`
  if (total === 0) return `Nothing of ${found.run} is left to take back: nothing was changed.`
  return `Took back ${total} things of ${found.run}.`
}

/** What a person sees at the end of an undo. */
export function undoScreen(found: UndoneRun, print: Pick<Printer, 'bold'>): string {
  const mails = found.left.filter(({ kind }) => kind === 'send-email')
  const others = found.left.filter(({ kind }) => kind !== 'send-email')
  const wrote = found.restored + found.archived > 0
  return [
    print.bold(title(found)),
    ...row(found.restored, 'fields hold again what stood there before'),
    ...row(found.archived, 'notes, tasks and records are archived'),
    ...row(found.voided, 'open messages are void'),
    ...row(found.closed, 'review items are closed'),
    ...row(found.takenBack, 'flags, memories, facts, suggestions and dates of our own are gone'),
    ...listed(`${others.length} stay as they are:`, others),
    ...listed('Cannot return:', mails),
    ...(wrote
      ? ['', "What the CRM's own workflows made of the run's writes is not known here, and stays."]
      : []),
    ...(found.isInterrupted ? ['', 'The same command continues it.'] : []),
  ].join('\n')
}

/** An undo as the screen of its run tells it. */
export const undoLine = ({ accountId, by, startedAt, endedAt, done, left }: UndoRecord): string =>
  `Undone${accountId === null ? '' : ` for ${accountId}`} by ${by.replace(/^person:/, '')} on ${startedAt.slice(0, 10)}: ${done} things came back, ${left} stay${endedAt === null ? '; not through yet: the same command continues it' : ''}.`
