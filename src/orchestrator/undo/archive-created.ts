import { askAgain } from '#commit/ask-again.ts'
import type { Account } from '#records/account.ts'
import type { Contact } from '#records/contact.ts'
import { AccountId } from '#records/ids.ts'
import type { CrmStep, UndoAsk, UndoEnd } from '#records/undo-step.ts'
import { fieldIntent } from '#records/undone.ts'
import type { WithDb } from '#state/db.ts'
import { usesOf } from '#state/read/undo-uses.ts'
import { back, handOf, isOurs, left, type UndoCrm } from './crm-ends.ts'

type Archiving = CrmStep & { readonly asked: Extract<UndoAsk, { kind: 'archive-record' }> }
type World_ = UndoCrm & WithDb

const isArchiving = (step: CrmStep): step is Archiving => step.asked.kind === 'archive-record'

// Of what happened at the account: a record that a run created has no more behind it.
const recent = 200

/** Why a record that the run created is no longer only ours; undefined: nobody changed it. `until`: the run's last write here. */
function touchedHow(
  { asked }: Archiving,
  {
    record,
    until,
    undone,
  }: Pick<UndoCrm, 'undone'> & { readonly record: Account | Contact; readonly until: string },
): string | undefined {
  const marks = Object.entries(record.marks)
  const foreign = marks.find(([field, mark]) => {
    const intent = fieldIntent(asked, field)
    return !isOurs(mark, { until, intent, value: record.fields[field] ?? null }, undone)
  })
  if (foreign !== undefined) return `${handOf(foreign[1])} changed its ${foreign[0]} since`
  // What no mark tells: an owner was given, or the CRM keeps no marks.
  const isMoved = record.version !== asked.version && (marks.length === 0 || record.ownerId !== null)
  return isMoved ? 'somebody changed it since' : undefined
}

/** What uses the record now, in words. `gone`: what this undo has archived, or would. */
async function usedBy(
  world: World_,
  { asked, accountId, runId }: Archiving,
  gone: ReadonlySet<string>,
): Promise<string | undefined> {
  const own = await usesOf(world.db, { id: asked.id, runId })
  if (own !== undefined) return own
  const at = asked.object === 'contact' ? accountId : AccountId.parse(asked.id)
  const { activities } = await world.crm.timeline(at, recent)
  const isWith = (one: { readonly contactId: string | null }): boolean =>
    asked.object === 'account' || one.contactId === asked.id
  const used = activities.find((one) => !gone.has(one.id) && isWith(one))
  if (used !== undefined) return `${used.type} of ${used.at.slice(0, 10)}`
  if (asked.object === 'contact') return undefined
  const dossier = await world.crm.dossier(at)
  const part = [...(dossier?.contacts ?? []), ...(dossier?.deals ?? [])].find(({ id }) => !gone.has(id))
  return part && `record ${part.id} belongs to it`
}

async function archiveOne(
  world: World_,
  step: Archiving,
  { until, gone }: { readonly until: string; readonly gone: ReadonlySet<string> },
): Promise<UndoEnd> {
  const { object, id } = step.asked
  const [record] = await world.crm.get(object, [id])
  if (record === undefined) return back(step)
  const touched = touchedHow(step, { record, until, undone: world.undone })
  if (touched !== undefined) return left(step, touched)
  const used = await usedBy(world, step, gone)
  if (used !== undefined) return left(step, `it is used since: ${used}`)
  if (world.isDryRun) return back(step)
  world.faults.at('undo-sending')
  const [said] = await world.crm.archive(object, [{ id, expectedVersion: record.version }])
  world.faults.at('undo-sent')
  if (said?.kind === 'updated' || said?.kind === 'unchanged') return back(step)
  return left(step, said?.kind === 'error' ? `the CRM refused: ${said.message}` : 'somebody changed it since')
}

/**
 * Archives the contacts and accounts a run created, people before companies, if nobody changed them and nothing uses
 * them. `before`: how the rest of the undo ended, so that what it takes away does not count as a use.
 */
export async function archiveCreated(
  world: World_,
  steps: readonly CrmStep[],
  before: readonly UndoEnd[],
): Promise<readonly UndoEnd[]> {
  const ended = new Set(before.flatMap(({ id, state }) => (state === 'done' ? [id] : [])))
  const gone = new Set(
    steps.flatMap(({ id, asked }) => (asked.kind === 'archive-activity' && ended.has(id) ? [asked.id] : [])),
  )
  const until = steps.reduce((last, { asked }) => {
    return 'until' in asked && asked.until > last ? asked.until : last
  }, '')
  const ends: UndoEnd[] = []
  const all = steps.filter(isArchiving)
  for (const object of ['contact', 'account'])
    for (const step of all.filter(({ asked }) => asked.object === object)) {
      const end = await askAgain(() => archiveOne(world, step, { until, gone }))
      if (end.state === 'done') gone.add(step.asked.id)
      ends.push(end)
    }
  return ends
}
