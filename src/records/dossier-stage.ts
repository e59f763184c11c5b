import { Lifecycle } from './account.ts'
import { isHumanTouch } from './activity.ts'
import type { Dossier, Timeline } from './dossier.ts'
import { accountStage, type AccountStage, type DealStage } from './stage.ts'

/** Whether the deal is still open; a stage the CRM does not list counts as open, so that nobody is forgotten. */
export const isOpenDeal = (deal: Dossier['deals'][number], stages: readonly DealStage[]): boolean =>
  (stages.find(({ id }) => id === deal.fields['stage'])?.kind ?? 'open') === 'open'

/** The stage of a freshly read account. Only people's touches count: our own notes must not move an account. */
export function stageOfDossier(
  dossier: Dossier,
  timeline: Timeline,
  stages: readonly DealStage[],
): AccountStage {
  return accountStage({
    lifecycle: Lifecycle.safeParse(dossier.account.fields['lifecycle']).data,
    hasOpenDeal: dossier.deals.some((deal) => isOpenDeal(deal, stages)),
    wasTouched: timeline.activities.some(isHumanTouch),
  })
}
