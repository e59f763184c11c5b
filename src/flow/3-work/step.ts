import { Fault } from '#base/fault.ts'
import { hashOf } from '#base/hash.ts'
import type { Brief } from '#records/brief.ts'
import type { Message, ModelAnswer, ToolResultBlock, ToolUseBlock } from '#records/conversation.ts'
import type { JournalEntry } from '#records/journal-entry.ts'
import { addUsage, noUsage, type Usage } from '#records/spend.ts'
import type { World } from '#ports/world.ts'
import type { Tools } from '#tools/open-tools.ts'
import { firstMessage, reAsk, reminder, systemPrompt } from './prompt.ts'
import { readTurn } from './turn.ts'

// One subagent: one account, one append-only conversation, ended by `propose`.
//   asking     the model has the turn; leaves by: tools asked -> running, propose -> judging, nothing asked -> reminded (once)
//   running    tools answer, errors included; leaves by: answers appended -> asking
//   judging    4-propose's parser looks at the hand-in; leaves by: fine -> handed in, malformed -> asking (once), again -> malformed

type Needs = Pick<World, 'model' | 'clock' | 'faults'>

/** The work on one account. `check` says what is wrong with a hand-in, or undefined; journey.ts hands in the parser. */
export interface Work {
  readonly brief: Brief
  readonly tools: Tools
  readonly limits: { readonly maxTurns: number; readonly maxToolCalls: number; readonly maxTokens?: number }
  readonly check: (raw: unknown) => string | undefined
  /** Called after every model call and every tool answer, awaited before the next one. */
  readonly onModelCall?: (entry: JournalEntry) => Promise<void> | void
  readonly onToolCall?: (entry: JournalEntry) => Promise<void> | void
}

/** What came of it, with all that was said. `raw` is not parsed yet; `why` is in words for a reviewer. */
export type Worked = (
  | { readonly kind: 'handed-in'; readonly raw: unknown }
  | { readonly kind: 'malformed'; readonly why: string }
) & {
  readonly transcript: readonly Message[]
  readonly usage: Usage
  readonly turns: number
  readonly toolCalls: number
}

interface Progress {
  readonly transcript: Message[]
  usage: Usage
  turns: number
  toolCalls: number
  wasReminded: boolean
  wasReAsked: boolean
}

/** Output tokens one turn may have: a long proposal has about 4,000. */
const maxTokens = 8192

type End =
  | { readonly kind: 'handed-in'; readonly raw: unknown }
  | { readonly kind: 'malformed'; readonly why: string }

/**
 * Lets the model work until it hands in or ends malformed. Throws Fault: the model's own, `refused` on a refusal,
 * `nonsense` on a cut-off turn or on a subagent that goes round in circles. Has no effect but scratch files, so it may
 * always be run again.
 */
export async function work(world: Needs, job: Work): Promise<Worked> {
  const progress: Progress = {
    transcript: [firstMessage(job.brief)],
    usage: noUsage,
    turns: 0,
    toolCalls: 0,
    wasReminded: false,
    wasReAsked: false,
  }
  let end: End | undefined
  while (end === undefined) end = await oneTurn(world, job, progress)
  world.faults.at('model-done')
  const { transcript, usage, turns, toolCalls } = progress
  return { ...end, transcript, usage, turns, toolCalls }
}

async function oneTurn(world: Needs, job: Work, progress: Progress): Promise<End | undefined> {
  const { calls, proposals } = readTurn(await ask(world, job, progress))
  const results: ToolResultBlock[] = []
  for (const call of calls) results.push(await run(world, job, { call, progress }))
  const [proposal, ...surplus] = proposals
  if (proposal !== undefined) {
    const problems = job.check(proposal.input)
    if (problems === undefined) return { kind: 'handed-in', raw: proposal.input }
    if (progress.wasReAsked) return { kind: 'malformed', why: problems }
    progress.wasReAsked = true
    results.push(errorFor(proposal, reAsk(problems)))
    for (const extra of surplus) results.push(errorFor(extra, 'only the first proposal of a turn is read'))
  }
  if (results.length === 0 && progress.wasReminded)
    return {
      kind: 'malformed',
      why: 'the model twice ended its turn without a tool call and without a proposal',
    }
  if (results.length === 0) progress.wasReminded = true
  const content = results.length > 0 ? results : [{ type: 'text' as const, text: reminder }]
  progress.transcript.push({ role: 'user', content })
  return undefined
}

async function ask(world: Needs, job: Work, progress: Progress): Promise<ModelAnswer> {
  if (progress.turns >= job.limits.maxTurns)
    throw new Fault(
      'nonsense',
      `the model took ${progress.turns} turns without handing in a usable proposal; the limit is ${job.limits.maxTurns}`,
    )
  const started = world.clock()
  const answer = await world.model.answer({
    tier: 'work',
    system: systemPrompt(job.brief.skill),
    tools: job.tools.list(),
    // A copy: the conversation grows, a request that was sent must not.
    messages: [...progress.transcript],
    maxTokens: job.limits.maxTokens ?? maxTokens,
  })
  progress.turns += 1
  progress.usage = addUsage(progress.usage, answer.usage)
  const entry = {
    kind: 'model' as const,
    name: world.model.name,
    hash: hashOf(answer.content),
    usage: answer.usage,
  }
  await job.onModelCall?.({ ...entry, ...since(world, started) })
  progress.transcript.push({ role: 'assistant', content: answer.content })
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
  const entry = { kind: 'tool' as const, name: call.name.slice(0, 60), hash: hashOf(text), usage: noUsage }
  await job.onToolCall?.({ ...entry, ...since(world, started) })
  world.faults.at('tool-called')
  return { type: 'tool_result', tool_use_id: call.id, content: text, is_error: isError }
}

const errorFor = (call: ToolUseBlock, content: string): ToolResultBlock => ({
  type: 'tool_result',
  tool_use_id: call.id,
  content,
  is_error: true,
})

function since(world: Needs, started: Date): { readonly latencyMs: number; readonly at: string } {
  const now = world.clock()
  return { latencyMs: Math.max(0, now.getTime() - started.getTime()), at: now.toISOString() }
}
