import { fileURLToPath } from 'node:url'
import { stringify } from 'csv-stringify/sync'
import { crmLocal } from '#connectors/crm-local/crm.ts'
import { readMigrations, type Schema } from '#connectors/postgres/migrate.ts'
import type { Finding, Tally } from '#orchestrator/import/finding.ts'
import {
  type ImportAsk,
  importFiles,
  type ImportNeeds,
  type ImportResult,
} from '#orchestrator/import/import-files.ts'
import type { SourceFile } from '#orchestrator/import/source-file.ts'
import { noFaults } from '#ports/faults.ts'
import type { Fields } from '#records/fields.ts'
import type { TestDatabase } from '../setup/database.ts'

const folder = fileURLToPath(new URL('../../src/connectors/crm-local/sql', import.meta.url))

/** The schema of crm-local, for useDatabase. */
export const crmSchema: Schema = { schema: 'crm', files: await readMigrations(folder) }

/** A book on real Postgres: crm-local and our own tables, with a clock that a test moves. */
export function importBook({ pools, db }: TestDatabase, clock: () => Date): ImportNeeds {
  const crm = crmLocal({ pool: pools.crm, clock })
  return { world: { crm, clock, faults: noFaults }, crmSetup: crm, db }
}

/** A list in memory, handed over in blocks as a disk does. */
export function memoryFile(name: string, content: string | Uint8Array, block = 65_536): SourceFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return {
    name,
    bytes: bytes.length,
    async *open() {
      for (let at = 0; at < bytes.length; at += block) yield bytes.slice(at, at + block)
    },
  }
}

export interface Imported {
  readonly tally: Tally
  readonly findings: readonly Finding[]
  readonly result: ImportResult
}

/** One import, with everything it said. */
export async function runImport(
  book: ImportNeeds,
  files: readonly SourceFile[],
  ask: Partial<ImportAsk> & { readonly stop?: AbortSignal } = {},
): Promise<Imported> {
  const findings: Finding[] = []
  const { stop = new AbortController().signal, ...said } = ask
  const result = await importFiles(
    book,
    { files, map: [], isDryRun: false, ...said },
    {
      inspected: () => {},
      report: async (found) => {
        findings.push(...found)
      },
      progress: () => {},
      stop,
    },
  )
  return { tally: result.tally, findings, result }
}

/** `created updated unchanged rejected` of an import. */
export const counts = ({ tally }: Imported): string =>
  [tally.created, tally.updated, tally.unchanged, tally.rejected].join(' ')

/** A list in memory from its cells. */
export const listFile = (name: string, rows: readonly (readonly string[])[]): SourceFile =>
  memoryFile(name, stringify(rows.map((row) => [...row])))

/** The fields of the account with this key, as the CRM holds them. */
export async function fieldsOf({ world }: ImportNeeds, key: string): Promise<Fields> {
  const [account] = await world.crm.match('account', 'key', [key])
  if (account === undefined) throw new Error(`no account ${key}`)
  return account.fields
}
