import { accountFields, contactFields, dealFields } from '#records/field-dictionary.ts'
import { type Column, fieldName, headerWords } from './header.ts'
import { readCell } from './read-cell.ts'
import { targetsOf } from './targets-of.ts'
import type { CellKind, ImportKind, Target } from './targets.ts'

/** Where one column goes. `custom`: no standard field; kept under a name of its own, as text. */
export interface MappedColumn {
  readonly column: Column
  readonly field: string
  readonly kind: CellKind
  readonly why:
    | 'known header'
    | 'custom'
    | 'values do not fit'
    | 'taken by another column'
    | 'said'
    | 'left out'
}

/** What a person said with --map; `-` as the field leaves the column out. */
export interface MapEntry {
  readonly column: string
  readonly field: string
}

export const leftOut = '-'

/** The names of the list's own kind, which exports like to put before every header (`Deal - Title`, `Company name`). */
const ownNames: Readonly<Record<ImportKind, RegExp>> = {
  accounts: /^(company|account|organization|organisation|org|customer|business) /,
  contacts: /^(person|contact|lead) /,
  deals: /^(deal|opportunity) /,
  activities: /^(activity|task|event|engagement|call|meeting) /,
}

const wordsOf = (target: Target): readonly string[] => target.words.split(', ')

/** The place of a header among the words of a target: the smaller, the surer. -1: it does not mean it. */
function rankOf(target: Target, header: string, kind: ImportKind): number {
  const words = wordsOf(target)
  const whole = words.indexOf(header)
  if (whole >= 0) return whole
  const bare = words.indexOf(header.replace(ownNames[kind], ''))
  return bare < 0 ? -1 : bare + 100
}

/** Whether enough of the filled cells read as the target wants them. */
function valuesFit(cells: readonly string[], target: Target, today: string): boolean {
  if (target.field === 'key') return areIds(cells)
  const filled = cells
    .map((cell) => readCell(cell, target.kind, 'mdy'))
    .filter(({ kind }) => kind !== 'empty')
  const read = filled.filter(({ kind }) => kind === 'value').length
  if (read < filled.length * (target.isVague === true ? 0.8 : 0.5)) return false
  if (target.isVague === true && read === 0) return false
  return target.field !== 'createdAt' || arePlausibleStarts(cells, today)
}

// A record cannot be older than CRMs are, nor from the future: `Date added` with 1957 tells of something else.
function arePlausibleStarts(cells: readonly string[], today: string): boolean {
  const moments = cells.map((cell) => readCell(cell, 'moment', 'mdy'))
  return moments.every((moment) => moment.kind !== 'value' || isBetween(String(moment.value), today))
}

const isBetween = (moment: string, today: string): boolean => moment >= '1990' && moment.slice(0, 10) <= today

/** Ids are nearly always there, and nearly never twice. */
function areIds(cells: readonly string[]): boolean {
  const ids = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  return ids.length >= cells.length * 0.9 && new Set(ids).size >= ids.length * 0.9
}

interface Claim {
  readonly column: Column
  readonly target: Target
  readonly rank: number
}

interface Table {
  readonly kind: ImportKind
  readonly columns: readonly Column[]
  /** The first records, for looking at values. */
  readonly sample: readonly (readonly string[])[]
  readonly today: string
}

const cellsOf = (table: Table, column: Column): readonly string[] =>
  table.sample.map((cells) => cells[column.index] ?? '')

/** Every column that may mean a target, by header and by values; the surest first. */
function claimsOf(table: Table): readonly Claim[] {
  const claims = table.columns.flatMap((column) => {
    const header = headerWords(column.name)
    return targetsOf[table.kind].flatMap((target) => {
      const rank = rankOf(target, header, table.kind)
      return rank >= 0 && valuesFit(cellsOf(table, column), target, table.today)
        ? [{ column, target, rank }]
        : []
    })
  })
  return claims.toSorted((a, b) => a.rank - b.rank || a.column.index - b.column.index)
}

const standardOf: Readonly<Record<ImportKind, object>> = {
  accounts: accountFields,
  contacts: contactFields,
  deals: dealFields,
  activities: {},
}

const isTargetOf = (kind: ImportKind, field: string): boolean =>
  field in standardOf[kind] || targetsOf[kind].some((target) => target.field === field)

/** A custom field's own name: never that of a standard field, whose values are of another kind. */
function customName(table: Table, column: Column, taken: ReadonlySet<string>): string {
  const base = fieldName(column.name, column.index)
  const free = isTargetOf(table.kind, base) ? `${base}Text` : base
  let name = free
  for (let n = 2; taken.has(name); n++) name = `${free}${n}`
  return name
}

function said(table: Table, column: Column, field: string): MappedColumn {
  const target = targetsOf[table.kind].find((one) => one.field === field)
  const why = field === leftOut ? 'left out' : 'said'
  return { column, field, kind: target?.kind ?? 'text', why }
}

/** The mapping of a list: what a person said, then known headers whose values fit, then custom fields. */
export function mapColumns(table: Table, entries: readonly MapEntry[]): readonly MappedColumn[] {
  const found = new Map<number, MappedColumn>()
  const taken = new Set<string>()
  const put = (mapped: MappedColumn) => {
    found.set(mapped.column.index, mapped)
    taken.add(mapped.field)
  }
  for (const { column: name, field } of entries) {
    const column = table.columns.find((one) => one.name === name)
    if (column !== undefined) put(said(table, column, field))
  }
  const claims = claimsOf(table)
  for (const { column, target } of claims)
    if (!found.has(column.index) && !taken.has(target.field))
      put({ column, field: target.field, kind: target.kind, why: 'known header' })
  for (const column of table.columns)
    if (!found.has(column.index))
      put({
        column,
        field: customName(table, column, taken),
        kind: 'text',
        why: reason(table, column, claims),
      })
  return table.columns.flatMap((column) => found.get(column.index) ?? [])
}

function reason(table: Table, column: Column, claims: readonly Claim[]): MappedColumn['why'] {
  if (claims.some((claim) => claim.column.index === column.index)) return 'taken by another column'
  const header = headerWords(column.name)
  const isKnown = targetsOf[table.kind].some((target) => rankOf(target, header, table.kind) >= 0)
  return isKnown ? 'values do not fit' : 'custom'
}

/** How strongly the headers say that this is a list of `kind`. */
export function pointsOf(table: Table): number {
  const fields = new Map(claimsOf(table).map(({ target }) => [target.field, target.points ?? 0]))
  const own = table.columns.filter(({ name }) => ownNames[table.kind].test(headerWords(name))).length
  return [...fields.values()].reduce((sum, points) => sum + points, 0) + own
}
