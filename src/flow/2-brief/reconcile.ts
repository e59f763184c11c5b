import { canonicalJson } from '#base/canonical.ts'
import type { Claim, OpenQuestion } from '#records/claim.ts'
import type { Dossier } from '#records/dossier.ts'

/** Head counts and the like differ by a rounding between vendors; beyond this they contradict each other. */
const sameNumberWithin = 0.2

const normal = (value: Claim['value']): string =>
  typeof value === 'string' ? value.normalize('NFKC').trim().toLowerCase() : canonicalJson(value)

function agree(a: Claim['value'], b: Claim['value']): boolean {
  if (typeof a === 'number' && typeof b === 'number')
    return Math.abs(a - b) <= sameNumberWithin * Math.max(Math.abs(a), Math.abs(b))
  return normal(a) === normal(b)
}

/**
 * Settles what code may settle. What a person entered stands, else what the CRM holds stands, else the newest claim
 * where all of them say the same. What is left is returned: the record is silent and vendors contradict each other.
 */
export function openQuestions({ account }: Dossier, claims: readonly Claim[]): readonly OpenQuestion[] {
  const fields = [...new Set(claims.map(({ field }) => field))].toSorted()
  return fields.flatMap((field) => {
    const inRecord = account.fields[field] ?? null
    if (inRecord !== null && inRecord !== '') return []
    const said = claims.filter((claim) => claim.field === field).toSorted(newestFirst)
    const isSettled = said.every((claim) => said.every((other) => agree(claim.value, other.value)))
    return isSettled ? [] : [{ field, inRecord: null, claims: said }]
  })
}

const newestFirst = (a: Claim, b: Claim): number => {
  if (a.observedAt !== b.observedAt) return a.observedAt > b.observedAt ? -1 : 1
  return a.id < b.id ? -1 : 1
}
