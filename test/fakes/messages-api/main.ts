// The fake as a process of its own, so that its memory and processor time count nowhere else. Prints one line of JSON
// with its url, then answers each line on stdin with one of its own; ends with stdin.
//   totals               what was billed, and what broke the contract
//   reset                forgets log, totals, cached prefixes and conversations
//   calls FILE           writes what every message was billed, a line of JSON each
//   conversations FILE   writes the last request of every conversation, a line of JSON each; says the turns of each
//   node --conditions=daybook-source test/fakes/messages-api/main.ts [--first-token-ms N] [--turn-ms N] [--judge]
import { open } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import type { MessageCreateParams } from '@anthropic-ai/sdk/resources/messages'
import { offlineBrain } from './brain.ts'
import { startMessagesApi } from './server.ts'

const { values: flags } = parseArgs({
  options: {
    'first-token-ms': { type: 'string', default: '0' },
    'turn-ms': { type: 'string', default: '0' },
    judge: { type: 'boolean', default: false },
  },
})

const conversations = new Map<string, { turns: number; request: MessageCreateParams }>()
const api = await startMessagesApi({
  firstTokenMs: Number(flags['first-token-ms']),
  turnMs: Number(flags['turn-ms']),
  judge: flags.judge,
  keepRequests: false,
  brain(request, call) {
    // Told apart by what is said first, cache marks aside: those move from turn to turn.
    const key = JSON.stringify(request.messages[0], (name, value: unknown) =>
      name === 'cache_control' ? undefined : value,
    )
    conversations.set(key, { turns: (conversations.get(key)?.turns ?? 0) + 1, request })
    return offlineBrain(request, call)
  },
})

async function writeLines(path: string, values: Iterable<unknown>): Promise<void> {
  const file = await open(path, 'w')
  for (const value of values) await file.write(`${JSON.stringify(value)}\n`)
  await file.close()
}

async function obey(line: string): Promise<unknown> {
  const [word, path = ''] = line.split(' ')
  switch (word) {
    case 'reset':
      api.reset()
      conversations.clear()
      return {}
    case 'calls': {
      const billed = api.log.filter(({ tokens }) => tokens !== undefined)
      await writeLines(
        path,
        billed.map(({ model, batch, tokens }) => ({ model, batch: batch ?? false, ...tokens })),
      )
      return { count: billed.length }
    }
    case 'conversations': {
      const all = [...conversations.values()]
      await writeLines(
        path,
        all.map(({ request }) => request),
      )
      return {
        conversations: all.map(({ turns, request }) => ({
          turns,
          hasTools: (request.tools ?? []).length > 0,
        })),
      }
    }
    default:
      return { totals: api.totals(), problems: api.problems() }
  }
}

console.log(JSON.stringify({ url: api.url }))
for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(await obey(line)))
await api.close({ expectProblems: true })
