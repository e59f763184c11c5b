import { canonicalJson, type Json } from '#base/canonical.ts'
import type { FieldMarks, Fields } from '#records/fields.ts'
import type { Remark } from './finding.ts'
import type { Row } from './row.ts'

/** How a row may change a record that is already there. */
export interface ChangeRules {
  /** When the row's values were true. */
  readonly at: string
  /** The file or the person said so; else `at` is only the moment of the import. */
  readonly isDated: boolean
  /** An earlier row of the same file spoke of this record: this one fills gaps and contradicts nothing. */
  readonly isRepeat: boolean
}

export interface Change {
  readonly fields: Fields
  readonly remarks: readonly Remark[]
}

const shown = (value: Json): string => (typeof value === 'string' ? value : canonicalJson(value)).slice(0, 80)

const authors = {
  person: 'a person',
  agent: 'Daybook',
  vendor: 'a data vendor',
  import: 'an import',
} as const

type Verdict = 'set' | 'keep' | Pick<Remark, 'reason' | 'severity'>

function judge(
  rules: ChangeRules,
  cell: { current: Json | undefined; value: Json; mark: FieldMarks[string] | undefined },
): Verdict {
  const { current, value, mark } = cell
  if (current === undefined || current === null) return 'set'
  if (canonicalJson(current) === canonicalJson(value)) return 'keep'
  if (rules.isRepeat)
    return { reason: `an earlier row of this file says ${shown(current)}`, severity: 'doubtful' }
  if (mark === undefined) return 'set'
  if (rules.isDated)
    return mark.at > rules.at ? { reason: `older than ${shown(current)}, kept`, severity: 'note' } : 'set'
  // Without a date nobody can say which is newer. Overwriting would undo work; leaving out is reported and can be
  // repeated with --as-of.
  if (mark.by === 'import') return 'set'
  const reason = `${authors[mark.by]} wrote ${shown(current)} on ${mark.at.slice(0, 10)}; say --as-of DATE to decide`
  return { reason, severity: 'doubtful' }
}

/** The fields a row changes. Empty cells change nothing: exports leave out what they do not know. */
export function changeOf(
  record: { readonly fields: Fields; readonly marks: FieldMarks },
  row: Row,
  rules: ChangeRules,
): Change {
  const fields: Record<string, Json> = {}
  const remarks: Remark[] = []
  for (const [field, value] of Object.entries(row.fields)) {
    const verdict = judge(rules, { current: record.fields[field], value, mark: record.marks[field] })
    if (verdict === 'set') fields[field] = value
    else if (verdict !== 'keep')
      remarks.push({ column: field, value: shown(value), ...row.cells.get(field), ...verdict })
  }
  return { fields, remarks }
}
