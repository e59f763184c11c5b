import Anthropic from '@anthropic-ai/sdk'
import type { MessageCreateParamsNonStreaming, MessageParam } from '@anthropic-ai/sdk/resources/messages'
import { afterEach } from 'vitest'
import type { Brain, MessagesApi, MessagesApiOptions } from '../fakes/messages-api/contract.ts'
import { startMessagesApi } from '../fakes/messages-api/server.ts'

export const model = 'claude-sonnet-5-5'
export const record = {
  name: 'record',
  description: 'The record.',
  input_schema: { type: 'object' as const },
}
export const user = (content: MessageParam['content']): MessageParam => ({ role: 'user', content })
export const marked = (text: string) => ({
  type: 'text' as const,
  text,
  cache_control: { type: 'ephemeral' as const },
})
export const ask = (
  more: Partial<MessageCreateParamsNonStreaming> = {},
): MessageCreateParamsNonStreaming => ({
  model,
  max_tokens: 1000,
  messages: [user('hello')],
  ...more,
})
export const says =
  (text: string): Brain =>
  () => ({ content: [{ type: 'text', text }] })
export const callsRecord: Brain = () => ({
  content: [{ type: 'tool_use', name: 'record', input: { ask: 'everything' } }],
})

export const open: MessagesApi[] = []
/** A fake and the real SDK; both end with the test. */
export async function start(options: MessagesApiOptions = {}) {
  const api = await startMessagesApi({ brain: says('Good day.'), ...options })
  open.push(api)
  const client = new Anthropic({ apiKey: 'a-key', baseURL: api.url, maxRetries: 0, timeout: 500 })
  return { api, client }
}
afterEach(async () => {
  for (const api of open.splice(0)) await api.close()
})

export const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => 'no refusal',
    (error: Error & { status?: number; type?: string }) => `${error.status} ${error.type}`,
  )
