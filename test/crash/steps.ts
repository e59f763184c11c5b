import { setTimeout as wait } from 'node:timers/promises'
import { Fault } from '#base/fault.ts'
import { forgetPerson } from '#orchestrator/forget/forget-person.ts'
import { importFiles } from '#orchestrator/import/import-files.ts'
import { decideInReview } from '#orchestrator/review/decide.ts'
import type { Book } from '#orchestrator/run/book.ts'
import type { RunAsk } from '#orchestrator/run/run-ask.ts'
import { workTheBook } from '#orchestrator/run/work-the-book.ts'
import { undoRun } from '#orchestrator/undo/undo-run.ts'
import type { CrmSetup } from '#ports/crm-setup.ts'
import type { Model } from '#ports/model.ts'
import { AccountId, ItemId, RunId } from '#records/ids.ts'
import { ProvenPerson } from '#records/person.ts'
import { isAway, isBusy } from '#state/busy.ts'
import type { WithDb } from '#state/db.ts'
import { morningOf, type Step } from './protocol.ts'

export type StepBook = Book & WithDb & { readonly crmSetup: CrmSetup }

interface StepAsk {
  readonly day: number
  onTold(item: string, version: number): void
}

const anna = ProvenPerson.parse({ id: 'person_1', name: 'Anna' })
/** A person, or a mail server, asks once more when the CRM gave no answer or the database was away. */
async function again<T>(work: () => Promise<T>, tries = 5): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    const passes = (thrown instanceof Fault && thrown.kind === 'down') || isAway(thrown) || isBusy(thrown)
    if (!passes || tries === 1) throw thrown
    return again(work, tries - 1)
  }
}

const never = new AbortController().signal
const voice = (stop: AbortSignal) => ({ stop, note: () => {}, progress: () => {} })

const mails = [
  'Hello, I am out of office until the end of next week.',
  'Thanks for your note. Could you send me more about pricing? We are interested.',
  'Please remove me from your list.',
  'I have left the company. Please write to my colleague.',
]

/** New mail of the night, the same whoever asks how often: the CRM knows it by its key. */
async function bringMail({ world }: StepBook, day: number, count: number): Promise<void> {
  if (count === 0) return
  const accounts: AccountId[] = []
  for await (const { records } of world.crm.scan('account')) accounts.push(...records.map(({ id }) => id))
  const all = accounts.toSorted()
  await again(() =>
    world.crm.addActivities(
      Array.from({ length: count }, (_, n) => ({
        key: `night-${day}-${n}`,
        accountId: all[(day * 7 + n * 31) % all.length] ?? AccountId.parse('acc_none'),
        type: 'email' as const,
        direction: 'inbound' as const,
        author: 'outsider' as const,
        at: new Date(morningOf(day) - 3_600_000 * (n + 1)).toISOString(),
        subject: '',
        body: `${mails[(day + n) % mails.length]} (${day}/${n})`,
      })),
    ),
  )
}

/** The same model, which asks the run to stop when it is asked for the third time. */
function stoppingAt(model: Model, stop: AbortController): Model {
  let asked = 0
  return {
    ...model,
    async answer(request) {
      asked += 1
      if (asked === 3) {
        stop.abort()
        await wait(60)
      }
      return model.answer(request)
    },
  }
}

async function run(book: StepBook, step: Extract<Step, { kind: 'run' }>, { day }: StepAsk): Promise<string> {
  await bringMail(book, day, step.mails)
  if (step.drains) {
    const stop = new AbortController()
    const draining = { ...book, world: { ...book.world, model: stoppingAt(book.world.model, stop) } }
    const hurried: RunAsk & { drainMs: number } = { drainMs: 0 }
    await again(() => workTheBook(draining, hurried, voice(stop.signal)))
  }
  const worked = await again(() => workTheBook(book, {}, voice(never)))
  const { status, selected, committed, held, none, failed } = worked
  return `${status} ${selected}: ${committed} ${held} ${none} ${failed}`
}

async function decide(
  book: StepBook,
  { items }: Extract<Step, { kind: 'decide' }>,
  { onTold }: StepAsk,
): Promise<string> {
  const world = { ...book.world, db: book.db }
  const ends: string[] = []
  for (const { id, version, as } of items) {
    const reason = 'the crash suite says so'
    const decision = as === 'fix' ? ({ kind: as } as const) : ({ kind: as, reason } as const)
    const ask = { itemId: ItemId.parse(id), version, decision, person: anna, by: 'cli' }
    const answer = await again(() => decideInReview(world, book.config, ask))
    if (answer.kind === 'decided') onTold(id, version)
    ends.push(answer.kind)
  }
  return ends.join(' ')
}

function fileOf(n: number) {
  const rows = Array.from({ length: 50 }, (_, i) => `Works ${n}-${i} Ltd,works-${n}-${i}.example,Berlin`)
  const bytes = new TextEncoder().encode(['name,domain,city', ...rows, ''].join('\n'))
  return {
    name: `works-${n}.csv`,
    bytes: bytes.length,
    async *open() {
      yield bytes
    },
  }
}

/** Does one step to its end. What it says is the same, however often it was begun before. */
export async function doStep(book: StepBook, step: Step, ask: StepAsk): Promise<string> {
  const world = { ...book.world, db: book.db }
  switch (step.kind) {
    case 'run':
      return run(book, step, ask)
    case 'decide':
      return decide(book, step, ask)
    case 'undo': {
      const { config } = book
      const runId = RunId.parse(step.run)
      const undo = { runId, accountId: undefined, person: anna, config, stop: never, onAccount: () => {} }
      const { left } = await again(() => undoRun(world, undo))
      return `left ${left.length}`
    }
    case 'forget':
      await forgetPerson(world, { who: step.who, person: anna, config: book.config, playbook: book.playbook })
      return 'forgotten'
    case 'import':
      await again(() =>
        importFiles(
          { ...book, crmSetup: book.crmSetup },
          { files: [fileOf(step.n)], map: [], isDryRun: false },
          { inspected: () => {}, report: async () => {}, progress: () => {}, stop: never },
        ),
      )
      return 'imported'
  }
}
