import type { CrmSetup } from '#ports/crm-setup.ts'
import type { Crm } from '#ports/crm.ts'
import type { Faults } from '#ports/faults.ts'
import type { AccountId } from '#records/ids.ts'
import type { Suggestion } from '#records/suggestion.ts'
import type { ImportKey } from '#state/read/import-keys.ts'
import type { Finding, Remark, Tally } from './finding.ts'
import type { Row } from './row.ts'
import type { SeenTexts } from './seen.ts'

export type RowOutcome = 'created' | 'updated' | 'unchanged' | 'rejected'

/** What one batch of pairs turned out to be: answered ones are left out. */
export interface SuggestedPair {
  readonly suggestion: Suggestion
  readonly isNew: boolean
}

/** The keys that further sources gave to accounts: read and kept beside the CRM, which knows one key an account. */
export interface FurtherKeys {
  find(asked: { keys: readonly string[]; accountIds: readonly AccountId[] }): Promise<readonly ImportKey[]>
  keep(keys: readonly ImportKey[]): Promise<void>
}

/** One file's import under way: what its batches share. */
export interface Session {
  readonly crm: Crm
  readonly faults: Faults
  /** Defines unknown owners and deal stages; undefined where the CRM is not ours. */
  readonly setup: CrmSetup | undefined
  readonly suggest: (pairs: readonly Suggestion[]) => Promise<readonly SuggestedPair[]>
  readonly keys: FurtherKeys
  readonly file: string
  readonly source: string
  /** The moment of the import. */
  readonly now: string
  /** When the file's values were true, if the person said so. */
  readonly asOf: string | undefined
  readonly isDryRun: boolean
  /** Records this file spoke of already, and pairs already counted. */
  readonly seen: SeenTexts
  readonly pairs: SeenTexts
  readonly tally: Tally
  readonly findings: Finding[]
  /** A few pairs to show at the end. */
  readonly examples: Suggestion[]
}

function remark(session: Session, row: Pick<Row, 'row' | 'line'>, remarks: readonly Remark[]): void {
  for (const one of remarks) {
    session.findings.push({ file: session.file, row: row.row, line: row.line, ...one })
    if (one.severity === 'doubtful') session.tally.doubtful += 1
  }
}

/** The one place where a row is counted: once, with all its remarks. */
export function settle(
  session: Session,
  row: Pick<Row, 'row' | 'line'> & { readonly remarks?: readonly Remark[] },
  outcome: { readonly kind: RowOutcome; readonly remarks: readonly Remark[] },
): void {
  session.tally.rows += 1
  session.tally[outcome.kind] += 1
  remark(session, row, [...(row.remarks ?? []), ...outcome.remarks])
}

/** When the row's values were true, and whether somebody said so. Never later than now. */
export function datedAt(
  session: Session,
  row: Row,
): { readonly at: string; readonly isDated: boolean; readonly now: string } {
  const { now } = session
  const said = row.said['updatedAt'] ?? session.asOf
  const at = said === undefined || said > now ? now : said
  return { at, isDated: said !== undefined, now }
}
