import type { DealStage } from '#records/stage.ts'
import { assertNever } from '#base/assert-never.ts'
import type { Finding } from './finding.ts'
import { reject } from './finding.ts'
import { importAccounts } from './import-accounts.ts'
import { importActivities } from './import-activities.ts'
import { importDeals } from './import-deals.ts'
import { contacts, importRecords } from './import-people.ts'
import type { InspectedFile } from './inspect-file.ts'
import type { OwnerBook } from './owners.ts'
import type { DateOrder } from './read-date.ts'
import { readPieces } from './read-pieces.ts'
import type { Piece } from './records.ts'
import { readRow, type Row, type RowRules } from './row.ts'
import { type Session, settle } from './session.ts'

/** What the batches of all files share. */
export interface Known {
  readonly owners: OwnerBook
  readonly stages: DealStage[]
}

export interface FileAsk {
  readonly dates: DateOrder | undefined
  readonly report: (findings: readonly Finding[]) => Promise<void>
  readonly progress: (bytes: number) => void
  readonly stop: AbortSignal
}

// Cells are kept until their batch is written; long texts must not make a batch of hundreds of megabytes.
const largestBatch = 1_000_000

/** The row of a record; undefined when it is none and was counted as rejected. */
function rowOf(session: Session, rules: RowRules, piece: Piece): Row | undefined {
  if (piece.kind === 'broken') {
    settle(session, piece, { kind: 'rejected', remarks: [reject(piece.reason, '', piece.text)] })
    return undefined
  }
  const { cells } = piece
  const width = rules.mapping.length
  const surplus = cells.slice(width).some((cell) => cell.trim() !== '')
  if (cells.length < width || surplus) {
    const reason = `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, the header has ${width}`
    settle(session, piece, {
      kind: 'rejected',
      remarks: [reject(reason, '', cells.join(' | ').slice(0, 200))],
    })
    return undefined
  }
  if (cells.every((cell) => cell.trim() === '')) {
    settle(session, piece, { kind: 'rejected', remarks: [reject('all cells are empty')] })
    return undefined
  }
  return readRow(rules, piece)
}

async function writeBatch(
  session: Session,
  inspected: InspectedFile,
  { known, rows }: { known: Known; rows: readonly Row[] },
) {
  if (rows.length === 0) return
  switch (inspected.kind) {
    case 'accounts':
      return importAccounts(session, known.owners, rows)
    case 'contacts':
      return importRecords(session, contacts(session.source), { owners: known.owners, rows })
    case 'deals':
      return importDeals(session, known, rows)
    case 'activities':
      return importActivities(session, known.owners, rows)
    default:
      return assertNever(inspected.kind)
  }
}

/** Collects rows and writes them in batches the CRM takes. */
function batches(session: Session, inspected: InspectedFile, { known, ask }: { known: Known; ask: FileAsk }) {
  let rows: Row[] = []
  let size = 0
  return {
    async flush(): Promise<void> {
      const full = rows
      rows = []
      size = 0
      session.faults.at('import-batch')
      await writeBatch(session, inspected, { known, rows: full })
      session.faults.at('import-written')
      const found = session.findings.splice(0).toSorted((a, b) => a.row - b.row)
      if (found.length > 0) await ask.report(found)
    },
    async add(row: Row): Promise<void> {
      rows.push(row)
      size += row.size
      if (rows.length >= session.crm.caps.maxBatch || size >= largestBatch) await this.flush()
    },
  }
}

/** Imports one file. Returns whether it was read to its end; a stop finishes the batch under way. */
export async function importFile(
  session: Session,
  inspected: InspectedFile,
  { known, ask }: { readonly known: Known; readonly ask: FileAsk },
): Promise<boolean> {
  let read = 0
  const batch = batches(session, inspected, { known, ask })
  const rules: RowRules = { kind: inspected.kind, mapping: inspected.mapping, dates: ask.dates }
  let isHeader = true
  for await (const { pieces, bytes } of readPieces(inspected.file, inspected.found.encoding)) {
    for (const piece of pieces) {
      if (isHeader) {
        isHeader = false
        continue
      }
      const row = rowOf(session, rules, piece)
      if (row !== undefined) await batch.add(row)
      if (ask.stop.aborted) break
    }
    if (session.findings.length > 1000 || ask.stop.aborted) await batch.flush()
    read = bytes
    ask.progress(read)
    if (ask.stop.aborted) return false
  }
  await batch.flush()
  ask.progress(read)
  return true
}
