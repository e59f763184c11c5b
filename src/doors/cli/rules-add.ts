import { access, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { storePolicy } from '#orchestrator/policies/store-policy.ts'
import type { Cli, OpenBook } from './cli.ts'
import { cameOut, checked, readPolicy, readSoundPolicy, type CheckedPolicy } from './rules-file.ts'
import { policiesOf, policyNamed } from './rules-stored.ts'
import { withBook } from './with-book.ts'

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

const folderOf = (book: OpenBook): string => join(book.folder, 'rules')

/** The file as named from here, else the one of that name in the book's rules folder; undefined: neither is there. */
async function fileNamed(cli: Cli, book: OpenBook, name: string): Promise<string | undefined> {
  const places = [
    resolve(cli.cwd, name),
    resolve(folderOf(book), name),
    resolve(folderOf(book), `${name}.toml`),
  ]
  for (const place of places) if (await isThere(place)) return place
  return undefined
}

async function add(cli: Cli, book: OpenBook, file: string): Promise<void> {
  const path = (await fileNamed(cli, book, file)) ?? resolve(cli.cwd, file)
  const { policy, cases } = await readSoundPolicy(path)
  const { name } = policy
  const { version, isNew } = await storePolicy({ clock: book.world.clock, db: book.db }, policy, 'cli')
  const { mode, standing, newest } = await policyNamed(book.db, name)
  const isInForce = mode !== 'disabled'
  const isThisOne = isInForce && standing.version === version
  const said = isNew
    ? `Stored ${name} as version ${version}; its ${cases.length} cases come out as said.`
    : `${name} was stored as version ${version} already.`
  const force = isThisOne
    ? `This version is in force: ${mode}.`
    : isInForce
      ? `It holds nothing yet: version ${standing.version} stays in force (${mode}) until a person switches.`
      : 'It holds nothing yet: it is switched off.'
  // The same text may have been stored before a newer one: then a switch has to name it.
  const which = newest.version === version ? name : `${name} --stored ${version}`
  const verbs = ['backtest', 'shadow', 'enable'].map((verb) => `daybook rules ${verb} ${which}`)
  const next = `Next: ${verbs.join(' · ')}`
  cli.print.result(
    { id: name, name, version, isNew, mode: isThisOne ? mode : 'disabled', file: path, cases: cases.length },
    [said, force, ...(isThisOne ? [] : [next])].join('\n'),
  )
}

interface Tested extends CheckedPolicy {
  readonly from: string
}

/** The policies to test: a file, a stored one, or all files of the rules folder and all that is stored. */
async function toTest(cli: Cli, book: OpenBook, wanted: string | undefined): Promise<readonly Tested[]> {
  if (wanted !== undefined) {
    const path = await fileNamed(cli, book, wanted)
    if (path !== undefined) return [{ from: path, ...checked(await readPolicy(path)) }]
    const { newest } = await policyNamed(book.db, wanted)
    return [{ from: `version ${newest.version}`, ...checked(newest.policy) }]
  }
  const names = await readdir(folderOf(book)).catch((): string[] => [])
  const files = names.filter((name) => name.endsWith('.toml')).toSorted()
  const paths = files.map((name) => join(folderOf(book), name))
  const inFiles = await Promise.all(
    paths.map(async (path) => ({ from: path, ...checked(await readPolicy(path)) })),
  )
  const stored = await policiesOf(book.db)
  return [
    ...inFiles,
    ...stored.map(({ standing: { version, policy } }) => ({
      from: `version ${version}`,
      ...checked(policy),
    })),
  ]
}

async function test(cli: Cli, book: OpenBook, wanted: string | undefined): Promise<void> {
  const tested = await toTest(cli, book, wanted)
  const items = tested.map(({ from, policy, cases, problems }) => ({
    id: policy.name,
    name: policy.name,
    from,
    passed: problems.length === 0,
    problems,
    cases,
  }))
  const lines = tested.flatMap(({ from, policy, cases, problems }) => [
    `${policy.name} (${from}): ${problems.length === 0 ? 'as said' : `${problems.length} not as said`}`,
    ...cases.map((one) => `  ${one.name}: ${cameOut(one)}`),
    ...problems.filter((problem) => !problem.startsWith('case ')).map((problem) => `  ${problem}`),
  ])
  const none = `No policy is stored, and there are no files in ${folderOf(book)}.`
  cli.print.result({ items }, lines.length === 0 ? none : lines.join('\n'))
  if (items.some(({ passed }) => !passed)) cli.exitWith(1)
}

/** `daybook rules add|test`: policies from files. Neither needs a person: what is stored holds nothing until it is switched. */
export function registerPolicyFiles(rules: Command, cli: Cli): void {
  rules
    .command('add')
    .description('check a policy and store it, switched off; a new text is a new version')
    .argument('<file>', "a TOML file, named from here or from the book's rules folder")
    .addHelpText(
      'after',
      '\nWhat an expression may use: daybook rules environment. Examples: docs/policies.md.',
    )
    .action((file: string) => withBook(cli, (book) => add(cli, book, file)))
  rules
    .command('test')
    .description('run the cases of a policy; stores nothing')
    .argument('[what]', 'a file, or the name of a stored policy (default: all of both)')
    .action((what?: string) => withBook(cli, (book) => test(cli, book, what)))
}
