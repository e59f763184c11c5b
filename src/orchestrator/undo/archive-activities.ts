import { askAgain } from '#commit/ask-again.ts'
import type { Activity } from '#records/activity.ts'
import type { CrmStep, UndoAsk, UndoEnd } from '#records/undo-step.ts'
import { back, left, type UndoCrm } from './crm-ends.ts'

type Archiving = CrmStep & { readonly asked: Extract<UndoAsk, { kind: 'archive-activity' }> }

const isArchiving = (step: CrmStep): step is Archiving => step.asked.kind === 'archive-activity'

/** Why a note or task stays; undefined: it is as we wrote it. */
function touchedHow({ asked }: Archiving, activity: Activity): string | undefined {
  if (activity.done === true) return 'somebody has done the task'
  const isAsWritten =
    activity.author === 'agent' &&
    activity.version === asked.version &&
    (asked.text === null || activity.body === asked.text)
  return isAsWritten ? undefined : `somebody changed the ${activity.type} since`
}

async function archiveSome(world: UndoCrm, steps: readonly Archiving[]): Promise<readonly UndoEnd[]> {
  const found = await world.crm.get(
    'activity',
    steps.map(({ asked }) => asked.id),
  )
  const byId = new Map(found.map((one) => [String(one.id), one]))
  const ends: UndoEnd[] = []
  const open: Archiving[] = []
  for (const step of steps) {
    const activity = byId.get(step.asked.id)
    const why = activity && touchedHow(step, activity)
    if (activity === undefined) ends.push(back(step))
    else if (why === undefined) open.push(step)
    else ends.push(left(step, why, { subject: activity.subject, done: activity.done }))
  }
  if (open.length === 0) return ends
  if (world.isDryRun) return [...ends, ...open.map(back)]
  world.faults.at('undo-sending')
  const said = await world.crm.archive(
    'activity',
    open.map(({ asked }) => ({ id: asked.id, expectedVersion: asked.version })),
  )
  world.faults.at('undo-sent')
  const answered = open.map((step, index) => {
    const one = said[index]
    if (one?.kind === 'updated' || one?.kind === 'unchanged') return back(step)
    const why = one?.kind === 'error' ? `the CRM refused: ${one.message}` : 'somebody changed it since'
    return left(step, why)
  })
  return [...ends, ...answered]
}

/** Archives the notes and tasks of a run that nobody touched. One that is not there any more counts as taken back. */
export async function archiveActivities(
  world: UndoCrm,
  steps: readonly CrmStep[],
): Promise<readonly UndoEnd[]> {
  const all = steps.filter(isArchiving)
  const size = Math.max(1, world.crm.caps.maxBatch)
  const ends: UndoEnd[] = []
  for (let from = 0; from < all.length; from += size)
    ends.push(...(await askAgain(() => archiveSome(world, all.slice(from, from + size)))))
  return ends
}
