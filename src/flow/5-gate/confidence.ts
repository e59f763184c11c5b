import { canonicalJson, type Json } from '#base/canonical.ts'
import { daysBetween } from '#base/clock.ts'
import type { Action } from '#records/action.ts'
import type { Claim } from '#records/claim.ts'
import type { Evidence } from '#records/evidence.ts'
import type { Fact } from '#records/fact.ts'
import type { Gap } from '#records/gap.ts'
import type { Proposal } from '#records/proposal.ts'
import { citesOf } from './cites.ts'
import { daysTooOld, freshDays } from './freshness.ts'

// How sure code is of one action, 0..1: the product of five shares, each 1 when there is nothing to doubt.
//
//   agreement     set-field, settle-claim: of everything that speaks for the field (claims, facts that are not the value
//                 being replaced; a person's value always counts), how much says what is proposed. Numbers within 25 %
//                 agree, at twice the value or more they disagree, in between they count in proportion. A range speaks
//                 for every number in it; what is too old to be cited has no say against what is not. A value that only
//                 spells differently what the record holds is settled by the record: 1. Against a person's value it is
//                 never above 0.5, however many vendors say so; nor against any other value the record holds, where
//                 nobody but outsiders' mail says the new one, cited or observed beside it.
//   age           mean over the cited facts: 1 when new, falling to 0.8 at the age its field allows, 0.5 beyond it.
//   completeness  field writes and new records without a cited fact: 0.6. Other actions: 1, for a note, a task or a
//                 sentence may well state nothing that could be cited; `cites-current-fact` looks at those.
//   taint         1 less 0.2 times the share of cited facts an outsider wrote; an observation is always theirs: 0.8.
//   gap           0.85 for an action that writes a field of the account which could not be looked up everywhere it should
//                 have been, or cites a vendor's fact about one: a voice is missing. A fresh, undisputed value still
//                 passes where 0.7 is needed; one with any second doubt does not.
//
// Two vendors that differ by more than twice, with the record empty, give 0.5 for either value: under every threshold
// for field writes. One fresh CRM fact gives at least 0.8.

/** What confidence is made from; a part that cannot be read makes it 0. */
export interface Sources {
  readonly now: string
  readonly facts: readonly Fact[]
  readonly cited: Readonly<Record<string, Fact>>
  readonly claims: readonly Claim[]
  readonly gaps: readonly Gap[]
}

/** min(model, code) of one action, as the verdict stores it. */
export function confidenceOf(index: number, proposal: Proposal, evidence: Evidence): number {
  const { clock, facts, cited, claims, gaps, now } = evidence
  if (clock.kind === 'unreadable' || facts.kind === 'unreadable' || cited.kind === 'unreadable') return 0
  if (claims.kind === 'unreadable' || gaps.kind === 'unreadable') return 0
  const sources = { now, facts: facts.value, cited: cited.value, claims: claims.value, gaps: gaps.value }
  const action = proposal.actions[index]
  return action === undefined ? 0 : Math.min(proposal.confidence, codeConfidence(action, proposal, sources))
}

/** How sure code is of this action, in hundredths: the product of its shares. */
export const codeConfidence = (action: Action, proposal: Proposal, sources: Sources): number =>
  Math.round(
    Object.values(sharesOf(action, proposal, sources)).reduce((all, share) => all * share, 1) * 100,
  ) / 100

/** What pulls the confidence of an action down, worst first, in the reviewer's words; empty where nothing does. */
export const doubts = (action: Action, proposal: Proposal, sources: Sources): readonly string[] =>
  Object.entries(sharesOf(action, proposal, sources))
    .filter(([, share]) => share < 1)
    .toSorted(([, a], [, b]) => a - b)
    .map(([name, share]) => `${name} ${Math.round(share * 100) / 100}`)

/** The shares the confidence is a product of, by their names above. */
function sharesOf(action: Action, proposal: Proposal, sources: Sources): Readonly<Record<string, number>> {
  if (action.kind === 'none') return {}
  const cited = [...new Set(citesOf(action, proposal.draft))].flatMap((id) => sources.cited[id] ?? [])
  return {
    agreement: agreement(action, proposal, sources),
    age: age(cited, new Date(sources.now)),
    completeness: completeness(action, cited),
    taint: taint(action, cited),
    gap: gap(action, cited, sources.gaps),
  }
}

function agreement(action: Action, { actions }: Proposal, sources: Sources): number {
  if (action.kind === 'set-field')
    return Math.min(agreementOnField(action, sources), isOutsidersWord(action, actions, sources) ? 0.5 : 1)
  if (action.kind !== 'settle-claim') return 1
  const pick = sources.claims.find(({ id }) => id === action.pick)
  if (pick === undefined) return 0
  // Claims in question disagree by nature; judging between them is the point, so disagreement counts half.
  const others = sources.claims.filter(({ field }) => field === action.field)
  return 0.5 + 0.5 * shareOf(pick.value, others)
}

/** The facts in force hold one word of every source, vendors' claims among them. */
function agreementOnField(
  { object, field, value }: Extract<Action, { kind: 'set-field' }>,
  { facts, claims, now }: Sources,
): number {
  const said = facts.filter(
    (fact) => fact.field === field && fact.subject.object === object.object && fact.subject.id === object.id,
  )
  if (said.some((fact) => fact.source === 'crm' && closeness(fact.value, value) === 1)) return 1
  const others = said.filter(({ source, trust }) => source !== 'crm' || trust === 'human')
  const fresh = others.filter(
    (fact) => fact.trust === 'human' || daysTooOld(fact, new Date(now)) === undefined,
  )
  const voices = (fresh.length > 0 ? fresh : others).map((fact) => ({
    value: fact.value,
    range: claims.find(({ id }) => id === fact.sourceRef)?.range,
  }))
  const isAgainstAPerson = said.some(({ trust }) => trust === 'human')
  return Math.min(isAgainstAPerson ? 0.5 : 1, shareOf(value, voices))
}

/** A filled field would be written over, and all who say the new value are outsiders: mail, or what was read from it. */
function isOutsidersWord(
  { object, field, value }: Extract<Action, { kind: 'set-field' }>,
  beside: readonly Action[],
  { facts }: Sources,
): boolean {
  const isHere = (subject: { readonly id: string }, of: string) => subject.id === object.id && of === field
  const said = facts.filter((fact) => isHere(fact.subject, fact.field))
  const isFilled = said.some(
    (fact) => fact.source === 'crm' && isSaid(fact.value) && closeness(fact.value, value) < 1,
  )
  if (!isFilled) return false
  const sayers = said.filter((fact) => closeness(fact.value, value) === 1)
  const isObserved = beside.some(
    (one) => one.kind === 'observe' && isHere(one.subject, one.field) && closeness(one.value, value) === 1,
  )
  return (isObserved || sayers.length > 0) && sayers.every(({ tainted }) => tainted)
}

const isSaid = (value: Json): boolean => value !== null && value !== ''

const shareOf = (value: Json, voices: readonly Pick<Claim, 'value' | 'range'>[]): number =>
  voices.length === 0
    ? 1
    : voices.reduce<number>((sum, voice) => sum + heard(value, voice), 0) / voices.length

const heard = (value: Json, voice: Pick<Claim, 'value' | 'range'>): number =>
  typeof value === 'number' && voice.range !== undefined
    ? Number(isWithin(value, voice.range))
    : closeness(value, voice.value)

const isWithin = (value: number, { min, max }: NonNullable<Claim['range']>): boolean =>
  value >= min && (max === null || value <= max)

/** 1 for the same, 0 for quite another value. */
export function closeness(a: Json, b: Json): number {
  if (typeof a === 'number' && typeof b === 'number') {
    if (a === b) return 1
    if (a <= 0 || b <= 0) return 0
    const ratio = Math.max(a, b) / Math.min(a, b)
    return Math.min(1, Math.max(0, (2 - ratio) / 0.75))
  }
  return plain(a) === plain(b) ? 1 : 0
}

const plain = (value: Json): string =>
  typeof value === 'string'
    ? value.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
    : canonicalJson(value)

function age(cited: readonly Fact[], now: Date): number {
  if (cited.length === 0) return 1
  const shares = cited.map((fact) => {
    const days = daysBetween(new Date(fact.observedAt), now)
    const allowed = freshDays(fact)
    if (allowed === undefined || days <= 0) return 1
    return days <= allowed ? 1 - 0.2 * (days / allowed) : 0.5
  })
  return shares.reduce((sum, share) => sum + share, 0) / shares.length
}

const mustCite = new Set<Action['kind']>([
  'set-field',
  'move-stage',
  'create-contact',
  'create-account',
  'merge-suggestion',
])

const completeness = ({ kind }: Action, cited: readonly Fact[]): number =>
  mustCite.has(kind) && cited.length === 0 ? 0.6 : 1

function taint({ kind }: Action, cited: readonly Fact[]): number {
  if (kind === 'observe') return 0.8
  if (cited.length === 0) return 1
  return 1 - 0.2 * (cited.filter(({ tainted }) => tainted).length / cited.length)
}

function gap(action: Action, cited: readonly Fact[], gaps: readonly Gap[]): number {
  const missing = new Set(gaps.flatMap(({ fields }) => fields))
  const writes =
    action.kind === 'set-field' && action.object.object === 'account' && missing.has(action.field)
  const states = cited.some(
    ({ subject, field, source }) => source !== 'crm' && subject.object === 'account' && missing.has(field),
  )
  return writes || states ? 0.85 : 1
}
