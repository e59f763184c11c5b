import { factId, note, proposalOf, send, setField } from '../fakes/gate-case.ts'
import type { Db } from '#state/db.ts'
import { commitProposal, counts, worldOf } from './commit-world.ts'
import { memoryCrm } from './memory-crm.ts'

// One proposal with every kind of effect, and what committing it in peace leads to.

export const everything = [
  note(),
  { kind: 'add-task', purpose: 'follow-up', text: 'Call Anna', due: '2026-11-25', cites: [] },
  setField('industry', 'Industrial robotics'),
  setField('country', 'Germany'),
  send,
  { kind: 'raise-flag', flag: 'hot-lead', until: '2026-12-20', why: 'they are hiring' },
  { kind: 'remember', topic: 'preference', text: 'Prefers calls', cites: [] },
  {
    kind: 'create-contact',
    fields: { email: 'Ben@acme.example', firstName: 'Ben' },
    cites: [factId('city')],
  },
]
export const full = proposalOf(everything, { confidence: 1, nextTouch: '2026-12-01' })

/** What committing everything at once, with nothing going wrong, leads to. */
export async function calm(db: Db) {
  const crm = memoryCrm()
  const world = worldOf(db, crm)
  const result = await commitProposal(world, full)
  return { crm, world, result, after: await counts(db) }
}
