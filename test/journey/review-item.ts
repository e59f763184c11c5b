import { reviewWays } from '#orchestrator/review/ways.ts'
import { Decision } from '#records/decision.ts'
import { ProvenPerson } from '#records/person.ts'
import type { Proposal } from '#records/proposal.ts'
import type { DecisionAnswer } from '#review/answer.ts'
import { decideItem } from '#review/step.ts'
import type { Db } from '#state/db.ts'
import { queueList } from '#state/read/queue-list.ts'
import { evidenceOf, note, now, proposalOf, saying, send, setField, system } from '../fakes/gate-case.ts'
import { config } from '../fakes/gate-world.ts'
import { commitProposal, worldOf } from './commit-world.ts'
import { memoryCrm } from './memory-crm.ts'

// A book with something held, and a person who decides on it.

export const anna = ProvenPerson.parse({ id: 'person_1', name: 'Anna' })
export const closeDate = setField('closeDate', '2026-12-31', {
  object: { system, object: 'deal', id: 'deal_1' },
})
export const protectedOnly = proposalOf([note(), closeDate], { confidence: 1 })
export const staleSentence = proposalOf([note(), send], {
  confidence: 1,
  draft: saying('With a team of 4711 people, this takes effort.', 'fact_bbbbbbbbbbbb'),
})

/** A book with one held proposal, and a way to decide on its item. */
export async function heldItem(db: Db, proposal: Proposal, evidence = evidenceOf()) {
  const crm = memoryCrm()
  const world = worldOf(db, crm)
  await commitProposal(world, proposal, { evidence })
  const [item] = await queueList(db, { now: new Date(now), limit: 10, all: true })
  if (item === undefined) throw new Error('nothing was held')
  const decide = (
    raw: unknown,
    more: { person?: typeof anna | undefined; version?: number; on?: typeof world } = { person: anna },
  ) =>
    decideItem(
      more.on ?? world,
      {
        itemId: item.id,
        version: more.version ?? item.version,
        decision: Decision.parse(raw),
        person: more.person,
        by: 'cli',
      },
      reviewWays(more.on ?? world, config),
    )
  return { crm, world, item, decide }
}

export const refusedAs = (answer: DecisionAnswer): string =>
  answer.kind === 'refused' ? answer.refusal.kind : `decided: ${answer.item.state}`

export const approve = { kind: 'approve', reason: 'the customer said so on the phone' }
