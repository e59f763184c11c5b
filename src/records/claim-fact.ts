import type { Claim } from './claim.ts'
import { factOf, type Fact } from './fact.ts'

/**
 * A vendor's claim as a citable fact about the account; its sourceRef is the claim's id. `system` is the connector's
 * name (`crm.system`): the brief and the gate must pass the same one.
 */
export const factOfClaim = (claim: Claim, system: string): Fact =>
  factOf({
    accountId: claim.accountId,
    subject: { system, object: 'account', id: claim.accountId },
    field: claim.field,
    value: claim.value,
    source: claim.vendor,
    sourceRef: claim.id,
    observedAt: claim.observedAt,
    trust: 'vendor',
    tainted: false,
  })
