import { canonicalJson } from '#base/canonical.ts'
import type { World } from '#ports/world.ts'
import type { RunId } from '#records/ids.ts'
import type { Chosen } from '#records/selection.ts'
import { selectAgain } from '#select/step.ts'
import type { WithDb } from '#state/db.ts'
import { storedSelection } from '#state/read/replay-run.ts'
import { replayProposals, type ProposalReplay } from './replay-proposals.ts'
import type { Difference, ReplayAsk } from './replay-ask.ts'

/** What a replay found. No model was asked and nothing was written. */
export interface Replayed extends Omit<ProposalReplay, 'different'> {
  readonly run: RunId
  /** Places of the run's own selection. */
  readonly accounts: number
  readonly sameSelection: boolean
  readonly sameVerdicts: boolean
  readonly different: readonly Difference[]
  readonly modelCalls: 0
}

type Place = Omit<Chosen, 'reasons'>

const inWords = (place: Place | undefined): string =>
  place === undefined ? 'not chosen' : `place ${place.rank} by ${place.seat}, score ${place.score}`

/** Whose place two selections give differently; nothing when they are the same. */
export function placesApart(was: readonly Place[], is: readonly Place[]): readonly Difference[] {
  const before = new Map(was.map((place) => [place.accountId, place]))
  const after = new Map(is.map((place) => [place.accountId, place]))
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((account): Difference[] => {
    const [then, now] = [before.get(account), after.get(account)]
    return canonicalJson(then ?? null) === canonicalJson(now ?? null)
      ? []
      : [{ account, what: 'selection', was: inWords(then), is: inWords(now) }]
  })
}

/** The selection once more from the index as it stood at its mark, under the weights and the moment it was made with. */
async function selectionApart(world: WithDb, runId: RunId) {
  const { mark, config, feasibility, chosen } = await storedSelection(world.db, runId)
  const { basis } = feasibility
  if (basis === undefined) return { accounts: chosen.length, different: [], isKept: false }
  const again = await selectAgain(world, { config, mark, basis })
  const is = again.chosen.map(({ reasons: _words, ...place }) => place)
  return { accounts: chosen.length, different: placesApart(chosen, is), isKept: true }
}

/**
 * Works a stored run once more without a model: its selection from the index's mark, its proposals from the stored
 * hand-ins, its verdicts from the stored evidence. Writes nothing; may be repeated at any time, also in another week.
 */
export async function replayRun(world: Pick<World, 'workspace'> & WithDb, ask: ReplayAsk): Promise<Replayed> {
  const selection = await selectionApart(world, ask.runId)
  const { different, ...proposals } = await replayProposals(world, ask)
  return {
    ...proposals,
    run: ask.runId,
    accounts: selection.accounts,
    sameSelection: selection.isKept && selection.different.length === 0,
    sameVerdicts: different.every(({ what }) => what !== 'verdict'),
    different: [...selection.different, ...different],
    modelCalls: 0,
  }
}
