import { Fault } from '#base/fault.ts'
import { type FoundEncoding, findEncoding } from './encoding.ts'
import { findKind } from './find-kind.ts'
import { findSource } from './find-source.ts'
import { type Column, columnsOf } from './header.ts'
import { type MapEntry, mapColumns, type MappedColumn } from './mapping.ts'
import { readPieces } from './read-pieces.ts'
import type { SourceFile } from './source-file.ts'
import type { ImportKind } from './targets.ts'

/** A file that was looked into: what it holds and how its columns will be read. Nothing was written. */
export interface InspectedFile {
  readonly file: SourceFile
  readonly found: FoundEncoding
  readonly kind: ImportKind
  readonly source: string
  readonly mapping: readonly MappedColumn[]
  readonly columns: readonly Column[]
  /** The first records. */
  readonly sample: readonly (readonly string[])[]
  /** What a person should know before the rows are read. */
  readonly notes: readonly string[]
}

/** What a person said about the files beforehand. */
export interface Said {
  readonly as?: ImportKind | undefined
  readonly source?: string | undefined
  readonly map: readonly MapEntry[]
  /** `YYYY-MM-DD` */
  readonly today: string
}

const sampleRows = 500
const sampleChars = 2_000_000

async function firstRecords(file: SourceFile, found: FoundEncoding) {
  const records: (readonly string[])[] = []
  let chars = 0
  for await (const { pieces } of readPieces(file, found.encoding)) {
    for (const piece of pieces) {
      if (piece.kind === 'broken' && records.length === 0)
        throw new Fault(
          'refused',
          `the header of ${file.name} cannot be read: ${piece.reason}`,
          'mend line 1',
        )
      if (piece.kind === 'record' && (records.length === 0 || records[0]?.length === piece.cells.length))
        records.push(piece.cells)
      chars += piece.kind === 'record' ? piece.cells.join('').length : 0
    }
    if (records.length > sampleRows || chars > sampleChars) break
  }
  return records
}

const identifying: Readonly<
  Record<ImportKind, { readonly anyOf: readonly string[]; readonly what: string }>
> = {
  accounts: { anyOf: ['key', 'name', 'domain', 'website'], what: 'an id, a name, a domain or a website' },
  contacts: { anyOf: ['email', 'key'], what: 'an e-mail address or an id' },
  deals: { anyOf: ['key', 'name'], what: 'an id or a name' },
  activities: { anyOf: ['at', 'createdAt', 'dueOn'], what: 'a date' },
}

function kindOf(file: SourceFile, seen: Pick<InspectedFile, 'columns' | 'sample'>, said: Said): ImportKind {
  const kind = said.as ?? findKind({ ...seen, today: said.today, fileName: file.name })
  if (kind !== undefined) return kind
  const headers = seen.columns.map(({ name }) => name).join(', ')
  throw new Fault(
    'refused',
    `cannot tell what ${file.name} holds; its columns are: ${headers.slice(0, 300)}`,
    'say it: --as accounts, contacts, deals or activities',
  )
}

function check(file: SourceFile, kind: ImportKind, mapping: readonly MappedColumn[]): void {
  const { anyOf, what } = identifying[kind]
  if (mapping.some(({ field }) => anyOf.includes(field))) return
  const columns = mapping.map(({ column }) => column.name).join(', ')
  throw new Fault(
    'refused',
    `no column of ${file.name} holds ${what}, which ${kind} need; its columns are: ${columns.slice(0, 300)}`,
    `name it, for example: --map '${mapping[0]?.column.name ?? 'Column'}=${anyOf[0] ?? ''}'`,
  )
}

function notesOn(file: SourceFile, found: FoundEncoding, headers: readonly string[]): readonly string[] {
  const double = headers.filter((header, i) => header.trim() !== '' && headers.indexOf(header) !== i)
  return [
    ...(found.encoding === 'windows-1252'
      ? [
          `${file.name} is not UTF-8 and was read as Windows-1252; look whether accents are right, else save it as UTF-8`,
        ]
      : []),
    ...(found.encoding.startsWith('utf-16') ? [`${file.name} was read as UTF-16`] : []),
    ...(found.isDamaged
      ? [`${file.name} has bytes that are not UTF-8; such cells are left out and reported`]
      : []),
    ...double.map(
      (header) => `${file.name} has two columns "${header}"; the second is kept as "${header} 2"`,
    ),
  ]
}

/** Looks into a file without writing anything. Fault `refused` says what to do when it cannot be imported at all. */
export async function inspectFile(file: SourceFile, said: Said): Promise<InspectedFile> {
  const found = await findEncoding(file.name, file.open())
  const [header, ...sample] = await firstRecords(file, found)
  if (header === undefined)
    throw new Fault('refused', `${file.name} is empty`, 'export it again with a header line and rows')
  const columns = columnsOf(header)
  const kind = kindOf(file, { columns, sample }, said)
  const entries = said.map.filter(({ column }) => columns.some(({ name }) => name === column))
  const mapping = mapColumns({ kind, columns, sample, today: said.today }, entries)
  check(file, kind, mapping)
  const source = said.source ?? findSource({ kind, columns, mapping, sample })
  return { file, found, kind, source, mapping, columns, sample, notes: notesOn(file, found, header) }
}
