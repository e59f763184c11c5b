import { spawn } from 'node:child_process'
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { openBook } from '../src/main/open-book.ts'
import { daybook } from '../test/setup/cli.ts'

const program = fileURLToPath(new URL('../test/fakes/messages-api/main.ts', import.meta.url))

const Tokens = z.object({
  input: z.number(),
  cacheWrite: z.number(),
  cacheRead: z.number(),
  output: z.number(),
})
export const Billed = Tokens.extend({ model: z.string(), batch: z.boolean() })
export type Billed = z.infer<typeof Billed>

const Conversation = z.object({ turns: z.number(), hasTools: z.boolean() })
type Conversation = z.infer<typeof Conversation>

/** The Messages API in a process of its own. */
export interface Vendor {
  readonly url: string
  reset(): Promise<void>
  /** Throws when anything on the wire broke the SDK's types. */
  check(): Promise<void>
  /** Writes what every message was billed; a line of JSON (`Billed`) each. */
  calls(file: string): Promise<void>
  /** Writes the last request of every conversation, a line of JSON each, in the order in which they began. */
  conversations(file: string): Promise<readonly Conversation[]>
  close(): void
}

export async function startVendor(words: readonly string[]): Promise<Vendor> {
  const child = spawn(process.execPath, ['--conditions=daybook-source', program, ...words], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await lines.next()
    if (done === true) throw new Error('the Messages API of the benchmark ended')
    return JSON.parse(value) as unknown
  }
  const ask = (line: string) => {
    child.stdin.write(`${line}\n`)
    return next()
  }
  const { url } = z.object({ url: z.string() }).parse(await next())
  return {
    url,
    async reset() {
      await ask('reset')
    },
    async check() {
      const { problems } = z.object({ problems: z.array(z.string()) }).parse(await ask('totals'))
      if (problems.length > 0) throw new Error(problems.slice(0, 5).join('\n'))
    },
    async calls(file) {
      await ask(`calls ${file}`)
    },
    async conversations(file) {
      return z.object({ conversations: z.array(Conversation) }).parse(await ask(`conversations ${file}`))
        .conversations
    },
    close: () => void child.stdin.end(),
  }
}

/** A sample book whose model is Claude at this address; made by another process, whose memory counts nowhere. */
export async function makeWireBook(
  folder: string,
  { accounts, seed, toml }: { readonly accounts: number; readonly seed: number; readonly toml: string },
): Promise<void> {
  const words = ['demo', folder, '--accounts', String(accounts), '--seed', String(seed), '--no-run']
  const made = await daybook(words)
  if (made.code !== 0) throw new Error(made.stderr)
  await appendFile(join(folder, 'daybook.toml'), `\n${toml}`)
}

const environment = { NO_COLOR: true, CLAUDECODE: false, DEBUG: false, ANTHROPIC_API_KEY: 'bench' }

/** Opens it with a key that is none. */
export const openWireBook = (folder: string) => openBook(folder, { environment, model: {}, note: () => {} })

/** What a run says: nothing. */
export const silent = { stop: new AbortController().signal, note: () => {}, progress: () => {} }
