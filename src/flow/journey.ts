import { Fault } from '#base/fault.ts'
import { hashOf } from '#base/hash.ts'
import { watched } from '#ports/telemetry.ts'
import type { AccountTrace } from '#ports/telemetry.ts'
import type { World } from '#ports/world.ts'
import type { Brief, Skill } from '#records/brief.ts'
import type { BookConfig } from '#records/config.ts'
import type { JournalEntry } from '#records/journal-entry.ts'
import type { Cause, JourneyResult, WorkItem } from '#records/run.ts'
import type { SkillName } from '#records/words.ts'
import { openTools } from '#tools/open-tools.ts'
import { emptyScratch } from '#tools/scratch/scratch.ts'
import { tracedTools } from '#tools/traced-tools.ts'
import type { WithDb } from '#state/db.ts'
import type { SpendScope } from '#state/write/spend-reserve.ts'
import { accountsAlike } from '#state/read/accounts-alike.ts'
import { makeBrief, readRecord } from './2-brief/step.ts'
import { work } from './3-work/step.ts'
import type { Worked } from './3-work/step.ts'
import { parseProposal } from './4-propose/parse.ts'
import type { Parsed } from './4-propose/parse.ts'
import { gate } from './5-gate/step.ts'
import { commit, resumeCommit } from './6-commit/step.ts'
import type { CommitCase } from './6-commit/case.ts'

/** One account's day, from brief to commit, in order. Selection (1) comes before it; review (7) and what follows after. */
export interface JourneyOrder {
  readonly item: WorkItem & { readonly id: string }
  /** Where its steps are watched; absent: nobody watches. */
  readonly trace?: AccountTrace | undefined
  /** An earlier attempt recorded a proposal of this pass. */
  readonly isRecorded: boolean
  /** An earlier worker began this attempt: the model goes on where that conversation ended. */
  readonly isResumed: boolean
  readonly cause: Cause
  readonly config: BookConfig
  readonly playbook: string
  readonly skills: Readonly<Record<SkillName, Skill>>
  /** The kind of work the run was asked for; without it code chooses one per account. */
  readonly skill?: SkillName | undefined
  readonly place: {
    readonly name: string
    readonly ownerId: CommitCase['ownerId']
    readonly reasons: readonly string[]
  }
  /** On whose budget vendors are asked. */
  readonly spend: SpendScope
  /** Why the account may not be worked now after all; asked when nothing decided earlier is left to finish. */
  readonly excluded: () => Promise<string | undefined>
  readonly onToolCall: (entry: JournalEntry) => void
  /** When the conversation is over, however it ended: what it cost is still to be written down, while the gate judges. */
  readonly onWorked: () => Promise<void>
  /** Readable files for people, as each comes into being. */
  readonly keep: (name: KeptFile, content: object) => Promise<void>
}

/** `transcript` of the attempt that handed in; `transcript-<attempt>` of one that failed. */
export type KeptFile = 'brief' | 'transcript' | `transcript-${number}` | 'proposal' | 'verdict'

export type JourneyWorld = World & WithDb

const nothing = (reason: string): JourneyResult => ({
  outcome: 'none',
  reason,
  heldBy: [],
  created: 0,
  updated: 0,
  unchanged: 0,
  orders: 0,
  queueItems: 0,
})

interface Judged {
  readonly brief: Brief
  readonly handed: Awaited<ReturnType<typeof handIn>>
  readonly commitCase: CommitCase
}

/** Lets the subagent work over its own tools; a hand-in that stays malformed is a failure, not a proposal. */
async function handIn(world: JourneyWorld, order: JourneyOrder, brief: Brief) {
  const { idealCustomer } = order.config.select
  // What it wrote down is written again with the same turns, and must not stand there before.
  if (order.isResumed) await emptyScratch(world, brief)
  const tools = await openTools(world, brief, {
    idealCustomer,
    timeZone: order.config.timeZone,
    alike: (ask) => accountsAlike(world, ask),
  })
  // The parser looks at each hand-in once; the one it took is the last it saw.
  let parsed: Parsed | undefined
  const agent = order.trace?.agent(brief.skill.name)
  try {
    const working = work(world, {
      brief,
      tools: order.trace === undefined ? tools : tracedTools(tools, order.trace),
      place: { pass: order.item.pass, attempt: order.item.attempt },
      limits: order.config.model,
      check: (raw) => {
        parsed = parseProposal(raw, brief)
        return parsed.kind === 'malformed' ? parsed.problems.join('\n') : undefined
      },
      onToolCall: order.onToolCall,
      onEnd: (transcript) =>
        order.keep(
          transcript.end.kind === 'handed-in' ? 'transcript' : `transcript-${transcript.attempt}`,
          transcript,
        ),
    })
    const worked: Worked = await watched(agent, working)
    if (worked.kind === 'malformed')
      throw new Fault('nonsense', `the model handed in nothing usable, twice: ${worked.why}`)
    if (parsed?.kind !== 'proposal') throw new Error('a hand-in was taken that is no proposal')
    return { proposal: parsed.proposal, answers: tools.answers() }
  } finally {
    await tools.close()
  }
}

/** The verdict on what was handed in, and what it leads to. */
async function judgeAndCommit(
  world: JourneyWorld,
  order: JourneyOrder,
  { brief, handed, commitCase }: Judged,
): Promise<JourneyResult | 'stale'> {
  const { cause, config, item, trace } = order
  const { proposal, answers } = handed
  const once = async (isLastTry: boolean) => {
    const gated = await watched(trace?.gate(), gate(world, { proposal, brief, answers, cause, config }))
    await order.keep('verdict', gated.verdict)
    const committing = { ...commitCase, gated, briefHash: hashOf(brief), isLastTry }
    return watched(trace?.commit(), commit(world, committing))
  }
  // Another account may take the contact or the domain between judging and committing: then the gate sees it and says so.
  const first = await once(false)
  const answer = first === 'regate' ? await once(true) : first
  if (answer === 'regate') throw new Error(`the last try of ${item.accountId} asked for another one`)
  return answer
}

/**
 * The steps in order: what an earlier attempt already decided is finished first; then brief, work, propose, gate,
 * commit. 'stale': another worker took the account over and nothing was written. Throws Fault when the outside fails.
 */
export async function journey(world: JourneyWorld, order: JourneyOrder): Promise<JourneyResult | 'stale'> {
  const { item, cause, config, place } = order
  const commitCase: CommitCase = { item, cause, config, ownerId: place.ownerId, accountName: place.name }
  const resumed = order.isRecorded
    ? await watched(order.trace?.commit(), resumeCommit(world, commitCase))
    : undefined
  if (resumed !== undefined) return resumed
  const [excluded, record] = await Promise.all([order.excluded(), readRecord(world.crm, item.accountId)])
  if (excluded !== undefined) return nothing(`left alone: ${excluded} since it was chosen`)
  if (record === undefined) return nothing('the CRM no longer has this account')

  const brief = await makeBrief(world, { ...order, ...item, reasons: place.reasons }, record)
  await order.keep('brief', brief)

  const handing = handIn(world, order, brief)
  const writing = handing.then(order.onWorked, order.onWorked)
  // Its failure is met below, when what the gate says is done.
  writing.catch(() => {})
  try {
    const handed = await handing
    await order.keep('proposal', handed.proposal)
    return await judgeAndCommit(world, order, { brief, handed, commitCase })
  } finally {
    await writing
  }
}
