import { sql } from 'kysely'
import * as z from 'zod'
import { Fault } from '#base/fault.ts'
import { ActivePolicy } from '#records/policy.ts'
import { instant, type Question } from './question.ts'

const Row = z.object({
  name: z.string(),
  version: z.string(),
  mode: z.string(),
  policy: z.unknown(),
  since: z.string(),
})
const Rows = z.array(Row)

/**
 * The policies that are switched on or in shadow, by name: the newest switch of each counts. What it answers throws Fault
 * (nonsense) when one of them is no policy any more: then nobody knows what the book's rules are, and the gate holds.
 */
export const activePolicies: Question<() => ActivePolicy[]> = {
  sql: sql`
    select s.name, s.version, s.mode, v.policy, ${instant(sql`s.set_at`)} as since
    from (select distinct on (name) name, version, mode, set_at from daybook.policy_switch order by name, seq desc) s
    join daybook.policy_version v using (name, version)
    where s.mode <> 'disabled'
    order by s.name`,
  parse: (rows) => () => Rows.parse(rows).map(parsed),
}

function parsed(row: z.infer<typeof Row>): ActivePolicy {
  const found = ActivePolicy.safeParse(row)
  if (found.success) return found.data
  const [issue] = found.error.issues
  throw new Fault(
    'nonsense',
    `the stored policy ${row.name} (version ${row.version}) cannot be read: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
    'store its text anew and enable that version: daybook rules add FILE',
  )
}
