import { sql } from 'kysely'
import type { Db } from '../db.ts'

/**
 * Enrols a person. With `onlyFirst` it is refused (false) as soon as anybody is enrolled: of two who try to be the first
 * one is. A person of this name exists: false, too.
 */
export async function insertPerson(
  trx: Db,
  person: {
    readonly id: string
    readonly name: string
    readonly salt: string
    readonly hash: string
    readonly onlyFirst: boolean
    readonly now: Date
  },
): Promise<boolean> {
  await sql`lock table daybook.person in share row exclusive mode`.execute(trx)
  const { numAffectedRows } = await sql`
    insert into daybook.person (id, name, salt, scrypt_hash, created_at)
    select ${person.id}, ${person.name}, ${person.salt}, ${person.hash}, ${person.now}::timestamptz
    where not ${person.onlyFirst}::boolean or not exists (select from daybook.person)
    on conflict (id) do nothing`.execute(trx)
  return numAffectedRows === 1n
}
