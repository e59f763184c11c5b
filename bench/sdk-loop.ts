import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import Anthropic from '@anthropic-ai/sdk'
import type { MessageCreateParamsBase } from '@anthropic-ai/sdk/resources/messages'

/**
 * The same conversations with the bare SDK and nothing of ours around it: turn for turn streamed, its answer awaited.
 * `file` holds the last request of each conversation, a line of JSON each. Answers the milliseconds it took.
 */
export async function sdkLoop(url: string, file: string, slots: number): Promise<number> {
  const client = new Anthropic({ apiKey: 'bench', baseURL: url, maxRetries: 0 })
  const lines = createInterface({ input: createReadStream(file) })[Symbol.asyncIterator]()
  const started = performance.now()
  const work = async () => {
    for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
      const { stream: _, ...last } = JSON.parse(next.value) as MessageCreateParamsBase
      for (let said = 1; said <= last.messages.length; said += 2)
        await client.messages.stream({ ...last, messages: last.messages.slice(0, said) }).finalMessage()
    }
  }
  await Promise.all(Array.from({ length: slots }, work))
  return performance.now() - started
}
