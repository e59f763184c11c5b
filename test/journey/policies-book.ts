import { mkdtemp, mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { Fault } from '#base/fault.ts'
import type { Cli, ExitCode, OpenBook } from '#doors/cli/cli.ts'
import { registerRules } from '#doors/cli/rules.ts'
import type { Db } from '#state/db.ts'
import { now } from '../fakes/gate-case.ts'
import { config } from '../fakes/gate-world.ts'
import { worldOf } from './commit-world.ts'
import { memoryCrm } from './memory-crm.ts'

// The command line of a book with a folder of its own, for the tests of its policies.

export const secret = 'correct horse battery'

/** A policy file whose cases fit an expression over the size of the account. */
export const fileOf = (when: string, change = '') => `
name = "house-rule"
needed = "a small company"
why = "a test"
author = "Anna"
when = '${when}'
${change}
[[cases]]
name = "a large one"
holds = true
given = { "account.employees" = 5000, "draft.text" = "large" }
[[cases]]
name = "a small one"
holds = false
given = { "account.employees" = 5, "draft.text" = "small" }
`

export async function bookFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-policies-'))
  await mkdir(join(folder, 'rules'))
  return folder
}

/** One command of `daybook rules`: what it printed as JSON and as text, how it ended, and what it refused. */
export async function rulesOf(
  { db, folder, token }: { readonly db: Db; readonly folder: string; readonly token?: string },
  ...words: readonly string[]
) {
  let [code, value, text]: [ExitCode, unknown, string] = [0, undefined, '']
  const book = {
    folder,
    config,
    world: worldOf(db, memoryCrm()),
    db,
    skills: {},
    close: async () => {},
  } as unknown as OpenBook
  const cli = {
    print: {
      json: true,
      result: (said: unknown, shown: string) => void ([value, text] = [said, shown]),
      note: () => {},
      progress: () => {},
    },
    openBook: async () => book,
    personToken: token,
    askSecret: async () => undefined,
    exitWith: (wanted: ExitCode) => void (code = wanted),
    now: () => new Date(now),
    cwd: folder,
  } as unknown as Cli
  const program = new Command().exitOverride()
  registerRules(program, cli)
  const refused = await program.parseAsync(['rules', ...words], { from: 'user' }).then(
    () => undefined,
    (thrown: unknown) => {
      if (thrown instanceof Fault) return `${thrown.message}\n→ ${thrown.next ?? ''}`
      throw thrown
    },
  )
  return { code, value, text, refused }
}

export const putFile = (folder: string, name: string, text: string): Promise<void> =>
  writeFile(join(folder, 'rules', name), text)
