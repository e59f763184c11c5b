import * as z from 'zod'
import { idOf } from '#base/hash.ts'
import type { Brief } from '#records/brief.ts'
import { args, tool, type ToolSession } from '../tool.ts'

const maxFiles = 10
const maxText = 8000

const Output = z.object({
  files: z.array(z.string()),
  name: z.string().optional(),
  text: z.string().optional(),
  problem: z.string().optional(),
})

/** One folder per subagent. The id is hashed into the name: a CRM may hand out ids with dots and colons. */
export const scratchFolder = ({ runId, accountId }: Pick<Brief, 'runId' | 'accountId'>): string =>
  `runs/${runId}/scratch/${idOf('account', accountId)}`

/** Removes the subagent's files. Idempotent. */
export async function emptyScratch(
  { workspace }: Pick<ToolSession, 'workspace'>,
  brief: Pick<Brief, 'runId' | 'accountId'>,
): Promise<void> {
  const folder = scratchFolder(brief)
  for (const name of await workspace.list(folder)) await workspace.remove(`${folder}/${name}`)
}

interface Ask {
  readonly do: 'write' | 'read' | 'list'
  readonly name?: string | undefined
  readonly text?: string | undefined
}

async function answer({ brief, workspace }: ToolSession, ask: Ask): Promise<z.infer<typeof Output>> {
  const folder = scratchFolder(brief)
  const files = [...(await workspace.list(folder))].toSorted()
  const none = { files }
  if (ask.do === 'list') return none
  if (ask.name === undefined) return { ...none, problem: `${ask.do} needs a name` }
  if (ask.do === 'read') {
    const text = await workspace.read(`${folder}/${ask.name}`)
    return text === undefined
      ? { ...none, problem: `there is no ${ask.name}` }
      : { files, name: ask.name, text }
  }
  if (ask.text === undefined) return { ...none, problem: 'write needs a text' }
  if (files.length >= maxFiles && !files.includes(ask.name))
    return { ...none, problem: `at most ${maxFiles} files; write over one of them` }
  await workspace.write(`${folder}/${ask.name}`, ask.text)
  return { files: [...new Set([...files, ask.name])].toSorted(), name: ask.name }
}

/** The only effect a subagent has: small files in its own folder of the run's workspace, for people to read later. */
export const scratch = tool({
  name: 'scratch',
  description: `Your own notes for this piece of work: write, read or list small files. At most ${maxFiles} files of ${maxText} characters. Nothing in them reaches the CRM.`,
  input: args({
    do: z.enum(['write', 'read', 'list']),
    name: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9-]{0,39}\.(md|txt|json)$/,
        'a name like plan.md: small letters, digits, hyphens',
      )
      .optional(),
    text: z.string().max(maxText).optional(),
  }),
  output: Output,
  find: async (session, input) => ({ tainted: false, value: await answer(session, input) }),
})
