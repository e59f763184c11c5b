import type { ModelAnswer, Tier } from '#records/conversation.ts'
import type { AccountId, RunId } from '#records/ids.ts'
import type { Outcome, RunSummary, WorkItem } from '#records/run.ts'
import type { SkillName } from '#records/words.ts'

// Who watches a run from outside sees ids, kinds, counts and times. The types here are as narrow as what may be told: a
// draft, a mail, a name or an address cannot be handed over by mistake.

/** A piece of work that is watched until it is over: ended or failed, once. Neither throws, neither waits. */
export interface Span<T> {
  end(result: T): void
  /** Of what was thrown only its kind is told, never its words: they may quote what nobody outside may see. */
  fail(thrown: unknown): void
}

/** A question to a model, with the attempts and waits it takes. */
export interface ChatCall {
  readonly provider: string
  /** Id of the model that stands for the tier. */
  readonly model: string
  readonly tier: Tier
  readonly maxTokens: number
  /** Asked together with others, for an answer within minutes or hours. */
  readonly isBatch?: boolean
}

export type ChatEnd = Pick<ModelAnswer, 'model' | 'stopReason' | 'usage'>

/** Where questions to a model are watched. */
export interface ChatTrace {
  chat(call: ChatCall): Span<ChatEnd>
}

export interface RunStart {
  readonly id: RunId
  /** What this process is to the run. */
  readonly role: 'run' | 'watch' | 'worker'
}

export type RunEnd = Pick<RunSummary, 'status' | 'selected' | 'committed' | 'held' | 'failed' | 'none'>

/** This process's part of a run. */
export interface RunTrace extends Span<RunEnd>, ChatTrace {
  /** One attempt at an account. */
  account(item: WorkItem): AccountTrace
  /** An account has ended for good, whatever its attempts came to. */
  settled(accountId: AccountId, result: { readonly outcome: Outcome }): void
}

/** What a verdict says to those outside: which rules held. */
export interface GateEnd {
  readonly verdict: {
    readonly actions: readonly (
      | { readonly kind: 'clear' }
      | { readonly kind: 'hold'; readonly objections: readonly { readonly rule: string }[] }
    )[]
  }
}

/** Of a commit and of a whole account: how it ended, or why nothing was written. */
export type WorkEnd = { readonly outcome: Outcome } | 'stale' | 'regate'

/** What an agent did: its turns and tool calls stand below it while it is at work. */
export interface AgentEnd {
  readonly kind: 'handed-in' | 'malformed'
  readonly turns: number
  readonly toolCalls: number
}

export interface AccountTrace extends Span<WorkEnd>, ChatTrace {
  /** The conversation of the account's agent: what is asked until its end is asked by it. */
  agent(skill: SkillName): Span<AgentEnd>
  /** `name` undefined: the agent asked for a tool there is none of, in words of its own. */
  tool(name: string | undefined): Span<{ readonly isError: boolean }>
  gate(): Span<GateEnd>
  /** undefined: an earlier attempt had decided nothing that was to be finished. */
  commit(): Span<WorkEnd | undefined>
}

/** Who watches from outside. It never fails what it watches and never makes it wait, but for `run`, which may load code. */
export interface Telemetry {
  run(start: RunStart): Promise<RunTrace>
}

/** The same promise, under a span where somebody watches; where nobody does, nothing is made. */
export const watched = <T>(span: Span<NoInfer<T>> | undefined, work: Promise<T>): Promise<T> =>
  span === undefined ? work : told(span, work)

async function told<T>(span: Span<NoInfer<T>>, work: Promise<T>): Promise<T> {
  let result: T
  try {
    result = await work
  } catch (thrown) {
    span.fail(thrown)
    throw thrown
  }
  span.end(result)
  return result
}
