import type { IdealCustomer } from './config.ts'

/** What decides about the fit, as the book index keeps it; null: not known. */
export interface FitBasis {
  readonly industry: string | null
  readonly sizeBand: string
  readonly country: string | null
}

/** One list of the ideal customer. `any`: the list is empty and counts for everybody. */
export interface FitPart {
  readonly field: keyof FitBasis
  readonly value: string | null
  readonly is: 'in' | 'out' | 'any'
  readonly wanted: readonly string[]
}

/** How well an account fits, 0 to 1: the share of the lists it is in. The same arithmetic stands in SQL in score-parts. */
export function fitOf(
  ideal: IdealCustomer,
  basis: FitBasis,
): { readonly strength: number; readonly parts: readonly FitPart[] } {
  const part = (field: keyof FitBasis, wanted: readonly string[]): FitPart => {
    const value = basis[field]
    const isIn = value !== null && wanted.includes(value)
    return { field, value, is: wanted.length === 0 ? 'any' : isIn ? 'in' : 'out', wanted }
  }
  const parts = [
    part('industry', ideal.industries),
    part('sizeBand', ideal.sizeBands),
    part('country', ideal.countries),
  ]
  return { strength: parts.filter(({ is }) => is !== 'out').length / parts.length, parts }
}
