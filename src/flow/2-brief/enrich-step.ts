import { Fault } from '#base/fault.ts'
import { idOf } from '#base/hash.ts'
import { Claim } from '#records/claim.ts'
import type { EnrichmentConfig } from '#records/config.ts'
import type { Dossier } from '#records/dossier.ts'
import type { Gap } from '#records/gap.ts'
import type { AccountId, RunId } from '#records/ids.ts'
import {
  VendorFault,
  type CompanyQuestion,
  type EnrichmentVendor,
  type VendorAnswer,
} from '#ports/enrichment.ts'
import type { World } from '#ports/world.ts'
import type { WithDb } from '#state/db.ts'
import { vendorKnown } from '#state/read/vendor-known.ts'
import { insertClaims } from '#state/write/claim-insert.ts'
import { reserveSpend, type SpendScope } from '#state/write/spend-reserve.ts'
import { settleSpend, type SpendEnd } from '#state/write/spend-settle.ts'
import { markAsked } from '#state/write/vendor-asked.ts'
import { companyOf, silentFields, waterfall, type Told } from '#tools/enrich/waterfall.ts'

type Needs = Pick<World, 'clock' | 'vendors' | 'faults'> & WithDb

/** What is looked up for one account, and on whose budget. */
export interface LookUp {
  readonly accountId: AccountId
  readonly runId: RunId
  readonly enrichment: EnrichmentConfig
  readonly spend: SpendScope
}

/**
 * Looks up what the record is silent on and keeps what vendors say as claims. Returns what could not be looked up; a
 * vendor's failure is never the account's. Asked again, by a retry or another pass of the same run, it asks nobody and
 * returns the same. A crash between an answer and its keeping costs that one answer.
 */
export async function lookUp(world: Needs, order: LookUp, dossier: Dossier): Promise<readonly Gap[]> {
  const { accountId, runId, enrichment } = order
  const fields = silentFields(dossier, enrichment.fields)
  const company = companyOf(dossier)
  if (world.vendors.length === 0 || fields.length === 0 || company === undefined) return []
  const known = await vendorKnown(world, accountId)
  const wanted = { runId, company, fields, maxAgeDays: enrichment.maxAgeDays, now: world.clock() }
  return waterfall(world.vendors, { ...known, ...wanted }, (vendor, question) =>
    askOne(world, order, { vendor, question }),
  )
}

interface Question {
  readonly vendor: EnrichmentVendor
  readonly question: CompanyQuestion
}

const unstopped = new AbortController().signal

async function askOne(world: Needs, order: LookUp, { vendor, question }: Question): Promise<Told> {
  const { db, clock } = world
  const reserved = await reserveSpend(db, {
    scope: order.spend,
    call: { kind: 'vendor', name: vendor.name },
    ceilingMicroUsd: vendor.ceilingMicroUsd,
    now: clock(),
  })
  if (reserved.kind === 'refused')
    return {
      kind: 'refused',
      why: `budget: that of the ${reserved.scope} allows no question to ${vendor.name}`,
    }
  world.faults.at('vendor-reserved')
  const answered = await attempt(vendor, question)
  world.faults.at('vendor-answered')
  const isFault = answered instanceof Fault
  const claims = isFault ? [] : claimsOf(answered, { vendor, order })
  const outcome = (field: string) =>
    isFault ? 'failed' : claims.some((claim) => claim.field === field) ? 'answered' : 'nothing'
  const now = clock()
  // One transaction: a crash leaves either the whole answer or a reservation that is counted as lost.
  await db.transaction().execute(async (trx) => {
    await insertClaims({ db: trx }, claims, isFault ? null : (answered?.ref ?? null))
    await markAsked(
      { db: trx },
      {
        accountId: order.accountId,
        runId: order.runId,
        vendor: vendor.name,
        fields: question.fields.map((field) => ({ field, outcome: outcome(field) })),
        why: isFault ? answered.message : null,
        now,
      },
    )
    // Last: it locks the budgets that every account of the run waits for.
    await settleSpend(trx, { id: reserved.id, now, as: endOf(answered) })
  })
  return isFault ? { kind: 'failed', why: answered.message } : { kind: 'claims', claims }
}

type Answered = VendorAnswer | VendorFault | undefined

/** What came of it: an answer, nothing, or the fault. A bug goes up. */
async function attempt(vendor: EnrichmentVendor, question: CompanyQuestion): Promise<Answered> {
  try {
    return await vendor.company(question, unstopped)
  } catch (thrown) {
    if (thrown instanceof VendorFault) return thrown
    if (!(thrown instanceof Fault)) throw thrown
    return new VendorFault(thrown.kind, thrown.message, { microUsd: vendor.ceilingMicroUsd })
  }
}

function endOf(answered: Answered): SpendEnd {
  const microUsd = answered?.microUsd ?? 0
  return answered instanceof Fault && microUsd === 0 ? { kind: 'void' } : { kind: 'settled', microUsd }
}

function claimsOf(
  answer: VendorAnswer | undefined,
  { vendor, order }: { readonly vendor: EnrichmentVendor; readonly order: LookUp },
): readonly Claim[] {
  const { accountId } = order
  return (answer?.claims ?? []).map((said) =>
    Claim.parse({
      ...said,
      id: idOf('claim', accountId, said.field, vendor.name, said.value, said.observedAt),
      accountId,
      vendor: vendor.name,
      microUsd: answer?.microUsd,
    }),
  )
}
