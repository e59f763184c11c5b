import { sql, type RawBuilder } from 'kysely'
import { patternsOf, type Forgotten } from '#records/forgotten.ts'

/** Whether a row speaks of the person: `text` is all its words, `account` the account it belongs to. */
export function speaksOf(
  person: Forgotten,
  { text, account }: { readonly text: RawBuilder<unknown>; readonly account: RawBuilder<unknown> },
): RawBuilder<boolean> {
  const { own, anywhere } = patternsOf(person)
  return sql<boolean>`coalesce(${text}, '') ~*
    case when ${account} = any(${[...person.accountIds]}::text[]) then ${own}::text else ${anywhere}::text end`
}
