import { Fault } from '#base/fault.ts'
import type { CrmSetup } from '#ports/crm-setup.ts'
import type { World } from '#ports/world.ts'
import type { Planted, PlantedKind } from '#records/planted.ts'
import type { WithDb } from '#state/db.ts'
import { sampleStages } from './deals.ts'
import { generate } from './generate.ts'
import { loadChunk } from './load-chunk.ts'
import { begun, keep, type SampleMade } from './made.ts'
import { ownersOf } from './owners.ts'
import { checkedPlan, type SamplePlan } from './plan.ts'
import type { SampleAccount } from './sample-account.ts'

/** What loading needs: the CRM must be our own, for nobody else's lets us define owners and stages. */
export type SampleWorld = Pick<World, 'crm' | 'workspace'> &
  WithDb & { readonly crmSetup: CrmSetup | undefined }

/** Where the list of planted faults lies, in the book's folder: for tests and people, never for a tool. */
export const plantedFile = 'planted.json'

type Counts = Omit<SampleMade, 'owners' | 'planted'>
const none: Counts = { accounts: 0, contacts: 0, deals: 0, activities: 0, claims: 0, suppressions: 0 }

function counted(sum: Counts, accounts: readonly SampleAccount[]): Counts {
  const total = (of: (account: SampleAccount) => number): number =>
    accounts.reduce((all, account) => all + of(account), 0)
  return {
    accounts: sum.accounts + accounts.length,
    contacts: sum.contacts + total(({ contacts }) => contacts.length),
    deals: sum.deals + total(({ deals }) => deals.length),
    activities: sum.activities + total(({ activities }) => activities.length),
    claims: sum.claims + total(({ claims }) => claims.length),
    suppressions: sum.suppressions + total(({ suppressions }) => suppressions.length),
  }
}

function byKind(planted: readonly Planted[]): Partial<Record<PlantedKind, number>> {
  const counts: Partial<Record<PlantedKind, number>> = {}
  for (const { kind } of planted) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

/** One row a line, so that a person can read and search it. */
const listed = (planted: readonly Planted[]): string =>
  planted.length === 0 ? '[]\n' : `[\n${planted.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`

/** Whom the loading tells how far it is, 0..1, and who may stop it between two chunks. */
export interface Watch {
  readonly progress?: (share: number) => void
  readonly stop?: AbortSignal
}

/**
 * Makes the sample book in the CRM, our own tables and the book's folder. Idempotent: a folder whose book is complete
 * is left alone, one that was cut off is completed with the dates it began with. undefined: stopped before the end.
 * Fault `refused`: bounds, another plan in this folder, a CRM that is not our own. Memory: one chunk, and the planted list.
 */
export async function makeSampleBook(
  world: SampleWorld,
  asked: SamplePlan,
  watch: Watch = {},
): Promise<SampleMade | undefined> {
  const { crm, crmSetup, workspace } = world
  if (crmSetup === undefined)
    throw new Fault('refused', `a sample book cannot be made in ${crm.system}`, 'daybook demo DIR')
  const earlier = await begun(workspace, checkedPlan(asked))
  if (earlier?.made) return earlier.made
  const plan = earlier?.plan ?? asked
  await keep(workspace, plan, null)
  const owners = ownersOf(plan.accounts)
  await crmSetup.putOwners(owners)
  await crmSetup.putDealStages(sampleStages)
  const loaded = await load(world, plan, watch)
  if (loaded === undefined) return undefined
  await workspace.write(plantedFile, listed(loaded.planted))
  const made = { ...loaded.counts, owners: owners.length, planted: byKind(loaded.planted) }
  await keep(workspace, plan, made)
  return made
}

async function load(
  { crm, db }: SampleWorld,
  plan: SamplePlan,
  { progress, stop }: Watch,
): Promise<{ readonly counts: Counts; readonly planted: readonly Planted[] } | undefined> {
  const planted: Planted[] = []
  let counts = none
  for (const { accounts } of generate(plan)) {
    if (stop?.aborted === true) return undefined
    planted.push(...(await loadChunk({ crm, db, now: plan.now }, accounts)))
    counts = counted(counts, accounts)
    progress?.(counts.accounts / plan.accounts)
  }
  return { counts, planted }
}
