import { daysBetween } from '#base/clock.ts'
import type { Claim } from '#records/claim.ts'
import type { Dossier } from '#records/dossier.ts'
import { textOf } from '#records/fields.ts'
import type { Gap } from '#records/gap.ts'
import type { RunId } from '#records/ids.ts'
import type { CompanyQuestion, EnrichmentVendor } from '#ports/enrichment.ts'
import { companyDomain } from './about.ts'
import { isGoodEnough } from './good-enough.ts'

// The fields a record is silent on, asked of one vendor after the other:
//
//   good enough            nobody is asked
//   said or asked lately   its word counts, nobody is asked; "knows nothing" is a word, too
//   failed in this run     not asked again, and the same gap is told again: a second pass sees what the first one saw
//   else                   asked for the fields it knows; what comes of it joins what is known, and the next field is judged

/** What a vendor was asked about one field, and what came of it. */
export interface Asked {
  readonly vendor: string
  readonly field: string
  readonly runId: RunId
  readonly at: string
  readonly outcome: 'answered' | 'nothing' | 'failed'
  readonly why: string | null
}

/** What is known before anybody is asked. Claims of any age, settled ones too. */
export interface Known {
  readonly claims: readonly Claim[]
  readonly asked: readonly Asked[]
}

export interface Wanted {
  readonly runId: RunId
  readonly company: Pick<CompanyQuestion, 'domain' | 'name' | 'alsoKnownAs'>
  readonly fields: readonly string[]
  readonly maxAgeDays: number
  readonly now: Date
}

/** What came of one question. `refused`: the budget did not allow it, so nobody was asked. */
export type Told =
  | { readonly kind: 'claims'; readonly claims: readonly Claim[] }
  | { readonly kind: 'failed' | 'refused'; readonly why: string }

type Ask = (vendor: EnrichmentVendor, question: CompanyQuestion) => Promise<Told>

const isSilent = ({ account }: Dossier, field: string): boolean =>
  (account.fields[field] ?? null) === null || account.fields[field] === ''

/** The fields worth looking up: those the record is silent on. A person's or the CRM's word is not asked behind. */
export const silentFields = (dossier: Dossier, fields: readonly string[]): readonly string[] =>
  fields.filter((field) => isSilent(dossier, field))

/** How the company is asked for; undefined when nothing names it. */
export function companyOf({ account }: Dossier): Wanted['company'] | undefined {
  const name = textOf(account.fields, 'name')
  const domain =
    companyDomain(textOf(account.fields, 'domain'), name) ??
    companyDomain(textOf(account.fields, 'website'), name)
  if (name === undefined && domain === undefined) return undefined
  const former = account.fields['formerNames']
  const alsoKnownAs = Array.isArray(former) ? former.filter((one) => typeof one === 'string') : []
  return { domain, name, alsoKnownAs }
}

/**
 * Asks until every field is good enough or nobody is left. Returns what could not be looked up: a vendor that failed,
 * with those of its fields that are still not good enough. One vendor is asked once, for all its fields together.
 */
export async function waterfall(
  vendors: readonly EnrichmentVendor[],
  known: Known & Wanted,
  ask: Ask,
): Promise<readonly Gap[]> {
  const { company, fields, now, maxAgeDays, asked } = known
  const isRecent = (at: string): boolean => daysBetween(new Date(at), now) < maxAgeDays
  const said = known.claims.filter(({ observedAt }) => isRecent(observedAt))
  const failed: Gap[] = []
  const isOpen = (field: string): boolean =>
    !isGoodEnough(newestOfEach(said.filter((claim) => claim.field === field)))
  for (const vendor of vendors) {
    const open = fields.filter((field) => vendor.fields.includes(field) && isOpen(field))
    const marks = asked.filter((mark) => mark.vendor === vendor.name && open.includes(mark.field))
    const sameRun = marks.filter(({ outcome, runId }) => outcome === 'failed' && runId === known.runId)
    const [first] = sameRun
    if (first !== undefined)
      failed.push({ source: vendor.name, fields: sameRun.map(({ field }) => field), why: first.why ?? '' })
    const answered = [
      ...said.filter((claim) => claim.vendor === vendor.name),
      ...marks.filter(({ outcome, at }) => outcome !== 'failed' && isRecent(at)),
      ...sameRun,
    ].map(({ field }) => field)
    const wanted = open.filter((field) => !answered.includes(field))
    if (wanted.length === 0) continue
    const told = await ask(vendor, { ...company, fields: wanted })
    if (told.kind === 'claims') said.push(...told.claims)
    else failed.push({ source: vendor.name, fields: wanted, why: told.why })
  }
  return failed
    .map((gap) => ({ ...gap, fields: gap.fields.filter(isOpen) }))
    .filter((gap) => gap.fields.length > 0)
}

/** A vendor's newer word replaces its older one. */
const newestOfEach = (claims: readonly Claim[]): readonly Claim[] => [
  ...new Map(
    claims.toSorted((a, b) => (a.observedAt < b.observedAt ? -1 : 1)).map((claim) => [claim.vendor, claim]),
  ).values(),
]
