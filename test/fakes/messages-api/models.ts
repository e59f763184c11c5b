import type { ModelInfo } from '@anthropic-ai/sdk/resources/models'

/** What the vendor's documentation says of the models the fake knows. */
interface Known {
  readonly name: string
  readonly line: NonNullable<ModelInfo['line']>
  /** Of the 5 family: new tokenizer, no sampling parameters, no prefill, no thinking budgets. */
  readonly five: boolean
  /** Answers 400 to a tool_choice that forces a call. */
  readonly refusesForcedTools: boolean
  readonly contextTokens: number
  readonly outputTokens: number
}

const five = (name: string, line: Known['line']): Known => ({
  name,
  line,
  five: true,
  refusesForcedTools: line !== 'haiku',
  contextTokens: 1_000_000,
  outputTokens: 128_000,
})
const four = (name: string, line: Known['line']): Known => ({
  ...five(name, line),
  five: false,
  refusesForcedTools: false,
})

const known: Readonly<Record<string, Known>> = {
  'claude-fable-5-2': five('Claude Fable 5.2', 'fable'),
  'claude-opus-5-5': five('Claude Opus 5.5', 'opus'),
  'claude-sonnet-5-5': five('Claude Sonnet 5.5', 'sonnet'),
  'claude-haiku-5-5': five('Claude Haiku 5.5', 'haiku'),
  'claude-opus-4-8': four('Claude Opus 4.8', 'opus'),
  'claude-sonnet-4-6': four('Claude Sonnet 4.6', 'sonnet'),
  'claude-haiku-4-5': {
    ...four('Claude Haiku 4.5', 'haiku'),
    contextTokens: 200_000,
    outputTokens: 64_000,
  },
}

/** Ids the fake knows when a test names none. */
export const models: readonly string[] = Object.keys(known)

/** An id that is not in the table is taken for a 5.5 model: a test that names one means it to work. */
export const rulesOf = (id: string): Known => known[id] ?? five(id, 'sonnet')

const yes = { supported: true }
const no = { supported: false }

/** The line GET /v1/models has for a model. */
export function infoOf(id: string): ModelInfo {
  const { name, line, five, contextTokens, outputTokens } = rulesOf(id)
  return {
    id,
    type: 'model',
    display_name: name,
    created_at: '2026-09-01T00:00:00Z',
    deprecated_at: null,
    retires_at: null,
    lifecycle: 'active',
    line,
    max_input_tokens: contextTokens,
    max_tokens: outputTokens,
    capabilities: {
      batch: yes,
      citations: yes,
      code_execution: yes,
      context_management: {
        supported: true,
        clear_thinking_20251015: yes,
        clear_tool_uses_20250919: yes,
        compact_20260112: yes,
      },
      effort: { supported: five, low: yes, medium: yes, high: yes, xhigh: yes, max: yes },
      image_input: yes,
      pdf_input: yes,
      server_tools: { supported: true, code_execution: yes, web_search: yes },
      structured_outputs: yes,
      thinking: {
        supported: true,
        types: { adaptive: yes, between_tools: yes, disabled: five ? no : yes, enabled: five ? no : yes },
      },
    },
  }
}
