import { decideInReview } from '#orchestrator/review/decide.ts'
import { releases, type Decision } from '#records/decision.ts'
import type { ProvenPerson } from '#records/person.ts'
import type { QueueItem } from '#records/queue-item.ts'
import type { DecisionAnswer, Refusal } from '#review/answer.ts'
import { queueItemsByPrefix } from '#state/read/queue-item.ts'
import type { Cli, ExitCode, OpenBook } from './cli.ts'
import { itemsAsked, oneByPrefix } from './one-by-prefix.ts'
import { proveAtCommandLine } from './prove.ts'
import { refuse } from './refuse.ts'
import { rulesOf } from './review-text.ts'

/** A decision as the command line gives it. `version` undefined: the one that stands now. */
export interface SaidDecision {
  readonly prefix: string
  readonly version: number | undefined
  readonly decision: Decision
}

const exitOf: Readonly<Record<Refusal['kind'], ExitCode>> = {
  unknown: 2,
  stale: 1,
  'proof-needed': 4,
  impossible: 1,
  firm: 1,
  'held-again': 1,
}

function showRefusal(cli: Cli, { kind, message, objections, first }: Refusal): void {
  if (cli.print.json) {
    cli.print.result({ code: kind, message, objections, first: first ?? null, next: null, run: null }, '')
    cli.exitWith(exitOf[kind])
  } else refuse(cli, { exit: exitOf[kind], code: kind, message })
}

/** What is so now. Giving an item to somebody leaves its state as it was. */
const stateInWords = ({ state, snoozedUntil }: QueueItem, decision: Decision): string => {
  if (decision.kind === 'assign') return `in the queue of ${decision.to} now, ${state}`
  return state === 'snoozed' ? `snoozed until ${snoozedUntil ?? 'later'}` : state
}

function showDecided(
  cli: Cli,
  answer: Extract<DecisionAnswer, { kind: 'decided' }>,
  decision: Decision,
): void {
  const { item, repeated, result } = answer
  const what = result === undefined ? '' : ` (${result.reason})`
  const again = repeated ? ' It was decided so before; nothing happened now.' : ''
  const text = `${item.accountName}: ${stateInWords(item, decision)}${what}.${again}`
  cli.print.result(
    { id: item.id, state: item.state, version: item.version, repeated, result: result ?? null },
    text,
  )
}

/** Takes one decision from the command line: proof first where something is released, then once per item and version. */
export async function decideAtCommandLine(cli: Cli, book: OpenBook, said: SaidDecision): Promise<void> {
  const item = await oneByPrefix(said.prefix, itemsAsked, (start) => queueItemsByPrefix(book.db, start))
  const { decision } = said
  let person: ProvenPerson | undefined
  if (releases(decision)) {
    const held = rulesOf(item).join(', ')
    cli.print.note(`${item.accountName}: ${decision.kind} what ${held === '' ? 'failed' : held} stopped.`)
    person = await proveAtCommandLine(cli, book)
    if (person === undefined) return
  }
  const { world, db, config } = book
  const answer = await decideInReview({ ...world, db }, config, {
    itemId: item.id,
    version: said.version ?? item.version,
    decision,
    person,
    by: 'cli',
  })
  if (answer.kind === 'refused') showRefusal(cli, answer.refusal)
  else showDecided(cli, answer, decision)
}
