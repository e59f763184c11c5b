// The fake as a process of its own, so that its memory and processor time count nowhere else. Prints one line of JSON
// with its url, then answers on stdin: a line `totals` prints what was billed so far, `reset` forgets it; ends with stdin.
//   node --conditions=daybook-source test/fakes/messages-api/main.ts [--first-token-ms N] [--turn-ms N] [--judge]
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { startMessagesApi } from './server.ts'

const { values: flags } = parseArgs({
  options: {
    'first-token-ms': { type: 'string', default: '0' },
    'turn-ms': { type: 'string', default: '0' },
    judge: { type: 'boolean', default: false },
  },
})
const api = await startMessagesApi({
  firstTokenMs: Number(flags['first-token-ms']),
  turnMs: Number(flags['turn-ms']),
  judge: flags.judge,
  keepRequests: false,
})
const say = (value: unknown) => console.log(JSON.stringify(value))
say({ url: api.url })
for await (const word of createInterface({ input: process.stdin })) {
  if (word === 'reset') api.reset()
  say({ totals: api.totals(), problems: api.problems() })
}
await api.close({ expectProblems: true })
