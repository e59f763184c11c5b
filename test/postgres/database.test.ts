import { sql } from 'kysely'
import { Pool } from 'pg'
import { afterEach, expect, test } from 'vitest'
import { connect } from '#connectors/postgres/connect.ts'
import { migrate } from '#connectors/postgres/migrate.ts'
import { executor } from '#state/db.ts'
import { useDatabase } from '../setup/database.ts'

const database = useDatabase()
const first = { name: '000001.sql', text: 'create table trial.one (id int primary key)' }
const second = { name: '000002.sql', text: 'create table trial.two (id int primary key)' }

afterEach(() => database().pools.owner.query('drop schema if exists trial cascade'))

test('migrations run once, in order, however many processes start', async () => {
  const { owner } = database().pools
  const answers = await Promise.all([1, 2, 3].map(() => migrate(owner, { schema: 'trial', files: [first] })))
  expect(answers.flatMap(({ applied }) => applied)).toEqual(['000001.sql'])
  expect(await migrate(owner, { schema: 'trial', files: [first, second] })).toEqual({
    version: 2,
    applied: ['000002.sql'],
  })
})

test('an older program refuses a newer schema and says both versions', async () => {
  const { owner } = database().pools
  await migrate(owner, { schema: 'trial', files: [first, second] })
  await expect(migrate(owner, { schema: 'trial', files: [first] })).rejects.toMatchObject({
    kind: 'refused',
    message: 'The database is newer than this Daybook: schema trial has version 2, this program knows 1.',
    next: expect.stringContaining('Upgrade Daybook'),
  })
})

test('a migration changed after it was applied is refused; other line ends are no change', async () => {
  const { owner } = database().pools
  await migrate(owner, { schema: 'trial', files: [{ ...first, text: `${first.text}\n` }] })
  await migrate(owner, { schema: 'trial', files: [{ ...first, text: `${first.text}\r\n` }] })
  await expect(migrate(owner, { schema: 'trial', files: [second] })).rejects.toThrow('should have the number')
  await expect(
    migrate(owner, { schema: 'trial', files: [{ ...second, name: '000001.sql' }] }),
  ).rejects.toMatchObject({ kind: 'refused', message: expect.stringContaining('was changed after') })
})

test('a step that fails in the middle leaves nothing of itself', async () => {
  const { owner } = database().pools
  const broken = { name: '000002.sql', text: `${second.text}; select 1/0` }
  await expect(migrate(owner, { schema: 'trial', files: [first, broken] })).rejects.toThrow('000002.sql')
  const { rows } = await owner.query("select to_regclass('trial.two') as two")
  expect(rows).toEqual([{ two: null }])
  expect((await migrate(owner, { schema: 'trial', files: [first, second] })).applied).toEqual(['000002.sql'])
})

test('each pool acts under its own role, also with one login on a server of your own', async () => {
  const { pools, socket, name } = database()
  const whoAmI = (pool: Pool) => pool.query('select current_user as me').then(({ rows }) => rows[0]?.me)
  expect(await Promise.all([pools.app, pools.read, pools.crm].map(whoAmI))).toEqual([
    'daybook_app',
    'daybook_read',
    'daybook_crm',
  ])
  const url = `postgres://daybook@localhost/${name}?host=${encodeURIComponent(socket)}&options=-c%20work_mem%3D8MB`
  const byUrl = await connect({ kind: 'url', url })
  expect(await whoAmI(byUrl.app)).toBe('daybook_app')
  expect((await byUrl.app.query('show work_mem')).rows).toEqual([{ work_mem: '8MB' }])
  await byUrl.close()
})

test('every connection has the two timeouts; counts are numbers and dates stay days', async () => {
  const { rows } = await database().pools.app.query(
    `select current_setting('idle_in_transaction_session_timeout') as idle, current_setting('lock_timeout') as lock,
            count(*) as count, date '2026-03-29' as day from generate_series(1, 3)`,
  )
  expect(rows).toEqual([{ idle: '5s', lock: '2s', count: 3, day: '2026-03-29' }])
})

test('a rollback takes back what was done through the executor', async () => {
  const { ownerDb } = database()
  await sql`create schema trial`.execute(ownerDb)
  await sql`create table trial.done (id int)`.execute(ownerDb)
  const failed = ownerDb.transaction().execute(async (tx) => {
    await executor(tx).executeSql('insert into trial.done values ($1)', [1])
    throw new Error('changed our mind')
  })
  await expect(failed).rejects.toThrow('changed our mind')
  expect(await executor(ownerDb).executeSql('select * from trial.done')).toEqual({ rows: [] })
})

test('an unreachable server is named by host and port, with the next step and without the password', async () => {
  const opened = connect({ kind: 'url', url: 'postgres://ann:s3cret@127.0.0.1:9/book' })
  const fault = await opened.catch((thrown: unknown) => thrown)
  expect(fault).toMatchObject({
    kind: 'down',
    message: 'Postgres at 127.0.0.1:9 cannot be reached (ECONNREFUSED).',
    next: expect.stringContaining('DATABASE_URL'),
  })
  expect(JSON.stringify(fault) + String(fault)).not.toContain('s3cret')
})

test('a database that does not exist is a refusal, not an outage', async () => {
  const { socket } = database()
  await expect(connect({ kind: 'embedded', socket, database: 'nowhere' })).rejects.toMatchObject({
    kind: 'refused',
    message: expect.stringContaining('no such database'),
  })
})
