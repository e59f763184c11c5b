import { daysBetween } from '#base/clock.ts'
import { agree, type Claim, type OpenQuestion } from '#records/claim.ts'
import type { Dossier } from '#records/dossier.ts'
import { aloneUpTo, freshDaysOf } from '#records/field-dictionary.ts'

// What is true when sources speak about one field:
//
//   1. what a person entered, else what the CRM holds        no claim is weighed against it
//   2. the newest exact value, when nobody contradicts it    numbers within 20 % and ranges that contain it agree
//   3. the narrowest range, when there are only ranges that overlap
//      not: a number larger than one source may tell alone (field-dictionary.ts)
//   4. else nobody: an open question with all claims side by side, for judgement or for a person
//
// Of one vendor only the newest word counts, and what is too old to be cited has no say against what is not.

/** `settled`: the claim that stands for each silent field. `open`: fields that code may not decide. By field. */
export interface Reconciled {
  readonly settled: readonly Claim[]
  readonly open: readonly OpenQuestion[]
}

export function reconcile({ account }: Dossier, claims: readonly Claim[], now: Date): Reconciled {
  const silent = [...new Set(claims.map(({ field }) => field))]
    .filter((field) => (account.fields[field] ?? null) === null || account.fields[field] === '')
    .toSorted()
  const settled: Claim[] = []
  const open: OpenQuestion[] = []
  for (const field of silent) {
    const said = inForce(
      claims.filter((claim) => claim.field === field),
      now,
    )
    const [first] = said.toSorted(strongestFirst)
    const isDisputed = said.some((one) => said.some((other) => !agree(one, other)))
    if (isDisputed || isTooMuchAlone(said)) open.push({ field, inRecord: null, claims: [...said] })
    else if (first !== undefined) settled.push(first)
  }
  return { settled, open }
}

/** Each vendor's newest word, newest first; the stale ones only where nothing is fresh. */
function inForce(claims: readonly Claim[], now: Date): readonly Claim[] {
  const newest = claims.toSorted(newestFirst)
  const said = newest.filter(
    (claim) => newest.findIndex(({ vendor }) => vendor === claim.vendor) === newest.indexOf(claim),
  )
  const fresh = said.filter(({ field, observedAt }) => {
    const days = freshDaysOf('account', field)
    return days === undefined || daysBetween(new Date(observedAt), now) <= days
  })
  return fresh.length > 0 ? fresh : said
}

function isTooMuchAlone(said: readonly Claim[]): boolean {
  const [{ field, value } = { field: '', value: null }] = said
  const limit = aloneUpTo('account', field)
  return said.length === 1 && limit !== undefined && typeof value === 'number' && value > limit
}

const width = ({ range }: Claim): number => {
  if (range === undefined) return 0
  return range.max === null ? Number.POSITIVE_INFINITY : range.max - range.min
}

/** An exact value is a range without width. */
const strongestFirst = (a: Claim, b: Claim): number =>
  width(a) === width(b) ? newestFirst(a, b) : width(a) - width(b)

const newestFirst = (a: Claim, b: Claim): number => {
  if (a.observedAt !== b.observedAt) return a.observedAt > b.observedAt ? -1 : 1
  return a.id < b.id ? -1 : 1
}
