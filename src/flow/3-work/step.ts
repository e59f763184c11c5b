import { Fault } from '#base/fault.ts'
import { hashOf } from '#base/hash.ts'
import type { Brief } from '#records/brief.ts'
import type { Message, ModelAnswer, Tier, ToolResultBlock, ToolUseBlock } from '#records/conversation.ts'
import type { JournalEntry } from '#records/journal-entry.ts'
import { addUsage, noUsage, type Usage } from '#records/spend.ts'
import type { Transcript, TranscriptEnd, TranscriptTurn } from '#records/transcript.ts'
import type { World } from '#ports/world.ts'
import type { Tools } from '#tools/open-tools.ts'
import { brokenCall, firstMessage, notRun, reAsk, reminder, systemPrompt } from './prompt.ts'
import { readTurn, type Turn } from './turn.ts'

// One subagent: one account, one append-only conversation, ended by `propose`.
//   asking     the model has the turn; leaves by: tools asked -> running, propose -> judging, nothing asked -> reminded (once),
//              arguments that are no JSON -> mending, refused or cut off -> Fault, before any tool runs
//   running    tools answer, errors included; leaves by: answers appended -> asking
//   judging    4-propose's parser looks at the hand-in; leaves by: fine -> handed in, malformed -> mending
//   mending    told what to mend, once for the whole conversation; leaves by: -> asking, the second time -> malformed

type Needs = Pick<World, 'model' | 'clock' | 'faults'>

/** The work on one account. `check` says what is wrong with a hand-in, or undefined; journey.ts hands in the parser. */
export interface Work {
  readonly brief: Brief
  readonly tools: Tools
  /** Which role's model works; default `work`. */
  readonly tier?: Tier
  /** Which try this is, as the transcript says; from the second one on a turn may be twice as long. */
  readonly place: { readonly pass: number; readonly attempt: number }
  readonly limits: { readonly maxTurns: number; readonly maxToolCalls: number }
  readonly check: (raw: unknown) => string | undefined
  /** Called after every tool answer. */
  readonly onToolCall?: (entry: JournalEntry) => void
  /** Called once with all that was shown and said, however it ended: also before a Fault goes up. */
  readonly onEnd?: (transcript: Transcript) => Promise<void> | void
}

/** What came of it. `raw` is not parsed yet; `why` is in words for a reviewer. */
export type Worked = End & {
  readonly messages: readonly Message[]
  readonly usage: Usage
  readonly turns: number
  readonly toolCalls: number
}

interface Progress {
  readonly messages: Message[]
  readonly turns: TranscriptTurn[]
  readonly at: string
  usage: Usage
  toolCalls: number
  wasReminded: boolean
  wasReAsked: boolean
}

type End =
  | { readonly kind: 'handed-in'; readonly raw: unknown }
  | { readonly kind: 'malformed'; readonly why: string }

/** Output tokens one turn may have: a long proposal has about 4,000. What was cut off gets twice as many when retried. */
const maxTokens = ({ place }: Work): number => (place.attempt > 1 ? 16_384 : 8192)

/**
 * Lets the model work until it hands in or ends malformed. Throws Fault: the model's own, `refused` on a refusal,
 * `nonsense` on a cut-off turn or on a subagent that goes round in circles. Has no effect but scratch files, so it may
 * always be run again.
 */
export async function work(world: Needs, job: Work): Promise<Worked> {
  const progress: Progress = {
    messages: [firstMessage(job.brief)],
    turns: [],
    at: world.clock().toISOString(),
    usage: noUsage,
    toolCalls: 0,
    wasReminded: false,
    wasReAsked: false,
  }
  let end: End | undefined
  try {
    while (end === undefined) end = await oneTurn(world, job, progress)
  } catch (thrown) {
    if (thrown instanceof Fault)
      await job.onEnd?.(transcriptOf(world, job, { progress, end: faultEnd(thrown) }))
    throw thrown
  }
  const said = end.kind === 'handed-in' ? { kind: end.kind } : end
  await job.onEnd?.(transcriptOf(world, job, { progress, end: said }))
  world.faults.at('model-done')
  const { messages, usage, turns, toolCalls } = progress
  return { ...end, messages, usage, turns: turns.length, toolCalls }
}

const faultEnd = ({ kind, message, next }: Fault): TranscriptEnd => ({
  kind: 'fault',
  fault: kind,
  why: message,
  ...(next === undefined ? {} : { next }),
})

function transcriptOf(
  { model }: Needs,
  job: Work,
  { progress, end }: { readonly progress: Progress; readonly end: TranscriptEnd },
): Transcript {
  const { brief, place, tools, tier = 'work' } = job
  return {
    format: 1,
    runId: brief.runId,
    accountId: brief.accountId,
    ...place,
    skill: brief.skill.name,
    at: progress.at,
    end,
    provider: model.name,
    model: model.idOf(tier),
    tier,
    system: systemPrompt(brief.skill),
    tools: [...tools.list()],
    messages: progress.messages,
    turns: progress.turns,
  }
}

async function oneTurn(world: Needs, job: Work, progress: Progress): Promise<End | undefined> {
  const turn = readTurn(await ask(world, job, progress))
  const { calls, proposals, broken } = turn
  if (broken !== undefined) return mend(progress, turn, { call: broken, problems: brokenCall(broken) })
  const results: ToolResultBlock[] = []
  for (const call of calls) results.push(await run(world, job, { call, progress }))
  const [proposal] = proposals
  if (proposal !== undefined) {
    const problems = job.check(proposal.input)
    if (problems === undefined) return { kind: 'handed-in', raw: proposal.input }
    return mend(progress, turn, { call: proposal, problems, results })
  }
  if (results.length === 0 && progress.wasReminded)
    return {
      kind: 'malformed',
      why: 'the model twice ended its turn without a tool call and without a proposal',
    }
  if (results.length === 0) progress.wasReminded = true
  const content = results.length > 0 ? results : [{ type: 'text' as const, text: reminder }]
  progress.messages.push({ role: 'user', content })
  return undefined
}

/** Says what to mend, once; `results`: what did run in this turn. Every call of the turn gets an answer. */
function mend(
  progress: Progress,
  { calls, proposals }: Turn,
  wrong: {
    readonly call: ToolUseBlock
    readonly problems: string
    readonly results?: readonly ToolResultBlock[]
  },
): End | undefined {
  const { call, problems, results = [] } = wrong
  if (progress.wasReAsked) return { kind: 'malformed', why: problems }
  progress.wasReAsked = true
  const answered = new Set([call.id, ...results.map((result) => result.tool_use_id)])
  const rest = [...calls, ...proposals].filter(({ id }) => !answered.has(id))
  const content = [
    ...results,
    errorFor(call, reAsk(call, problems)),
    ...rest.map((other) =>
      errorFor(other, call.malformed === undefined ? 'only the first proposal of a turn is read' : notRun),
    ),
  ]
  progress.messages.push({ role: 'user', content })
  return undefined
}

async function ask(world: Needs, job: Work, progress: Progress): Promise<ModelAnswer> {
  const { messages, turns } = progress
  if (turns.length >= job.limits.maxTurns)
    throw new Fault(
      'nonsense',
      `the model took ${turns.length} turns without handing in a usable proposal; the limit is ${job.limits.maxTurns}`,
    )
  const { brief, tier = 'work' } = job
  const answer = await world.model.answer({
    tier,
    system: systemPrompt(brief.skill),
    tools: job.tools.list(),
    // A copy: the conversation grows, a request that was sent must not.
    messages: [...messages],
    maxTokens: maxTokens(job),
    skill: brief.skill.name,
  })
  const { content, stopReason, usage } = answer
  const isKept = (stopReason === 'tool-use' || stopReason === 'end-turn') && content.length > 0
  const asked = { sent: messages.length, maxTokens: maxTokens(job), stopReason, usage }
  turns.push(isKept ? asked : { ...asked, dropped: content })
  progress.usage = addUsage(progress.usage, usage)
  if (isKept) messages.push({ role: 'assistant', content })
  return answer
}

async function run(
  world: Needs,
  job: Work,
  { call, progress }: { readonly call: ToolUseBlock; readonly progress: Progress },
): Promise<ToolResultBlock> {
  if (progress.toolCalls >= job.limits.maxToolCalls)
    throw new Fault(
      'nonsense',
      `the model called tools ${progress.toolCalls} times without handing in a proposal; the limit is ${job.limits.maxToolCalls}`,
    )
  progress.toolCalls += 1
  const started = world.clock()
  const { text, isError } = await job.tools.call(call.name, call.input)
  const now = world.clock()
  const latencyMs = Math.max(0, now.getTime() - started.getTime())
  job.onToolCall?.({ name: call.name.slice(0, 60), hash: hashOf(text), latencyMs, at: now.toISOString() })
  world.faults.at('tool-called')
  return { type: 'tool_result', tool_use_id: call.id, content: text, is_error: isError }
}

const errorFor = (call: ToolUseBlock, content: string): ToolResultBlock => ({
  type: 'tool_result',
  tool_use_id: call.id,
  content,
  is_error: true,
})
