import type { Action } from '#records/action.ts'
import { factOfClaim } from '#records/claim-fact.ts'
import type { Evidence } from '#records/evidence.ts'
import type { Db } from '#state/db.ts'
import { settleClaims } from '#state/write/effect-claim.ts'
import { insertFacts } from '#state/write/fact-insert.ts'
import { raiseFlag } from '#state/write/effect-flag.ts'
import { insertMemory } from '#state/write/effect-remember.ts'
import { suggestMerge } from '#state/write/effect-suggestion.ts'
import type { StoredProposal } from '#records/stored-proposal.ts'
import { observedFact } from './observed-fact.ts'

interface OwnEffect {
  readonly stored: StoredProposal
  readonly key: string
  readonly system: string
  readonly now: Date
}

async function settleClaim(
  trx: Db,
  action: Extract<Action, { kind: 'settle-claim' }>,
  { stored, system, now }: OwnEffect,
): Promise<void> {
  const { accountId, runId, evidence } = stored
  const claims = evidence.claims.kind === 'known' ? evidence.claims.value : []
  const picked = claims.find(({ id }) => id === action.pick)
  if (picked === undefined) throw new Error(`the gate cleared a pick that is no claim: ${action.pick}`)
  await insertFacts({ db: trx }, { facts: [factOfClaim(picked, system)], stored: true, runId, now })
  await settleClaims(trx, { accountId, field: action.field, by: stored.id })
}

/**
 * Whether an outsider may have had a hand in it: their words stood in the brief or in a tool's answer, or it cites what
 * nobody can look up. Clean facts cited beside poison do not make it clean: a text may say anything about them.
 */
const isTainted = (cites: readonly string[], { facts, cited, answers }: Evidence): boolean => {
  if (facts.kind === 'unreadable' || cited.kind === 'unreadable' || answers.kind === 'unreadable') return true
  const shown = [...facts.value, ...answers.value, ...Object.values(cited.value)]
  const known = new Set<string>([...facts.value, ...Object.values(cited.value)].map(({ id }) => id))
  return shown.some(({ tainted }) => tainted) || cites.some((id) => !known.has(id))
}

/** Writes an effect that lies in our own tables, in the transaction of the verdict. Each is idempotent by itself. */
export async function writeOwn(trx: Db, action: Action, effect: OwnEffect): Promise<void> {
  const { stored, key, now } = effect
  const { accountId, runId, evidence } = stored
  switch (action.kind) {
    case 'remember': {
      const tainted = isTainted(action.cites, evidence)
      const { topic, text, cites } = action
      return insertMemory(trx, { key, accountId, topic, text, cites, tainted, runId, now })
    }
    case 'raise-flag': {
      const { flag, until, why } = action
      return raiseFlag(trx, { accountId, flag, until, why, runId, now })
    }
    case 'observe':
      return insertFacts(
        { db: trx },
        { facts: [observedFact(action, accountId, evidence)], stored: true, runId, now },
      )
    case 'settle-claim':
      return settleClaim(trx, action, effect)
    case 'merge-suggestion': {
      const detail = `${action.evidence.length} facts say so`
      return suggestMerge(trx, { accountId, duplicateOf: action.duplicateOf, detail, now })
    }
    default:
      throw new Error(`${action.kind} has no effect in our own tables`)
  }
}
