import type { UpsertItem } from '#ports/crm.ts'
import type { FieldMarks, Fields } from '#records/fields.ts'
import type { AccountId, OwnerId, Version } from '#records/ids.ts'
import { changeOf } from './diff.ts'
import type { Remark } from './finding.ts'
import type { Row } from './row.ts'

/** A record that is already there, as far as a row may change it. */
export interface KnownRecord {
  readonly id: string
  readonly version: Version
  readonly ownerId: OwnerId | null
  readonly accountId?: AccountId | null
  readonly fields: Fields
  readonly marks: FieldMarks
}

/** What a row asks for beyond its own cells. */
export interface Wish {
  readonly key: string
  readonly known: KnownRecord | undefined
  readonly ownerId: OwnerId | undefined
  readonly account?: { readonly id: AccountId; readonly isSaid: boolean } | undefined
  readonly isRepeat: boolean
  readonly at: string
  readonly isDated: boolean
  readonly now: string
}

/** What to write for a row; `item` undefined: nothing. `mark`: what says later that this record was spoken of. */
export interface Planned {
  readonly row: Row
  readonly mark: string
  readonly item: UpsertItem | undefined
  readonly remarks: readonly Remark[]
}

/** A record that is not there yet. */
function creation(row: Row, wish: Wish): UpsertItem {
  const { createdAt } = row.said
  return {
    key: wish.key,
    fields: row.fields,
    by: 'import',
    at: wish.at,
    ...(wish.account === undefined ? {} : { accountId: wish.account.id }),
    ...(wish.ownerId === undefined ? {} : { ownerId: wish.ownerId }),
    // From the future: a clock or a column gone wrong.
    ...(createdAt !== undefined && createdAt <= wish.now ? { createdAt } : {}),
  }
}

/** Owner and account of a known record, where the row says otherwise and may. */
function moves(known: KnownRecord, wish: Wish): Pick<UpsertItem, 'ownerId' | 'accountId'> {
  const { ownerId, account, isRepeat } = wish
  const mayOwn = ownerId !== undefined && ownerId !== known.ownerId && !(isRepeat && known.ownerId !== null)
  const hasAccount = known.accountId !== null && known.accountId !== undefined
  const mayMove =
    account !== undefined && account.id !== known.accountId && (!hasAccount || (account.isSaid && !isRepeat))
  return { ...(mayOwn ? { ownerId } : {}), ...(mayMove ? { accountId: account.id } : {}) }
}

/** Decides what one row writes. Pure; a row that repeats another of its file only fills gaps. */
export function planRow(row: Row, wish: Wish): Planned {
  const { known } = wish
  if (known === undefined) return { row, mark: wish.key, item: creation(row, wish), remarks: [] }
  const { fields, remarks } = changeOf(known, row, wish)
  const moved = moves(known, wish)
  const isNothing = Object.keys(fields).length === 0 && Object.keys(moved).length === 0
  const item: UpsertItem | undefined = isNothing
    ? undefined
    : { id: known.id, fields, expectedVersion: known.version, by: 'import', at: wish.at, ...moved }
  return { row, mark: known.id, item, remarks }
}
