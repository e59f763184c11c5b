import { sql, type RawBuilder } from 'kysely'

const stands = (scope: string, value: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`exists (select from daybook.suppression x where x.scope = ${sql.lit(scope)} and x.value = ${value})`

// Whoever was forgotten stands there as a hash. It is made only where anybody was: asked once per statement.
const standsForgotten = (scope: string, value: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`case when (select exists (select from daybook.suppression k where k.value like 'keyed:%'))
      then ${stands(scope, sql`daybook.keyed(${value})`)} else false end`

// One look-up by key per scope: an "or" inside one look-up would read the whole list for every row.

/** The account itself or its domain is suppressed; over the id and domain columns of the given alias. */
export const accountSuppressed = (id: string, domain: string): RawBuilder<unknown> =>
  sql`(${stands('account', sql.ref(id))} or ${stands('account', sql`lower(${sql.ref(id)})`)}
    or ${stands('domain', sql.ref(domain))})`

/** Nobody may write to the contact of alias `c`: opted out, or suppressed by address, person or domain. */
export const contactSuppressed: RawBuilder<unknown> = sql`(c.opted_out or ${stands('address', sql`c.email`)}
    or ${stands('person', sql`c.id`)} or ${stands('person', sql`lower(c.id)`)}
    or ${stands('domain', sql`split_part(c.email, '@', 2)`)}
    or ${standsForgotten('address', sql`c.email`)} or ${standsForgotten('person', sql`lower(c.id)`)})`
