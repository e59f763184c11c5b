import type { World } from '#ports/world.ts'
import { patternsOf } from '#records/forgotten.ts'
import type { WithDb } from '#state/db.ts'
import { policiesAbout } from '#state/read/forget-policies.ts'
import { ordersTo } from '#state/read/forget-orders.ts'
import type { Found } from './find-person.ts'

/** What only somebody else can erase, and how. */
export interface Remains {
  readonly what: string
  readonly next: string
}

/** What is not ours to erase. Ask before the person is forgotten: afterwards nobody can say what was theirs. */
export async function remainsOf(
  { crm, db }: Pick<World, 'crm'> & WithDb,
  { person, inCrm }: Found,
  texts: { readonly playbook: string },
): Promise<readonly Remains[]> {
  const sent = await ordersTo(db, person, ['sending', 'sent', 'unknown'])
  const policies = await policiesAbout(db, person)
  const isInPlaybook = new RegExp(patternsOf(person).own, 'i').test(texts.playbook)
  return [
    ...inCrm.map((id) => ({
      what: `contact ${id} in the CRM (${crm.system}), with its mails, calls and notes`,
      next: 'erase it there; until then the next run reads it again, and writes to nobody',
    })),
    ...(sent > 0
      ? [
          {
            what: `${sent} messages that have left or may have left`,
            next: 'ask whoever holds the mailbox they were sent from',
          },
        ]
      : []),
    ...policies.map((name) => ({
      what: `the rule ${name} of this book, whose versions never change`,
      next: `store it without the name: daybook rules add; its old versions stay in the database`,
    })),
    ...(isInPlaybook ? [{ what: 'playbook.md', next: 'take the name out of it' }] : []),
    {
      what: 'backups, exports, and files that were imported',
      next: 'delete those made before now; after a restore forget the person again',
    },
  ]
}
