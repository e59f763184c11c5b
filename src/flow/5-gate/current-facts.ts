import { canonicalJson } from '#base/canonical.ts'
import type { Claim } from '#records/claim.ts'
import { factOfClaim } from '#records/claim-fact.ts'
import { factsOfDossier } from '#records/dossier-facts.ts'
import type { Dossier } from '#records/dossier.ts'
import type { Fact } from '#records/fact.ts'

/**
 * All facts in force: what the CRM holds now, and of every other source its newest word on each field. Made from fresh
 * reads in the way the brief made what it offered, so that a value which stayed keeps its id. `system` names the CRM.
 */
export function currentFacts(
  {
    dossier,
    stored,
    claims,
  }: {
    readonly dossier: Dossier
    readonly stored: readonly Fact[]
    readonly claims: readonly Claim[]
  },
  system: string,
): Fact[] {
  const claimed = claims
    .filter(({ value }) => value !== null && value !== '')
    .map((claim) => factOfClaim(claim, system))
  const newest = new Map<string, Fact>()
  for (const fact of [...claimed, ...stored]) {
    const key = canonicalJson([fact.source, fact.subject, fact.field])
    const known = newest.get(key)
    if (known === undefined || isNewer(fact, known)) newest.set(key, fact)
  }
  return [...factsOfDossier(dossier, system), ...newest.values()]
}

const isNewer = (a: Fact, b: Fact): boolean =>
  a.observedAt === b.observedAt ? a.id < b.id : a.observedAt > b.observedAt
