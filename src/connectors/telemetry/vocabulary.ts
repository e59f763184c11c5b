// All that ever leaves the process about a run: ids, kinds, counts, and words of our own lists. Names after the conventions
// of OpenTelemetry for generative AI (github.com/open-telemetry/semantic-conventions-genai, docs/gen-ai), where they have one.
import { Fault, RunStop } from '#base/fault.ts'
import type { AgentEnd, ChatCall, ChatEnd, GateEnd, RunEnd, RunStart, WorkEnd } from '#ports/telemetry.ts'
import type { WorkItem } from '#records/run.ts'
import { totalInput } from '#records/spend.ts'
import type { SkillName } from '#records/words.ts'
import type { Attributes, Step, StepEnd } from './step.ts'

/** A name out of settings or of a vendor's answer; what does not look like one is not told. */
const nameOr = (other: string, name: string): string =>
  /^[A-Za-z0-9][\w.:/-]{0,79}$/.test(name) ? name : other

/** What the database (55P03) or the network (ECONNRESET) calls it. */
const codeOf = (thrown: unknown): string | undefined =>
  thrown instanceof Error && 'code' in thrown && /^[0-9A-Z_]{5,40}$/.test(String(thrown.code))
    ? String(thrown.code)
    : undefined

/** What kind of failure it was. A message is never told: it may quote a mail, a name or a key. */
export function errorOf(thrown: unknown): string {
  if (thrown instanceof RunStop) return `stop.${thrown.stopCause}`
  if (thrown instanceof Fault) return thrown.kind
  if (thrown === undefined) return 'no_answer'
  return codeOf(thrown) ?? 'bug'
}

export const runStep = ({ id, role }: RunStart): Step => ({
  kind: 'run',
  name: 'run',
  attributes: { 'daybook.run.id': id, 'daybook.role': role },
})

export const runEnd = ({ status, ...counts }: RunEnd): StepEnd => ({
  attributes: {
    'daybook.run.status': status,
    'daybook.run.selected': counts.selected,
    'daybook.run.committed': counts.committed,
    'daybook.run.held': counts.held,
    'daybook.run.failed': counts.failed,
    'daybook.run.none': counts.none,
  },
})

/** Whose step it is; on every step of the account. */
const whose = ({ runId, accountId }: WorkItem): Attributes => ({
  'daybook.run.id': runId,
  'daybook.account.id': accountId,
})

export const accountStep = (item: WorkItem): Step => ({
  kind: 'account',
  name: 'account',
  attributes: {
    ...whose(item),
    'daybook.account.pass': item.pass,
    'daybook.account.attempt': item.attempt,
  },
})

export const workEnd = (end: WorkEnd | undefined): StepEnd => ({
  attributes: { 'daybook.outcome': typeof end === 'object' ? end.outcome : (end ?? 'nothing-to-finish') },
})

export const settledAs = (
  runId: string,
  accountId: string,
  { outcome }: { readonly outcome: string },
): Attributes => ({ 'daybook.run.id': runId, 'daybook.account.id': accountId, 'daybook.outcome': outcome })

/** A transcript lies under the same four parts. */
const conversation = ({ runId, accountId, pass, attempt }: WorkItem): string =>
  [runId, accountId, pass, attempt].join('/')

export const agentStep = (item: WorkItem, skill: SkillName): Step => ({
  kind: 'agent',
  name: `invoke_agent ${skill}`,
  attributes: {
    'gen_ai.operation.name': 'invoke_agent',
    'gen_ai.agent.name': skill,
    'gen_ai.conversation.id': conversation(item),
    ...whose(item),
  },
})

export const agentEnd = ({ kind, turns, toolCalls }: AgentEnd): StepEnd => ({
  attributes: {
    'daybook.agent.end': kind,
    'daybook.agent.turns': turns,
    'daybook.agent.tool_calls': toolCalls,
  },
})

export function chatStep(call: ChatCall, of: WorkItem | { readonly runId: string }): Step {
  const model = nameOr('other', call.model)
  return {
    kind: 'chat',
    name: `chat ${model}`,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': nameOr('other', call.provider),
      'gen_ai.request.model': model,
      'gen_ai.request.max_tokens': call.maxTokens,
      'daybook.tier': call.tier,
      ...(call.isBatch === true ? { 'daybook.batch': true } : {}),
      ...('accountId' in of
        ? { 'gen_ai.conversation.id': conversation(of), ...whose(of) }
        : { 'daybook.run.id': of.runId }),
    },
  }
}

export const chatEnd = ({ model, stopReason, usage }: ChatEnd): StepEnd => ({
  attributes: {
    ...(model === undefined ? {} : { 'gen_ai.response.model': nameOr('other', model) }),
    'gen_ai.response.finish_reasons': [stopReason.replaceAll('-', '_')],
    // By the conventions the whole of what went in; the two below are parts of it.
    'gen_ai.usage.input_tokens': totalInput(usage),
    'gen_ai.usage.output_tokens': usage.outputTokens,
    'gen_ai.usage.cache_read.input_tokens': usage.cacheReadTokens,
    'gen_ai.usage.cache_write.input_tokens': usage.cacheWriteTokens,
    'daybook.cost.micro_usd': usage.microUsd,
  },
})

export function toolStep(item: WorkItem, name: string | undefined): Step {
  const known = name ?? 'unknown'
  return {
    kind: 'tool',
    name: `execute_tool ${known}`,
    attributes: {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': known,
      'gen_ai.tool.type': 'function',
      ...whose(item),
    },
  }
}

export const toolEnd = ({ isError }: { readonly isError: boolean }): StepEnd =>
  isError ? { attributes: {}, error: 'tool_error' } : { attributes: {} }

export const stepOf = (item: WorkItem, kind: 'gate' | 'commit'): Step => ({
  kind,
  name: kind,
  attributes: whose(item),
})

/** A rule of the book's own has a name that people gave it. */
const ruleName = (rule: string): string => (rule.startsWith('policy:') ? 'policy' : nameOr('other', rule))

/** `daybook.gate.rules`: each rule once for every action it held. */
export function gateEnd({ verdict: { actions } }: GateEnd): StepEnd {
  const held = actions.flatMap((one) => (one.kind === 'hold' ? [one.objections] : []))
  return {
    attributes: {
      'daybook.gate.actions': actions.length,
      'daybook.gate.held': held.length,
      'daybook.gate.rules': held.flatMap((objections) => [
        ...new Set(objections.map(({ rule }) => ruleName(rule))),
      ]),
    },
  }
}
