import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { parse, stringify, TomlError } from 'smol-toml'
import * as z from 'zod'
import { Fault } from '#base/fault.ts'
import { BookConfig } from '#records/config.ts'

export const configName = 'daybook.toml'

/** The folder of the book: the one named, else the nearest one upwards from `cwd` that holds a daybook.toml. */
export function findBook(named: string | undefined, cwd: string): string {
  if (named !== undefined) {
    const folder = resolve(cwd, named)
    if (existsSync(join(folder, configName))) return folder
    throw new Fault(
      'refused',
      `no book in ${folder}: it holds no ${configName}`,
      'make one with: daybook init DIR, or try: daybook demo',
    )
  }
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (existsSync(join(folder, configName))) return folder
    if (dirname(folder) === folder)
      throw new Fault(
        'refused',
        `no book here: neither ${resolve(cwd)} nor a folder above it holds a ${configName}`,
        existsSync(join(cwd, 'books', 'sample', configName))
          ? 'the sample book is here: add --book books/sample; or make your own with: daybook init DIR'
          : 'make one with: daybook init DIR, try the sample with: daybook demo, or name one with --book DIR',
      )
  }
}

const nearest = (got: string, known: readonly string[]): string | undefined =>
  known.find((name) => name.toLowerCase() === got.toLowerCase() || name.startsWith(got.slice(0, 4)))

const wordOf = (issue: z.core.$ZodIssue): string => {
  const where = issue.path.join('.') || 'the file'
  if (issue.code !== 'unrecognized_keys') return `${where}: ${issue.message}`
  const known = Object.keys(BookConfig.shape)
  const names = issue.keys.map((key) => {
    const like = nearest(key, known)
    return like === undefined ? key : `${key} (did you mean ${like}?)`
  })
  return `${issue.path.length === 0 ? '' : `${where}: `}unknown key ${names.join(', ')}`
}

/** The parsed file and what stood in it. A mistake names the file, the key and what was expected. */
export async function readConfig(folder: string): Promise<{ config: BookConfig; given: unknown }> {
  const path = join(folder, configName)
  const text = await readFile(path, 'utf8')
  const given = parseToml(text, path)
  const parsed = BookConfig.safeParse(given)
  if (parsed.success) return { config: parsed.data, given }
  throw new Fault(
    'refused',
    `${path} has mistakes\n${parsed.error.issues.map((issue) => `  ${wordOf(issue)}`).join('\n')}`,
    'mend the file; all keys with their meaning: daybook config --schema',
  )
}

function parseToml(text: string, path: string): unknown {
  try {
    return parse(text)
  } catch (thrown) {
    if (!(thrown instanceof TomlError)) throw thrown
    throw new Fault(
      'refused',
      `${path} is no TOML, line ${thrown.line} column ${thrown.column}: ${thrown.message.split('\n')[0]}`,
      'mend that line',
    )
  }
}

const Table = z.record(z.string(), z.json())

/** What differs from `base`, deeply; undefined when nothing does. Arrays count as one value. */
function differing(value: unknown, base: unknown): unknown {
  const [table, beside] = [Table.safeParse(value), Table.safeParse(base)]
  if (!table.success || !beside.success || Array.isArray(value))
    return JSON.stringify(value) === JSON.stringify(base) ? undefined : value
  const entries = Object.entries(table.data)
    .map(([key, member]) => [key, differing(member, beside.data[key])] as const)
    .filter(([, member]) => member !== undefined)
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

const telemetryExample = `# Traces and metrics of every run to an OpenTelemetry collector (OTLP over HTTP), and a log of JSON lines in logs/:
# [telemetry]
# endpoint = "http://127.0.0.1:4318"
# log = "file"
`

/** A daybook.toml that holds what differs from the defaults, so that better defaults reach old books. */
export function tomlOf(config: BookConfig): string {
  const base = BookConfig.parse({
    name: '-',
    sender: { name: '-', email: '-', company: '-', domain: '-', about: '-' },
  })
  const body = stringify(differing(config, base) ?? {})
  return `# The settings of this book. Everything not set here has its default: daybook config --explain\n# Secrets never stand here; they come from the environment.\n\n${body}\n\n${telemetryExample}`
}
