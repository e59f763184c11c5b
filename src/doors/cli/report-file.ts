import { open } from 'node:fs/promises'
import { stringify } from 'csv-stringify/sync'
import { Fault } from '#base/fault.ts'
import type { Finding } from '#orchestrator/import/finding.ts'

/** A report that grows while the import runs. */
export interface ReportFile {
  add(findings: readonly Finding[]): Promise<void>
  close(): Promise<void>
}

const columns = ['file', 'row', 'column', 'value', 'reason', 'severity', 'line'] as const

// The values are foreign text, and people open the report in a spreadsheet: a cell that begins with = must not run.
const lines = (rows: readonly (readonly (string | number)[])[]): string =>
  stringify(
    [...rows].map((row) => [...row]),
    { escape_formulas: true },
  )

/** Opens the report before the import writes anything: a report nobody can write is said while nothing is done yet. */
export async function reportFile(path: string, name: string): Promise<ReportFile> {
  const file = await open(path, 'w').catch((thrown: unknown) => {
    const why = thrown instanceof Error ? thrown.message : String(thrown)
    throw new Fault('refused', `cannot write the report ${name}: ${why}`, 'name another file')
  })
  await file.appendFile(lines([columns]))
  return {
    async add(findings) {
      await file.appendFile(lines(findings.map((finding) => columns.map((column) => finding[column]))))
    },
    close: () => file.close(),
  }
}
