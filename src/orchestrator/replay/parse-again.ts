import * as z from 'zod'
import { canonicalJson } from '#base/canonical.ts'
import { parseProposal } from '#propose/parse.ts'
import type { World } from '#ports/world.ts'
import { Brief } from '#records/brief.ts'
import type { StoredProposal } from '#records/stored-proposal.ts'
import { Transcript } from '#records/transcript.ts'

type Files = Pick<World, 'workspace'>

async function kept<T>({ workspace }: Files, path: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const text = await workspace.read(path)
  if (text === undefined) return undefined
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined // cut off by a full disk or edited by hand: nothing to parse from, which the count says
  }
}

/** The last hand-in of a conversation, as the model wrote it. */
const handedIn = ({ messages }: Transcript): unknown =>
  messages
    .flatMap(({ role, content }) => (role === 'assistant' ? content : []))
    .flatMap((block) => (block.type === 'tool_use' && block.name === 'propose' ? [block.input] : []))
    .at(-1)

/**
 * Parses once more what the model handed in for this proposal. 'same' as what was judged, else in words what it is now;
 * undefined where the conversation or its brief is not kept, or belongs to another pass of the run.
 */
export async function parseAgain(
  files: Files,
  { runId, accountId, pass, proposal }: StoredProposal,
): Promise<string | undefined> {
  if (pass === 0) return undefined
  const folder = `runs/${runId}/accounts/${accountId}`
  const transcript = await kept(files, `${folder}/transcript.json`, Transcript)
  const brief = await kept(files, `${folder}/brief.json`, Brief)
  if (transcript === undefined || brief === undefined || transcript.pass !== pass) return undefined
  const parsed = parseProposal(handedIn(transcript), brief)
  if (parsed.kind === 'malformed') return `malformed: ${parsed.problems.join('; ')}`
  return canonicalJson(parsed.proposal) === canonicalJson(proposal) ? 'same' : 'another proposal'
}
