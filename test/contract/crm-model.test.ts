import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { crmLocal } from '#connectors/crm-local/crm.ts'
import { readMigrations } from '#connectors/postgres/migrate.ts'
import type { ActivityItem, Crm, UpsertItem, WriteResult } from '#ports/crm.ts'
import { AccountId, ContactId, OwnerId } from '#records/ids.ts'
import { fakeCrm } from '../fakes/crm.ts'
import { useDatabase } from '../setup/database.ts'
import { item, monday, note, scanned, tuesday, wednesday } from './crm-kit.ts'

const folder = fileURLToPath(new URL('../../src/connectors/crm-local/sql', import.meta.url))
const database = useDatabase({ schema: 'crm', files: await readMigrations(folder) })

// Few keys, ids, intents and moments, so that most items meet one another. A version is meant by age: 0 the current one.
interface Asked {
  readonly item: UpsertItem
  readonly by: 'key' | 'id' | 'both' | 'wrong id'
  readonly versionAge: 0 | 1 | undefined
}
type Step =
  | {
      readonly kind: 'upsert'
      readonly object: 'account' | 'contact' | 'deal'
      readonly items: readonly Asked[]
    }
  | { readonly kind: 'add'; readonly items: readonly ActivityItem[] }
  | {
      readonly kind: 'archive'
      readonly object: 'account' | 'contact' | 'deal'
      readonly items: readonly { readonly key: string; readonly versionAge: 0 | 1 }[]
    }

const few = (prefix: string, count: number) => fc.integer({ min: 1, max: count }).map((n) => `${prefix}${n}`)
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 2 })
const moments = fc.constantFrom(monday, tuesday, wednesday, '2026-03-03T09:00:00Z', 'yesterday')
const values = fc.oneof(
  fc.constantFrom(null, '', 'a', 'A', 0, 1, false, [], {}),
  fc.jsonValue({ maxDepth: 2, noUnicodeString: true }).map((value) => JSON.parse(JSON.stringify(value))),
)
const names = fc.constantFrom('name', 'domain', 'email', 'city', 'constructor')
const accountIds = few('a', 3).map((key) => AccountId.parse(`id-of:${key}`))

const given = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T

const upserts: fc.Arbitrary<Asked> = fc.record({
  item: fc
    .record({
      fields: fc.dictionary(names, values, { maxKeys: 3 }),
      by: fc.constantFrom<UpsertItem['by'][]>('person', 'import', 'agent', 'vendor'),
      at: maybe(moments),
      createdAt: maybe(moments),
      actionId: maybe(few('act', 4)),
      ownerId: maybe(fc.constantFrom(null, OwnerId.parse('r1'), OwnerId.parse('r2'))),
      key: few('a', 3),
    })
    .map((one): UpsertItem => given(one) as UpsertItem),
  by: fc.constantFrom<Asked['by'][]>('key', 'key', 'id', 'both', 'wrong id'),
  versionAge: maybe(fc.constantFrom<(0 | 1)[]>(0, 1)),
})

const activities = fc
  .record({
    accountId: accountIds,
    contactId: maybe(few('a', 3).map((key) => ContactId.parse(`id-of:${key}`))),
    actionId: maybe(few('act', 4)),
    key: maybe(few('k', 4)),
    at: fc.oneof({ weight: 5, arbitrary: fc.constant(monday) }, { weight: 1, arbitrary: moments }),
    body: fc.constantFrom('one', 'two'),
    done: maybe(fc.boolean()),
  })
  .map(({ accountId, ...more }) => note(accountId, given(more) as Partial<ActivityItem>))

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('upsert' as const),
    object: fc.constantFrom<('account' | 'contact' | 'deal')[]>('account', 'account', 'contact', 'deal'),
    items: fc.array(upserts, { maxLength: 5 }),
  }),
  fc.record({ kind: fc.constant('add' as const), items: fc.array(activities, { maxLength: 5 }) }),
  fc.record({
    kind: fc.constant('archive' as const),
    object: fc.constantFrom<('account' | 'contact' | 'deal')[]>('account', 'contact', 'deal'),
    items: fc.array(fc.record({ key: few('a', 3), versionAge: fc.constantFrom<(0 | 1)[]>(0, 0, 1) }), {
      maxLength: 3,
    }),
  }),
)

// Each example gets keys and intents of its own, so that one database serves all.
const scope = (text: string, n: number): string => `${n}/${text}`

/** Puts real ids and versions in, as the CRM at hand has them. Both CRMs make the same ids of the same keys. */
async function play(crm: Crm, step: Step, n: number): Promise<readonly WriteResult[]> {
  const idOf = async (object: 'account' | 'contact' | 'deal', key: string) =>
    (await crm.match(object, 'key', [scope(key, n)]))[0]
  if (step.kind === 'archive') {
    const placed = step.items.map(async ({ key, versionAge }) => {
      const held = await idOf(step.object, key)
      const expectedVersion = versionAge === 0 ? (held?.version ?? '0') : '0'
      return { id: held?.id ?? 'nowhere', expectedVersion }
    })
    return crm.archive(step.object, await Promise.all(placed))
  }
  if (step.kind === 'add') {
    const placed = step.items.map(async ({ accountId, contactId, actionId, key, ...rest }) => {
      const account = await idOf('account', accountId.slice(6))
      const contact = contactId === undefined ? undefined : await idOf('contact', contactId.slice(6))
      return {
        ...rest,
        accountId: AccountId.parse(account?.id ?? 'nowhere'),
        ...(contactId !== undefined && { contactId: ContactId.parse(contact?.id ?? 'nowhere') }),
        ...(actionId !== undefined && { actionId: scope(actionId, n) }),
        ...(key !== undefined && { key: scope(key, n) }),
      }
    })
    return crm.addActivities(await Promise.all(placed))
  }
  const { object } = step
  const asked = step.items.map(async ({ item: { key = '', actionId, ...rest }, by, versionAge }) => {
    const held = await idOf(object, by === 'both' ? 'a1' : key)
    const id = by === 'wrong id' ? 'nowhere' : held?.id
    const account = object === 'account' ? undefined : await idOf('account', key)
    const version = versionAge === 0 ? held?.version : versionAge === 1 ? '0' : undefined
    return item({
      ...rest,
      ...(by !== 'id' && { key: scope(key, n) }),
      ...(by !== 'key' && id !== undefined && { id }),
      ...(account !== undefined && { accountId: AccountId.parse(account.id) }),
      ...(version !== undefined && { expectedVersion: version }),
      ...(actionId !== undefined && { actionId: scope(actionId, n) }),
    })
  })
  return crm.upsert(object, await Promise.all(asked))
}

/** Without what is each CRM's own: its name and the words of its errors. */
const plain = (result: WriteResult) =>
  result.kind === 'error' ? { kind: 'error' } : { ...result, ref: { ...result.ref, system: '' } }

async function everything(crm: Crm, marks: readonly (string | undefined)[]) {
  const objects = ['account', 'contact', 'deal', 'activity'] as const
  return Promise.all(objects.map((object, i) => scanned(crm, object, marks[i])))
}

test('the built-in CRM and the one in memory give equal answers and hold equal records', async () => {
  const clock = { now: monday }
  const now = () => new Date(clock.now)
  const real = crmLocal({ pool: database().pools.crm, clock: now })
  const fake = fakeCrm({ clock: now })
  let example = 0
  const seen = new Set<string>()
  let marks: readonly (string | undefined)[] = []
  const same = async (story: readonly Step[]) => {
    example += 1
    for (const [day, step] of story.entries()) {
      clock.now = new Date(Date.parse(monday) + day * 3_600_000).toISOString()
      const [expected, answered] = [await play(fake, step, example), await play(real, step, example)]
      expect(answered.map(plain)).toEqual(expected.map(plain))
      for (const { kind } of answered) seen.add(`${step.kind} ${kind}`)
    }
    const [inMemory, inPostgres] = [await everything(fake, marks), await everything(real, marks)]
    expect(inPostgres).toEqual(inMemory)
    marks = inPostgres.map(({ mark }) => mark)
  }
  const story = fc.array(steps, { minLength: 3, maxLength: 14 })
  await fc.assert(fc.asyncProperty(story, same), { seed: 20_260_302, numRuns: 60, endOnFailure: true })
  const met = ['created', 'updated', 'unchanged', 'error'].flatMap((kind) => [
    `upsert ${kind}`,
    `add ${kind}`,
  ])
  const archived = ['updated', 'unchanged', 'conflict'].map((kind) => `archive ${kind}`)
  expect([...seen].toSorted()).toEqual([...met, 'upsert conflict', ...archived].toSorted())
}, 60_000)
