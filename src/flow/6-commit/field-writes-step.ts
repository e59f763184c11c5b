import type { World } from '#ports/world.ts'
import type { WriteResult } from '#ports/crm.ts'
import { OwnerId } from '#records/ids.ts'
import { conflict, done, refused, type Answer } from './answer.ts'
import { askAgain } from './ask-again.ts'
import { compare, valueIn, type FieldChange, type FieldHolder } from './field-change.ts'

type Needs = Pick<World, 'crm' | 'faults'>

/** A record read fresh, as far as a write needs it. */
type Fresh = FieldHolder & { readonly version: string }

const maxRounds = 3

async function read(world: Needs, { object, recordId }: FieldChange): Promise<Fresh | undefined> {
  return (await askAgain(() => world.crm.get(object, [recordId])))[0]
}

/** What to ask for: the changed fields only; the owner travels beside them. */
function patch(changes: readonly FieldChange[]) {
  const owner = changes.find(({ field }) => field === 'owner')
  const fields = changes.filter(({ field }) => field !== 'owner')
  return {
    fields: Object.fromEntries(fields.map(({ field, value }) => [field, value])),
    ...(owner === undefined ? {} : { ownerId: owner.value === null ? null : OwnerId.parse(owner.value) }),
  }
}

function answered(change: FieldChange, record: Fresh, said: WriteResult): Answer {
  if (said.kind === 'error') return refused(change.effect, said.message)
  if (said.kind === 'conflict') return conflict(change.effect, change.field, valueIn(record, change.field))
  const result = said.kind === 'unchanged' ? 'unchanged' : 'updated'
  const before = { [change.field]: valueIn(record, change.field) }
  const after = { [change.field]: change.value }
  return done(change.effect, { result, ref: said.ref, before, after, version: said.version })
}

/** A change that needs no write: the value is there, or somebody else's is. */
function settled(change: FieldChange, record: Fresh, system: string): Answer | undefined {
  const found = compare(change, record)
  if (found === 'write') return undefined
  if (found === 'moved') return conflict(change.effect, change.field, valueIn(record, change.field))
  return done(change.effect, {
    result: found === 'landed' ? 'updated' : 'unchanged',
    ref: { system, object: change.object, id: change.recordId },
    before: { [change.field]: found === 'landed' ? (change.seen ?? null) : change.value },
    after: { [change.field]: change.value },
    version: record.version,
  })
}

/**
 * Writes the changed fields of one record: diff against the record as it is now, one conditional upsert for what is
 * left. If the record moved in between, it is read again; only a field that itself moved is a conflict.
 */
async function writeRecord(
  world: Needs,
  changes: readonly FieldChange[],
  round: number,
): Promise<readonly Answer[]> {
  const [first] = changes
  if (first === undefined) return []
  const record = await read(world, first)
  if (record === undefined)
    return changes.map(({ effect }) => refused(effect, `${first.object} ${first.recordId} is gone`))
  const early = changes.flatMap((change) => settled(change, record, world.crm.system) ?? [])
  const left = changes.filter((change) => settled(change, record, world.crm.system) === undefined)
  if (left.length === 0) return early
  const item = {
    id: first.recordId,
    ...patch(left),
    expectedVersion: record.version,
    by: 'agent' as const,
    at: first.effect.decidedAt,
  }
  world.faults.at('crm-sending')
  const [said] = await world.crm.upsert(first.object, [item])
  world.faults.at('crm-sent')
  if (said === undefined) throw new Error('the CRM gave no answer for an item')
  if (said.kind === 'conflict' && round < maxRounds)
    return [...early, ...(await writeRecord(world, left, round + 1))]
  return [...early, ...left.map((change) => answered(change, record, said))]
}

/**
 * Field writes, grouped by record. A lost answer is asked after by reading the record again: what landed is found
 * there and not written twice.
 */
export async function writeFields(world: Needs, changes: readonly FieldChange[]): Promise<readonly Answer[]> {
  const records = Map.groupBy(changes, ({ object, recordId }) => `${object}:${recordId}`)
  const answers: Answer[] = []
  for (const group of records.values()) answers.push(...(await askAgain(() => writeRecord(world, group, 1))))
  return answers
}
