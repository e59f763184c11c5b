import { Client } from '@modelcontextprotocol/client'
import { InMemoryTransport, McpServer } from '@modelcontextprotocol/server'
import * as z from 'zod'
import { canonicalJson } from '#base/canonical.ts'
import { Fault } from '#base/fault.ts'
import type { Brief } from '#records/brief.ts'
import type { ToolDefinition } from '#records/conversation.ts'
import type { ToolAnswer } from '#records/evidence.ts'
import { JsonObject } from '#records/fields.ts'
import type { World } from '#ports/world.ts'
import { definitionsOf } from './definitions.ts'
import { registry } from './registry.ts'
import { flags } from './shown.ts'
import type { Tool, ToolBook, ToolSession } from './tool.ts'

/** What one call brought: the answer as text. Errors are answers too, for the model to read. */
export interface CallResult {
  readonly text: string
  readonly isError: boolean
}

/** The tools of one subagent for one account: all that 3-work sees of the tool plane. */
export interface Tools {
  /** In a fixed order, byte-identical per skill; `propose` comes last. */
  list(): readonly ToolDefinition[]
  /** Never throws for what a model did wrong: unknown tools and arguments are answered as errors. */
  call(name: string, input: unknown): Promise<CallResult>
  /** Every answer given so far, and every text shown in one, under the ref an `observe` names. */
  answers(): readonly ToolAnswer[]
  close(): Promise<void>
}

interface Ledger {
  readonly answers: Map<string, ToolAnswer>
  readonly bugs: unknown[]
  calls: number
}

function serve(session: ToolSession, held: readonly Tool[], ledger: Ledger): McpServer {
  const server = new McpServer({ name: 'daybook', version: '1' })
  for (const tool of held)
    server.registerTool(
      tool.name,
      { description: tool.description, inputSchema: tool.input, annotations: { openWorldHint: false } },
      async (input) => {
        try {
          return { content: [{ type: 'text', text: await answered(session, tool, { input, ledger }) }] }
        } catch (thrown) {
          // MCP turns anything thrown into an answer. A Fault may be one; a bug of ours must still go up.
          if (!(thrown instanceof Fault)) ledger.bugs.push(thrown)
          throw thrown
        }
      },
    )
  return server
}

async function answered(
  session: ToolSession,
  tool: Tool,
  { input, ledger }: { readonly input: unknown; readonly ledger: Ledger },
): Promise<string> {
  const { value, tainted, sources = [] } = await tool.run(session, input)
  const ref = `answer:${tool.name}:${++ledger.calls}`
  const text = canonicalJson({ ref, ...flags({ tainted }), ...value })
  for (const answer of [{ ref, tool: tool.name, text, tainted }, ...sources])
    ledger.answers.set(answer.ref, answer)
  return text
}

const Content = z.array(z.object({ type: z.literal('text'), text: z.string() }))

/**
 * Opens the tools of the brief's skill over an in-memory MCP pair. The brief is the run token: the account stands in
 * it, and nothing a model says can name another one. Close it when the work is over.
 */
export async function openTools(
  world: Pick<World, 'workspace'>,
  brief: Brief,
  book: ToolBook,
): Promise<Tools> {
  const held = registry.filter(({ name }) => brief.skill.tools.includes(name))
  const ledger: Ledger = { answers: new Map(), bugs: [], calls: 0 }
  const server = serve({ brief, book, workspace: world.workspace }, held, ledger)
  const client = new Client({ name: 'subagent', version: '1' })
  const [here, there] = InMemoryTransport.createLinkedPair()
  await Promise.all([server.connect(there), client.connect(here)])
  const all = await definitionsOf(brief.skill, client)
  const names = held.map(({ name }) => name)
  return {
    list: () => all,
    async call(name, input) {
      if (!names.includes(name))
        return wrong(`there is no tool ${JSON.stringify(name)}; there are: ${names.join(', ')}`)
      const args = JsonObject.safeParse(input)
      if (!args.success) return wrong(`${name} takes a JSON object of arguments`)
      const { content, isError } = await client.callTool({ name, arguments: { ...args.data } })
      if (ledger.bugs.length > 0) throw ledger.bugs[0]
      return { text: textOf(content), isError: isError === true }
    },
    answers: () => [...ledger.answers.values()],
    async close() {
      await client.close()
      await server.close()
    },
  }
}

const textOf = (content: unknown): string =>
  Content.parse(content)
    .map(({ text }) => text)
    .join('\n')

const wrong = (text: string): CallResult => ({ text, isError: true })
