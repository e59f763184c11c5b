import type { World } from '#ports/world.ts'
import type { ActivityItem, UpsertItem, WriteResult } from '#ports/crm.ts'
import type { Action } from '#records/action.ts'
import type { Effect } from '#records/effect.ts'
import { textOf } from '#records/fields.ts'
import type { OwnerId } from '#records/ids.ts'
import { done, refused, type Answer } from './answer.ts'
import { askAgain } from './ask-again.ts'

type Needs = Pick<World, 'crm' | 'faults'>

const subjectOf = (purpose: string): string => {
  const words = purpose.replaceAll('-', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** The note or task of an effect. Everything in it comes from the stored effect, so that asking again asks the same. */
function activityOf(effect: Effect, ownerId: OwnerId | null): ActivityItem | undefined {
  const action: Action = effect.action
  if (action.kind !== 'add-note' && action.kind !== 'add-task') return undefined
  return {
    actionId: effect.key ?? effect.id,
    accountId: effect.accountId,
    ...(ownerId === null ? {} : { ownerId }),
    type: action.kind === 'add-note' ? 'note' : 'task',
    direction: 'none',
    author: 'agent',
    at: effect.decidedAt,
    subject: subjectOf(action.purpose),
    body: action.text,
    ...(action.kind === 'add-task' ? { done: false } : {}),
    ...(action.kind === 'add-task' && action.due !== undefined ? { dueOn: action.due } : {}),
  }
}

/** The contact or account an effect creates, and how it would be found if it existed. */
function recordOf(effect: Effect) {
  const { action } = effect
  const actionId = effect.key ?? effect.id
  const base = { actionId, by: 'agent' as const, at: effect.decidedAt }
  if (action.kind === 'create-contact') {
    const email = textOf(action.fields, 'email')?.toLowerCase()
    const key = email ?? `daybook:${actionId}`
    const item: UpsertItem = { ...base, key, accountId: effect.accountId, fields: action.fields }
    // By address, whatever key an import gave it: the person is the same.
    return {
      object: 'contact' as const,
      by: email === undefined ? ('key' as const) : ('email' as const),
      value: key,
      item,
    }
  }
  if (action.kind !== 'create-account') return undefined
  const domain = textOf(action.fields, 'domain')?.toLowerCase()
  const item: UpsertItem = { ...base, key: `daybook:${actionId}`, fields: action.fields }
  return domain === undefined
    ? { object: 'account' as const, by: 'key' as const, value: `daybook:${actionId}`, item }
    : { object: 'account' as const, by: 'domain' as const, value: domain, item }
}

/**
 * The answer to a keyed write. `unchanged` for an effect we have as pending means that an earlier call of ours got
 * through and its answer was lost: the key is nobody else's. So it counts as created.
 */
const added = (effect: Effect, said: WriteResult): Answer =>
  said.kind === 'error'
    ? refused(effect, said.message)
    : said.kind === 'conflict'
      ? refused(effect, `the CRM holds another ${effect.kind} under this key`)
      : done(effect, {
          result: 'created',
          ref: said.ref,
          before: {},
          after: said.after,
          version: said.version,
        })

/** Creates one record unless it exists: what a person entered under the same key is never written over. */
async function createRecord(world: Needs, effect: Effect): Promise<Answer | undefined> {
  const wanted = recordOf(effect)
  if (wanted === undefined) return undefined
  const { object, by, value, item } = wanted
  const [found] = await askAgain(() => world.crm.match(object, by, [value]))
  if (found !== undefined) {
    const result = found.createdAt >= effect.decidedAt ? 'created' : 'unchanged'
    const ref = { system: world.crm.system, object, id: found.id }
    return done(effect, { result, ref, before: {}, after: {}, version: found.version })
  }
  world.faults.at('crm-sending')
  const [said] = await askAgain(() => world.crm.upsert(object, [item]))
  world.faults.at('crm-sent')
  return said && added(effect, said)
}

async function addActivities(
  world: Needs,
  batch: readonly { readonly effect: Effect; readonly item: ActivityItem }[],
): Promise<readonly Answer[]> {
  if (batch.length === 0) return []
  const size = Math.max(1, world.crm.caps.maxBatch)
  const now = batch.slice(0, size)
  world.faults.at('crm-sending')
  const said = await askAgain(() => world.crm.addActivities(now.map(({ item }) => item)))
  world.faults.at('crm-sent')
  const answers = now.flatMap(({ effect }, index) => {
    const one = said[index]
    return one === undefined ? [] : [added(effect, one)]
  })
  return [...answers, ...(await addActivities(world, batch.slice(size)))]
}

/** Effects that add something to the CRM: idempotent by their key, whatever their wording. */
export async function addToCrm(
  world: Needs,
  effects: readonly Effect[],
  ownerId: OwnerId | null,
): Promise<readonly Answer[]> {
  const activities = effects.flatMap((effect) => {
    const item = activityOf(effect, ownerId)
    return item === undefined ? [] : [{ effect, item }]
  })
  const answers: Answer[] = []
  for (const effect of effects) {
    const answer = await createRecord(world, effect)
    if (answer !== undefined) answers.push(answer)
  }
  return [...answers, ...(await addActivities(world, activities))]
}
