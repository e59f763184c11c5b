import { sql, type RawBuilder } from 'kysely'
import * as z from 'zod'
import { erased } from '#records/erased.ts'
import type { Forgotten } from '#records/forgotten.ts'
import { AccountId } from '#records/ids.ts'
import { orderMoves } from '#records/order-moves.ts'
import { speaksOf } from '../read/forget-about.ts'
import type { Db } from '../db.ts'
import { literals } from '../states.ts'

const gone = sql.lit(erased)
const goneJson = sql.lit(JSON.stringify(erased))

/** What is done to one kind of rows; gives the accounts of those it touched. */
type Erasing = readonly [what: string, statement: RawBuilder<unknown>]

const aboutIn =
  (person: Forgotten) =>
  (text: RawBuilder<unknown>): RawBuilder<boolean> =>
    speaksOf(person, { text, account: sql.ref('account_id') })
const idsOf = ({ contactIds }: Forgotten): RawBuilder<unknown> => sql`${[...contactIds]}::text[]`

function known(person: Forgotten): readonly Erasing[] {
  const about = aboutIn(person)
  const ids = idsOf(person)
  const facts = sql`
    delete from daybook.fact
    where subject ->> 'id' = any(${ids}) or ${about(sql`concat_ws(' ', value, source_ref)`)} returning account_id`
  const copies = sql`
    delete from daybook.feed_contact where id = any(${ids}) or email = any(${[...person.emails]}::text[])
    returning coalesce(account_id, '-') as account_id`
  return [
    ['facts', facts],
    ['claims', sql`delete from daybook.claim where ${about(sql`value::text`)} returning account_id`],
    ['memories', sql`delete from daybook.memory where ${about(sql.ref('text'))} returning account_id`],
    ['contact copies', copies],
  ]
}

function said(person: Forgotten): readonly Erasing[] {
  const about = aboutIn(person)
  const why = about(sql.ref('why'))
  const suggestions = sql`
    update daybook.suggestion set reason = ${gone}, detail = ${gone}
    where ${about(sql`concat_ws(' ', reason, detail)`)} returning account_id`
  const outcomes = sql`
    update daybook.work_item set reason = ${gone} where ${about(sql.ref('reason'))} returning account_id`
  // They only save money: none of the person's accounts needs one to be right.
  const turns = sql`
    delete from daybook.paid_turn
    where account_id = any(${[...person.accountIds]}::text[]) or ${about(sql.ref('answer'))} returning account_id`
  return [
    ['turns of unfinished work', turns],
    ['suggestions', suggestions],
    ['flags', sql`update daybook.account_flag set why = ${gone} where ${why} returning account_id`],
    [
      'questions to vendors',
      sql`update daybook.vendor_asked set why = ${gone} where ${why} returning account_id`,
    ],
    ['outcomes', outcomes],
  ]
}

/** Messages that have not left are void; what was held for them is free. */
function written(person: Forgotten): readonly Erasing[] {
  const ids = idsOf(person)
  const mayLeave = sql`state in (${literals(orderMoves.void.from)})`
  const orders = sql`
    update daybook.outreach_order
    set state = case when ${mayLeave} then 'void' else state end,
        void_reason = case when ${mayLeave} then ${gone} else void_reason end,
        recipient = ${gone}, subject = ${gone}, sentences = '[]', hash = ${gone}
    where recipient <> ${gone}
      and (contact_id = any(${ids}) or ${aboutIn(person)(sql`concat_ws(' ', recipient, subject, sentences)`)})
    returning account_id`
  const reservations = sql`
    delete from daybook.reservation
    where (scope = 'contact' and value = any(${ids}))
      or order_key in (select key from daybook.outreach_order where state = 'void' and void_reason = ${gone})
    returning account_id`
  return [
    ['orders', orders],
    ['reservations', reservations],
  ]
}

function undone(person: Forgotten): readonly Erasing[] {
  const emptied = (column: string): RawBuilder<unknown> =>
    sql`${sql.ref(column)} = case when ${sql.ref(column)} is null then null else ${goneJson}::jsonb end`
  const values = sql`concat_ws(' ', asked -> 'written', asked -> 'restore', asked ->> 'text', taken, restored, found)`
  const value = sql`coalesce(asked -> 'written', taken, found)`
  const steps = sql`
    update daybook.undo_step
    set asked = case asked ->> 'kind'
          when 'restore' then asked || jsonb_build_object('written', ${gone}::text, 'restore', ${gone}::text)
          when 'archive-activity' then asked || jsonb_build_object('text', ${gone}::text)
          else asked end,
        ${emptied('taken')}, ${emptied('restored')}, ${emptied('found')}
    where (asked ->> 'id' = any(${idsOf(person)}) and ${value} <> ${goneJson}::jsonb) or ${aboutIn(person)(values)}
    returning account_id`
  return [['undo steps', steps]]
}

/** Mail they wrote or got, by the CRM's ids, and every reading that quotes them. */
async function forgetMail(trx: Db, person: Forgotten, activityIds: readonly string[]): Promise<number> {
  const { rows: mails } = await sql`
    delete from daybook.inbound_mail where activity_id = any(${[...activityIds]}::text[]) returning hash`.execute(
    trx,
  )
  const hashes = z
    .array(z.object({ hash: z.string() }))
    .parse(mails)
    .map(({ hash }) => hash)
  const { rows: readings } = await sql`
    delete from daybook.inbound_reading r
    where (r.hash = any(${hashes}::text[]) and not exists (select from daybook.inbound_mail m where m.hash = r.hash))
       or exists (select from daybook.inbound_mail m where m.hash = r.hash
                  and ${speaksOf(person, { text: sql`r.reading::text`, account: sql`m.account_id` })})
       or ${speaksOf(person, { text: sql`r.reading::text`, account: sql`''::text` })}
    returning hash`.execute(trx)
  return mails.length + readings.length
}

export interface ForgottenRows {
  /** Rows by kind; kinds without any are left out. */
  readonly counts: Readonly<Record<string, number>>
  /** Whose rows they were: files of theirs may speak of the person, too. */
  readonly accountIds: ReadonlySet<AccountId>
}

const Touched = z.array(z.object({ account_id: z.string() }))

/** Deletes or empties every row that speaks of the person, but for proposals and what hangs on them. Idempotent. */
export async function forgetRows(
  trx: Db,
  person: Forgotten,
  activityIds: readonly string[],
): Promise<ForgottenRows> {
  const counts: Record<string, number> = {}
  const accountIds = new Set<AccountId>()
  const mail = await forgetMail(trx, person, activityIds)
  if (mail > 0) counts['mail readings'] = mail
  for (const [what, statement] of [
    ...known(person),
    ...said(person),
    ...written(person),
    ...undone(person),
  ]) {
    const touched = Touched.parse((await statement.execute(trx)).rows)
    if (touched.length > 0) counts[what] = touched.length
    for (const { account_id } of touched) {
      const accountId = AccountId.safeParse(account_id)
      if (accountId.success && account_id !== '-') accountIds.add(accountId.data)
    }
  }
  return { counts, accountIds }
}
