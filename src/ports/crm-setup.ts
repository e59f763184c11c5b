import type { Owner } from '#records/owner.ts'
import type { DealStage } from '#records/stage.ts'

/** What only a CRM we own ourselves can do (crm-local): define owners and stages. Idempotent by id. */
export interface CrmSetup {
  putOwners(owners: readonly Owner[]): Promise<void>
  putDealStages(stages: readonly DealStage[]): Promise<void>
}
