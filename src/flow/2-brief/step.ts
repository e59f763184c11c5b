import type { Brief } from '#records/brief.ts'
import type { BookConfig } from '#records/config.ts'
import type { AccountId } from '#records/ids.ts'
import { stageOfDossier } from '#records/dossier-stage.ts'
import type { World } from '#ports/world.ts'
import type { WithDb } from '#state/db.ts'
import { askTogether } from '#state/read/question.ts'
import { briefClaims } from '#state/read/brief-claims.ts'
import { briefFacts } from '#state/read/brief-facts.ts'
import { briefFlags } from '#state/read/brief-flags.ts'
import { briefMemory } from '#state/read/brief-memory.ts'
import { readMailsOf } from '#state/read/inbound-of-account.ts'
import { briefSuppressions } from '#state/read/brief-suppressions.ts'
import { briefWork } from '#state/read/brief-work.ts'
import { insertFacts } from '#state/write/fact-insert.ts'
import type { SpendScope } from '#state/write/spend-reserve.ts'
import { assembleBrief, type BriefOrder } from './assemble.ts'
import { lookUp } from './enrich-step.ts'
import { suppressible } from './policy.ts'

const recentActivities = 50

/** What the CRM says of one account, read afresh by id; undefined when it has no such account any more. */
export async function readRecord(crm: World['crm'], accountId: AccountId) {
  const [dossier, timeline, dealStages] = await Promise.all([
    crm.dossier(accountId),
    crm.timeline(accountId, recentActivities),
    crm.dealStages(),
  ])
  return dossier === undefined ? undefined : { dossier, timeline, dealStages }
}

/**
 * The brief of one account, from its record and fresh reads of our own. The facts in it are recorded as offered before
 * anybody sees them, so that whatever is cited can be looked up. Idempotent.
 */
export async function makeBrief(
  world: Pick<World, 'crm' | 'clock' | 'vendors' | 'faults'> & WithDb,
  order: BriefOrder & {
    readonly config: Pick<BookConfig, 'enrichment'>
    /** On whose budget vendors are asked. */
    readonly spend: SpendScope
  },
  record: NonNullable<Awaited<ReturnType<typeof readRecord>>>,
): Promise<Brief> {
  const { crm } = world
  const { accountId, runId } = order
  const now = world.clock()
  const { dossier, timeline, dealStages } = record
  // Nobody acts on a closed account, so nothing is paid to know more about it.
  const isClosed = stageOfDossier(dossier, timeline, dealStages) === 'closed'
  const { enrichment } = order.config
  const gaps = isClosed ? [] : await lookUp(world, { ...order, enrichment }, dossier)
  const own = await askTogether(world.db, {
    stored: briefFacts(accountId),
    claims: briefClaims(accountId),
    memory: briefMemory(accountId),
    flags: briefFlags({ accountId, now }),
    readMails: readMailsOf(accountId),
    suppressions: briefSuppressions(suppressible(dossier)),
    work: briefWork(accountId),
  })
  const brief = assembleBrief(order, { dossier, timeline, dealStages, system: crm.system, now, gaps, ...own })
  await insertFacts(world, { facts: brief.facts, stored: false, runId, now })
  return brief
}
