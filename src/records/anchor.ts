import * as z from 'zod'
import { Instant } from './time.ts'

/**
 * The end of the audit chain at a moment, kept outside the database: without it a cut-off or wholly rewritten chain
 * could not be told from a whole one. The chain has no gaps, so `seq` is also its number of rows.
 */
export const Anchor = z.object({
  at: Instant,
  seq: z.number().int().nonnegative(),
  hash: z.string(),
  /** Of the Postgres cluster, made with it: tells a restored or replaced server. */
  systemIdentifier: z.string(),
  /** A person said that from here on this chain counts, though it is older than what was anchored before. */
  acceptedBy: z.string().optional(),
})
export type Anchor = z.infer<typeof Anchor>

/** The anchors of a file that still count, in the order of the file, and the lines that are none. */
export interface Anchors {
  readonly anchors: readonly Anchor[]
  readonly unreadable: readonly number[]
}

function anchorOf(line: string): Anchor | undefined {
  try {
    return Anchor.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}

/** Reads JSON lines. Anchors that lie beyond an accepted one do not count any more: that chain was given up. */
export function anchorsOf(text: string): Anchors {
  const unreadable: number[] = []
  let anchors: Anchor[] = []
  for (const [at, line] of text.split('\n').entries()) {
    if (line === '') continue
    const anchor = anchorOf(line)
    if (anchor === undefined) unreadable.push(at + 1)
    else if (anchor.acceptedBy === undefined) anchors.push(anchor)
    else anchors = [...anchors.filter(({ seq }) => seq < anchor.seq), anchor]
  }
  return { anchors, unreadable }
}
