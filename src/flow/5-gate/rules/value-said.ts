import type { Json } from '#base/canonical.ts'
import { agree, type Claim } from '#records/claim.ts'
import type { Action } from '#records/action.ts'
import type { Fact } from '#records/fact.ts'
import type { Proposal } from '#records/proposal.ts'
import { citesOf } from '../cites.ts'
import { loneNumber } from '../lone-number.ts'
import { rule, type Known, type Refusal } from '../rule.ts'
import { unsaid, type Saying } from '../said.ts'
import { shown } from '../texts.ts'
import { isSource, quoteFault } from './quote-stands.ts'

/**
 * A value that is written stands somewhere: in a cited fact, in what is in force about the field, in a claim that no
 * other contradicts or that this proposal settles for, or in an observation of this proposal whose quote stands. A new
 * record's values may also come from the mail or form that it cites by an observation's source. A number far from all
 * that others say (lone-number.ts) needs a second source, also where a claim is settled by it.
 */
export const valueSaid = rule({
  name: 'value-said',
  version: 2,
  judges: ['set-field', 'create-account', 'create-contact', 'settle-claim'],
  needs: ['facts', 'cited', 'claims', 'answers'],
  canOverride: true,
  objects: ({ action }, proposal, evidence) => {
    const unfounded = written(action).flatMap(([field, value]) => {
      const left = unsaid(field, value, sayingsOf(action, field, { proposal, evidence }))
      return left === undefined ? [] : [{ field, left }]
    })
    const [first] = unfounded
    if (first === undefined) return aloneFault(action, proposal, evidence)
    return {
      needed: `a source that says the value of ${unfounded.map(({ field }) => field).join(', ')}`,
      found: `${shown(first.left)}, which no cited fact, claim or standing observation says`,
      where: `field ${first.field}`,
      repair: { kind: 'drop-action' },
    }
  },
})

type Seen = Known<'facts' | 'cited' | 'claims' | 'answers'>
interface Around {
  readonly proposal: Proposal
  readonly evidence: Seen
}

/** The number an action would write or settle for, if one source says it alone and it is out of all proportion. */
function aloneFault(action: Action, { accountId }: Proposal, evidence: Seen): Refusal | undefined {
  if (action.kind !== 'set-field' && action.kind !== 'settle-claim') return undefined
  const { facts, claims } = evidence
  const said =
    action.kind === 'set-field'
      ? { of: action.object, value: action.value }
      : {
          of: { object: 'account', id: accountId } as const,
          value: claims.find(({ id }) => id === action.pick)?.value ?? null,
        }
  const alone = loneNumber(said.of, action.field, { value: said.value, facts, claims })
  if (alone === undefined) return undefined
  return {
    needed: `a second source, or a person, for ${action.field}`,
    found: alone,
    where: `field ${action.field}`,
    repair: { kind: 'drop-action' },
  }
}

function written(action: Action): readonly (readonly [string, Json])[] {
  if (action.kind === 'set-field') return [[action.field, action.value]]
  return action.kind === 'create-account' || action.kind === 'create-contact'
    ? Object.entries(action.fields)
    : []
}

function sayingsOf(action: Action, field: string, { proposal, evidence }: Around): readonly Saying[] {
  const { accountId } = proposal
  const cited = citesOf(action, undefined)
    .flatMap((id) => evidence.cited[id] ?? [])
    .filter((fact) => fact.accountId === accountId)
  if (action.kind !== 'set-field') {
    // A new record has no subject yet: what is said of anybody here under that name is said.
    const own = cited.map((fact) => ({ ...fact, isOwn: fact.field === field }))
    const texts = evidence.answers
      .filter(isSource)
      .map(({ text }) => ({ field: 'answer', value: text, isOwn: false }))
    return [...own, ...texts]
  }
  const isHere = (subject: { readonly id: string }, of: string) =>
    subject.id === action.object.id && of === field
  const saying = (fact: Fact): Saying => ({ ...fact, isOwn: isHere(fact.subject, fact.field) })
  return [
    ...cited.map(saying),
    ...evidence.facts.filter((fact) => isHere(fact.subject, fact.field)).map(saying),
    ...(action.object.object === 'account' ? claimed(field, proposal, evidence.claims) : []),
    ...proposal.actions.flatMap((one) =>
      one.kind === 'observe' &&
      isHere(one.subject, one.field) &&
      quoteFault(one, evidence.answers) === undefined
        ? [{ field, value: one.value, isOwn: true }]
        : [],
    ),
  ]
}

/** Of the claims about a field the one this proposal settles for; else all, if they do not contradict each other. */
function claimed(
  field: string,
  { actions, accountId }: Proposal,
  claims: readonly Claim[],
): readonly Saying[] {
  const about = claims.filter((claim) => claim.accountId === accountId && claim.field === field)
  const picks = new Set(
    actions.flatMap((one) => (one.kind === 'settle-claim' && one.field === field ? [one.pick] : [])),
  )
  const isAgreed = about.every((claim) => about.every((other) => agree(claim, other)))
  return about
    .filter(({ id }) => (picks.size === 0 ? isAgreed : picks.has(id)))
    .map(({ value }) => ({ field, value, isOwn: true }))
}
