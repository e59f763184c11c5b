import * as z from 'zod'
import type { Brief } from '#records/brief.ts'
import type { IdealCustomer } from '#records/config.ts'
import type { ToolAnswer } from '#records/evidence.ts'
import type { World } from '#ports/world.ts'
import type { AlikeAccount, AlikeAsk } from '#state/read/accounts-alike.ts'

/** What tools may know beside the brief: settings of the book, and who else may be the same company. */
export interface ToolBook {
  readonly idealCustomer: IdealCustomer
  /** IANA zone of the book's calendar. */
  readonly timeZone: string
  /** Where `duplicates` looks: id, name and domain of other accounts, nothing else of them. */
  readonly alike: (ask: AlikeAsk) => Promise<readonly AlikeAccount[]>
}

/** What a tool may touch: the brief of its one account, the book's settings, the scratch folder of its one subagent. */
export interface ToolSession {
  readonly brief: Brief
  readonly book: ToolBook
  readonly workspace: World['workspace']
}

/**
 * What a tool found. `tainted`: an outsider wrote part of it. `sources` are the stored texts behind the answer that an
 * `observe` may quote by their own ref (one per shown activity).
 */
export interface Found {
  readonly value: Readonly<Record<string, unknown>>
  readonly tainted: boolean
  readonly sources?: readonly ToolAnswer[]
}

/** One tool, ready to be offered. None of them takes an account: the session has exactly one. */
export interface Tool {
  readonly name: string
  readonly description: string
  readonly input: z.ZodObject
  /** Throws a plain Error if the answer is not of the promised shape: that is our bug, not the model's. */
  run(session: ToolSession, input: unknown): Promise<Found>
}

/** Refuses every argument the tool does not know, and says why an account is none of them. */
const refusal = { error: (issue: { code?: string; keys?: readonly string[] }) => refusalOf(issue) }

function refusalOf({ code, keys = [] }: { code?: string; keys?: readonly string[] }): string | undefined {
  if (code !== 'unrecognized_keys') return undefined
  return `unknown argument ${keys.map((key) => JSON.stringify(key)).join(', ')}; the account is fixed by this run, no tool takes one`
}

/** The arguments of a tool: strict, so that an argument naming another account is refused and not ignored. */
export const args = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject(shape, refusal)

/** Makes a tool of its schemas and its handler: both ends are parsed. */
export function tool<Shape extends z.ZodRawShape>(spec: {
  readonly name: string
  readonly description: string
  readonly input: z.ZodObject<Shape>
  readonly output: z.ZodObject
  readonly find: (session: ToolSession, input: z.output<z.ZodObject<Shape>>) => Promise<Found> | Found
}): Tool {
  return {
    name: spec.name,
    description: spec.description,
    input: spec.input,
    async run(session, input) {
      const found = await spec.find(session, spec.input.parse(input))
      const shown = spec.output.safeParse(found.value)
      if (!shown.success)
        throw new Error(`tool ${spec.name} answered outside its schema: ${shown.error.message}`)
      return { ...found, value: shown.data }
    },
  }
}
