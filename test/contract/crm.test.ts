import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { crmLocal } from '#connectors/crm-local/crm.ts'
import { readMigrations } from '#connectors/postgres/migrate.ts'
import { useDatabase } from '../setup/database.ts'
import { item, kinds, monday, newAccount, newKey, note, put, read, scanned, written } from './crm-kit.ts'
import { crmContract } from './crm.contract.ts'

const folder = fileURLToPath(new URL('../../src/connectors/crm-local/sql', import.meta.url))
const database = useDatabase({ schema: 'crm', files: await readMigrations(folder) })
const clock = { now: monday }
const local = () => crmLocal({ pool: database().pools.crm, clock: () => new Date(clock.now) })

describe('the built-in CRM', () => {
  let crm: ReturnType<typeof local>
  beforeAll(() => {
    crm = local()
  })
  crmContract(() => ({ crm, clock }))
})

describe('the built-in CRM among many', () => {
  test('a scanner beside two writers misses no change, whoever commits first', async () => {
    const [one, two, reader] = [local(), local(), local()]
    const start = (await scanned(reader, 'account')).mark
    const keys = Array.from({ length: 40 }, newKey)
    const latest = new Map<string, unknown>()
    let isWriting = true
    const write = async (crm: typeof one, name: string) => {
      for (let round = 0; round < 25; round++) {
        const size = 1 + ((round * 7) % 40)
        await crm.upsert(
          'account',
          keys.slice(0, size).map((key) => item({ key, fields: { [name]: round } })),
        )
      }
    }
    const follow = async () => {
      let mark = start
      for (let rounds = 0, isLast = false; !isLast; rounds++) {
        isLast = !isWriting
        const page = await scanned(reader, 'account', mark)
        for (const record of page.records) latest.set(record.id, record)
        mark = page.mark
        if (rounds > 10_000) throw new Error('the writers never ended')
      }
    }
    const following = follow()
    await Promise.all([write(one, 'one'), write(two, 'two')])
    isWriting = false
    await following
    const all = await reader.match('account', 'key', keys)
    expect(all).toHaveLength(40)
    expect(new Map(all.map((record) => [String(record.id), record]))).toEqual(latest)
  })

  test('one key created by many at once is one record', async () => {
    const key = newKey()
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, n) => put(local(), 'account', item({ key, fields: { [`n${n}`]: n } }))),
    )
    expect(kinds(results).filter((kind) => kind === 'created')).toHaveLength(1)
    const [record, ...more] = await local().match('account', 'key', [key])
    expect(more).toEqual([])
    expect(Object.keys(record?.fields ?? {})).toHaveLength(8)
  })

  test('of many who expect one version, one gets through', async () => {
    const id = await newAccount(local())
    const { version } = await read(local(), 'account', id)
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        put(local(), 'account', item({ id, expectedVersion: version, fields: { n } })),
      ),
    )
    expect(kinds(results).toSorted()).toEqual([
      'conflict',
      'conflict',
      'conflict',
      'conflict',
      'conflict',
      'conflict',
      'conflict',
      'updated',
    ])
  })

  test('one intent carried out by many at once happens once', async () => {
    const accountId = await newAccount(local())
    const one = note(accountId, { actionId: newKey() })
    const results = await Promise.all(Array.from({ length: 8 }, () => local().addActivities([one])))
    expect(kinds(results.flat()).filter((kind) => kind === 'created')).toHaveLength(1)
  })
})

describe('the built-in CRM and its database', () => {
  test('a writer who waits too long for its turn is asked to slow down, and nothing is written', async () => {
    const client = await database().pools.owner.connect()
    const key = newKey()
    try {
      await client.query('begin')
      await client.query('select last from crm.counter for update')
      await expect(put(local(), 'account', item({ key }))).rejects.toMatchObject({
        name: 'Fault',
        kind: 'throttled',
      })
      await client.query('rollback')
    } finally {
      client.release()
    }
    expect((await put(local(), 'account', item({ key }))).kind).toBe('created')
  })

  test('a connection lost in the middle is Fault down, and asking again converges', async () => {
    const { pools } = database()
    const client = await pools.owner.connect()
    const one = item({ key: newKey(), actionId: newKey(), fields: { name: 'Acme' } })
    await client.query('begin')
    await client.query('select last from crm.counter for update')
    const lost = expect(put(local(), 'account', one)).rejects.toMatchObject({ name: 'Fault', kind: 'down' })
    await expect
      .poll(async () => {
        const killed = await pools.owner.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'daybook_crm' and wait_event_type = 'Lock'
             and datname = current_database()`,
        )
        return killed.rowCount
      })
      .toBe(1)
    await lost
    await client.query('rollback')
    client.release()
    expect(written(await put(local(), 'account', one)).kind).toBe('created')
    expect(written(await put(local(), 'account', one)).kind).toBe('unchanged')
  })

  test('says what was wrong with a value', async () => {
    const result = await put(local(), 'account', item({ key: newKey(), fields: { name: 'a\u0000b' } }))
    expect(result).toMatchObject({ kind: 'error', message: expect.stringMatching(/stored/) })
  })

  test.each(['app', 'read'] as const)('nobody else may look into its tables: %s', async (role) => {
    const pool = database().pools[role]
    for (const table of ['account', 'contact', 'deal', 'activity', 'applied', 'owner', 'counter'])
      await expect(pool.query(`select * from crm.${table}`)).rejects.toMatchObject({ code: '42501' })
  })

  test('and it may not look into ours', async () => {
    await expect(database().pools.crm.query('select * from daybook.run')).rejects.toMatchObject({
      code: '42501',
    })
  })
})
