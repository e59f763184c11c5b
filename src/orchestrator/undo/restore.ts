import { askAgain } from '#commit/ask-again.ts'
import { isSame, valueIn, type FieldHolder } from '#commit/field-change.ts'
import type { UpsertItem } from '#ports/crm.ts'
import { OwnerId } from '#records/ids.ts'
import type { CrmStep, UndoAsk, UndoEnd } from '#records/undo-step.ts'
import { fieldIntent } from '#records/undone.ts'
import { back, handOf, isOurs, left, type UndoCrm } from './crm-ends.ts'

type Restoring = CrmStep & { readonly asked: Extract<UndoAsk, { kind: 'restore' }> }

const maxRounds = 3

/** What a fresh record means for one field; undefined: it holds what we wrote, and is to be written. */
function look({ asked, ...step }: Restoring, record: FieldHolder, crm: UndoCrm): UndoEnd | undefined {
  const value = valueIn(record, asked.field)
  if (isSame(value, asked.restore)) return back(step)
  const mark = record.marks[asked.field]
  const intent = fieldIntent(asked, asked.field)
  if (!isSame(value, asked.written)) return left(step, `${handOf(mark)} wrote another value since`, value)
  if (isOurs(mark, { until: asked.until, intent, value }, crm.undone)) return undefined
  return left(step, `${handOf(mark)} entered the same value since`, value)
}

/** One conditional write per record. A person took it back, so it is a person's value from now on. */
function itemOf(steps: readonly Restoring[], expectedVersion: string): UpsertItem {
  const [{ asked, at }] = [steps[0] ?? raise()]
  const owner = steps.find((step) => step.asked.field === 'owner')?.asked.restore
  const fields = steps.filter((step) => step.asked.field !== 'owner')
  return {
    id: asked.id,
    fields: Object.fromEntries(fields.map((step) => [step.asked.field, step.asked.restore])),
    ...(owner === undefined ? {} : { ownerId: owner === null ? null : OwnerId.parse(owner) }),
    expectedVersion,
    by: 'person',
    at,
  }
}
const raise = (): never => {
  throw new Error('nothing to restore')
}

/** Restores the fields of one record. Whatever happens here may happen again: it begins with a look. */
async function restoreRecord(
  world: UndoCrm,
  steps: readonly Restoring[],
  round: number,
): Promise<readonly UndoEnd[]> {
  const [first] = steps
  if (first === undefined) return []
  const { object, id } = first.asked
  const [record] = await world.crm.get(object, [id])
  if (record === undefined) return steps.map((step) => left(step, `the ${object} is not there any more`))
  const settled = steps.flatMap((step) => look(step, record, world) ?? [])
  const open = steps.filter((step) => look(step, record, world) === undefined)
  if (open.length === 0) return settled
  if (world.isDryRun) return [...settled, ...open.map(back)]
  world.faults.at('undo-sending')
  const [said] = await world.crm.upsert(object, [itemOf(open, record.version)])
  world.faults.at('undo-sent')
  if (said === undefined) throw new Error('the CRM gave no answer for an item')
  if (said.kind === 'error')
    return [...settled, ...open.map((step) => left(step, `the CRM refused: ${said.message}`))]
  const isThere = ({ asked: { field } }: Restoring): boolean =>
    said.kind === 'updated' && (field === 'owner' || Object.hasOwn(said.after, field))
  const ends = [...settled, ...open.filter(isThere).map(back)]
  const rest = open.filter((step) => !isThere(step))
  if (round < maxRounds) return [...ends, ...(await restoreRecord(world, rest, round + 1))]
  return [...ends, ...rest.map((step) => left(step, 'the CRM kept its value, or it keeps changing'))]
}

const isRestoring = (step: CrmStep): step is Restoring => step.asked.kind === 'restore'

/** Gives the fields back what stood there, each only if it still holds what the run wrote. */
export async function restoreFields(world: UndoCrm, steps: readonly CrmStep[]): Promise<readonly UndoEnd[]> {
  const records = Map.groupBy(steps.filter(isRestoring), ({ asked }) => `${asked.object}:${asked.id}`)
  const ends: UndoEnd[] = []
  for (const group of records.values()) ends.push(...(await askAgain(() => restoreRecord(world, group, 1))))
  return ends
}
