import type { Json } from '#base/canonical.ts'
import { domainOf } from '#tools/domain/domain.ts'
import type { Remark } from './finding.ts'
import { leftOut, type MappedColumn } from './mapping.ts'
import { readCell } from './read-cell.ts'
import type { DateOrder } from './read-date.ts'
import { isSaid } from './targets-of.ts'
import type { ImportKind } from './targets.ts'

/** A record of the file, read by its mapping. */
export interface Row {
  readonly row: number
  readonly line: number
  /** Values of fields of the record itself, standard and custom. */
  readonly fields: Readonly<Record<string, Json>>
  /** What identifies, dates or refers: key, createdAt, accountName … */
  readonly said: Readonly<Record<string, string>>
  /** Where a field's value stood, for the report. */
  readonly cells: ReadonlyMap<string, { readonly column: string; readonly value: string }>
  readonly remarks: readonly Remark[]
  /** Roughly how much memory it takes. */
  readonly size: number
}

export interface RowRules {
  readonly kind: ImportKind
  readonly mapping: readonly MappedColumn[]
  readonly dates: DateOrder | undefined
}

interface Draft {
  readonly fields: Record<string, Json>
  readonly said: Record<string, string>
  readonly cells: Map<string, { column: string; value: string }>
  readonly remarks: Remark[]
}

/** Text a person must recognise at one glance: a line break in it means that a quote swallowed something. */
const oneLiners: ReadonlySet<string> = new Set([
  'name',
  'domain',
  'website',
  'email',
  'firstName',
  'lastName',
  'key',
])

function take(rules: RowRules, draft: Draft, { mapped, raw }: { mapped: MappedColumn; raw: string }): void {
  const { field, kind } = mapped
  const read = readCell(raw, kind, rules.dates)
  if (read.kind === 'empty') return
  const cell = { column: mapped.column.name, value: raw }
  if (read.kind === 'doubt') {
    draft.remarks.push({ ...cell, reason: read.reason, severity: 'doubtful' })
    return
  }
  if (oneLiners.has(field) && /[\r\n]/.test(String(read.value))) {
    draft.remarks.push({ ...cell, reason: 'a line break inside; is a quote missing?', severity: 'doubtful' })
    return
  }
  draft.cells.set(field, cell)
  if (isSaid(rules.kind, field)) draft.said[field] = String(read.value)
  else draft.fields[field] = read.value
}

/** The domain of an account row: its domain column, else its website; nobody's domain on a shared host. */
function takeDomain(draft: Draft): void {
  const name = typeof draft.fields['name'] === 'string' ? draft.fields['name'] : undefined
  const given = [draft.fields['domain'], draft.fields['website']]
  delete draft.fields['domain']
  for (const [i, value] of given.entries()) {
    if (typeof value !== 'string') continue
    const cell = draft.cells.get(i === 0 ? 'domain' : 'website') ?? { column: '', value }
    const found = domainOf(value, name)
    if (found.kind === 'shared')
      draft.remarks.push({ ...cell, reason: `${found.host} is nobody's own domain`, severity: 'note' })
    if (found.kind !== 'owned') continue
    if (found.note !== undefined) draft.remarks.push({ ...cell, reason: found.note, severity: 'note' })
    draft.fields['domain'] = found.domain
    return
  }
}

/** `Doe, Jane` and `Jane Q. Doe` in one cell; a single word is a first name. */
function takeFullName(draft: Draft): void {
  const full = draft.said['fullName']?.replaceAll(/\s+/g, ' ')
  if (full === undefined || 'firstName' in draft.fields || 'lastName' in draft.fields) return
  const [last, first] = full.split(', ')
  const cut = full.lastIndexOf(' ')
  if (last !== undefined && first !== undefined)
    Object.assign(draft.fields, { firstName: first, lastName: last })
  else if (cut < 0) draft.fields['firstName'] = full
  else Object.assign(draft.fields, { firstName: full.slice(0, cut), lastName: full.slice(cut + 1) })
}

/** Reads one record; never fails: what cannot be read is a remark, and stays out. */
export function readRow(
  rules: RowRules,
  record: { readonly row: number; readonly line: number; readonly cells: readonly string[] },
): Row {
  const draft: Draft = { fields: {}, said: {}, cells: new Map(), remarks: [] }
  let size = 200
  for (const mapped of rules.mapping) {
    const raw = record.cells[mapped.column.index] ?? ''
    size += raw.length * 2
    if (mapped.field !== leftOut) take(rules, draft, { mapped, raw })
  }
  if (rules.kind === 'accounts') takeDomain(draft)
  if (rules.kind === 'contacts') takeFullName(draft)
  return { row: record.row, line: record.line, ...draft, size }
}
