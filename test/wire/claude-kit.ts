import { createServer, type ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach } from 'vitest'
import { claudeModel, type ClaudeOptions } from '#connectors/claude/model.ts'
import type { Model, ModelRequest } from '#ports/model.ts'
import { ModelConfig } from '#records/config.ts'
import type { Message, ModelAnswer, ToolDefinition } from '#records/conversation.ts'
import type { MessagesApi, MessagesApiOptions } from '../fakes/messages-api/contract.ts'
import { startMessagesApi } from '../fakes/messages-api/server.ts'

export const apiKey = 'sk-ant-api03-a-secret-that-must-not-be-said'
export const { tiers } = ModelConfig.parse({})
const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
  wait(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined)

const open: MessagesApi[] = []
afterEach(async () => {
  for (const api of open.splice(0)) await api.close()
})

/** The fake and the connector over loopback, through the real SDK. What breaks the SDK's types fails the test. */
export async function start(
  api: MessagesApiOptions = {},
  options: Partial<ClaudeOptions> = {},
): Promise<{ api: MessagesApi; claude: Required<Model> }> {
  const fake = await startMessagesApi(api)
  open.push(fake)
  const { check, batch, ...claude } = claudeModel({
    apiKey,
    baseUrl: fake.url,
    tiers,
    prices: {},
    clock: () => new Date(),
    sleep,
    ...options,
  })
  if (check === undefined || batch === undefined) throw new Error('Claude has both')
  return { api: fake, claude: { ...claude, check, batch } }
}

export const readRecord: ToolDefinition = {
  name: 'read-record',
  description: 'The record of the account.',
  inputSchema: { type: 'object', properties: { part: { type: 'string' } }, required: ['part'] },
}
export const propose: ToolDefinition = {
  name: 'propose',
  description: 'Hands in the proposal.',
  inputSchema: { type: 'object', properties: {}, additionalProperties: true },
}

/** Long enough to be cached. */
export const rules = 'Say only what a fact says. '.repeat(120)
export const playbook = 'The playbook for accounts at this stage. '.repeat(80)

export const firstMessage = (account: string): Message => ({
  role: 'user',
  content: [
    { type: 'text', text: playbook },
    { type: 'text', text: `{"account":"${account}","brief":"${`what is known of ${account} `.repeat(40)}"}` },
  ],
})

export const asking = (more: Partial<ModelRequest> = {}): ModelRequest => ({
  tier: 'work',
  system: rules,
  tools: [readRecord, propose],
  messages: [firstMessage('acc_1')],
  maxTokens: 1000,
  ...more,
})

/** The conversation after an answer, every call of a tool answered with `text`. */
export const after = (
  messages: readonly Message[],
  { content }: ModelAnswer,
  text = 'nothing',
): Message[] => [
  ...messages,
  { role: 'assistant', content },
  {
    role: 'user',
    content: content.some(({ type }) => type === 'tool_use')
      ? content.flatMap((block) =>
          block.type === 'tool_use'
            ? [{ type: 'tool_result' as const, tool_use_id: block.id, content: text, is_error: false }]
            : [],
        )
      : [{ type: 'text', text: 'Go on.' }],
  },
]

/** What a call threw; a call that did not throw is told as such. */
export const thrownBy = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    (value) => `no fault but ${JSON.stringify(value)}`,
    (thrown: unknown) => thrown,
  )

/** Something that is no Messages API, on a port of its own. */
export async function listening(answer: (response: ServerResponse) => void) {
  const server = createServer((_request, response) => answer(response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { port, close }
}
