// One subagent knows one account, and nothing of the machine it runs on.
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { idOf } from '#base/hash.ts'
import type { Brief } from '#records/brief.ts'
import { AccountId } from '#records/ids.ts'
import { fileWorkspace } from '#connectors/workspace-files/workspace.ts'
import { accountsAlike } from '#state/read/accounts-alike.ts'
import { openTools } from '#tools/open-tools.ts'
import { registry } from '#tools/registry.ts'
import { memoryWorkspace } from '../fakes/model.ts'
import { briefOf, type Sketch } from '../fakes/model-brief.ts'
import { bookOfTools } from '../fakes/tool-book.ts'
import { daybook, lastJson } from '../setup/cli.ts'
import { useDatabase } from '../setup/database.ts'

const database = useDatabase()
const names = registry.map(({ name }) => name)

const holdingAll = (sketch: Sketch): Brief => {
  const brief = briefOf(sketch)
  return { ...brief, skill: { ...brief.skill, tools: names } }
}
const scratchOf = (account: string) => `runs/run_abcdef/scratch/${idOf('account', account)}`

/** Everything of the other account carries this word. */
const mark = 'KESTREL'
const other: Sketch = {
  id: 'a-2',
  fields: { name: `${mark} Foundry`, domain: 'kestrel.example', contractEnd: '2027-02-03' },
  contacts: [{ firstName: mark, email: 'kim@kestrel.example' }],
  activities: [{ daysAgo: 2, body: `${mark} asked for a pilot` }],
  deals: [{ name: `${mark} pilot`, stage: 'talks' }],
}
const mine: Sketch = {
  activities: [{ daysAgo: 3, body: 'We are now 140 people.' }],
  deals: [{ name: 'Berth', stage: 'talks', closeDate: '2026-12-01' }],
}

describe('no arguments whatever show another account', () => {
  const theirs = ['a-2', 'a-2-c0', 'a-2-d0', 'a-2-x0', 'a-2-d0.closeDate', 'kestrel.example']
  const paths = [
    '../a-2',
    '../../x.md',
    `../${idOf('account', 'a-2')}/plan.md`,
    `${scratchOf('a-2')}/plan.md`,
  ]
  const ours = ['plan.md', 'contractEnd', 'write', 'read', 'list', 'account', 'today', 20, -5]
  const foreign = fc.constantFrom<unknown>(...theirs, ...paths, ...ours)
  const smuggled = ['accountId', 'account', 'id', 'runId', '__proto__']
  /** A call of one tool: mostly with the arguments it takes, now and then with one it does not. */
  const calls = fc.constantFrom(...registry).chain(({ name, input }) => {
    const known = Object.keys(input.shape)
    const keys = fc.oneof(
      { weight: known.length === 0 ? 0 : 9, arbitrary: fc.constantFrom(...known, 'accountId') },
      { weight: 1, arbitrary: fc.constantFrom(...smuggled) },
    )
    const values = fc.oneof({ weight: 4, arbitrary: foreign }, fc.jsonValue())
    const required = name === 'scratch' ? { do: fc.constantFrom('read', 'write', 'list') } : {}
    const asked = fc.tuple(fc.dictionary(keys, values, { maxKeys: 4 }), fc.record(required))
    return fc.tuple(
      fc.constant(name),
      asked.map(([more, must]) => ({ ...more, ...must })),
    )
  })

  test('of any tool in the registry, and nothing is written outside the own scratch folder', async () => {
    const workspace = memoryWorkspace()
    const them = await openTools({ workspace }, holdingAll(other), bookOfTools)
    await them.call('scratch', { do: 'write', name: 'plan.md', text: `${mark} plan` })
    const before = new Map(workspace.files)
    const us = await openTools({ workspace }, holdingAll(mine), bookOfTools)
    const answered = new Set<string>()
    await fc.assert(
      fc.asyncProperty(calls, async ([name, input]) => {
        const { text, isError } = await us.call(name, input)
        // An error may repeat what was asked; an answer may not know it.
        const shown = isError ? '' : text.replaceAll(/"problem":"[^"]*"/g, '')
        expect(text).not.toContain(mark)
        expect(shown).not.toMatch(/kestrel|"a-2|2027-02-03/)
        if (!isError) answered.add(name)
      }),
      { numRuns: 1500, seed: 7 },
    )
    expect([...answered].toSorted()).toEqual(names.toSorted())
    for (const [path, text] of workspace.files)
      if (!path.startsWith(`${scratchOf('a-1')}/`)) expect(before.get(path)).toBe(text)
    expect(us.answers().some(({ text }) => text.includes(mark))).toBe(false)
    await Promise.all([us.close(), them.close()])
  })
})

describe('duplicates', () => {
  beforeAll(async () => {
    const at = new Date('2026-11-01T00:00:00Z')
    await sql`insert into daybook.feed_account (id, name, domain, industry, lead_source, hiring, created_at, updated_at) values
      ('a-1', 'Harbor Lantern', 'harbor-lantern.example', null, null, false, ${at}, ${at}),
      ('a-2', 'Kestrel Foundry', 'www.harbor-lantern.example', 'SECRET', 'SECRET', true, ${at}, ${at}),
      ('a-3', 'HARBOR LANTERN GmbH', null, 'SECRET', null, false, ${at}, ${at}),
      ('a-4', 'Harbor Lanterns', 'other.example', 'SECRET', null, false, ${at}, ${at}),
      ('a-5', 'Harbor Light', 'light.example', 'SECRET', null, false, ${at}, ${at}),
      ('a-6', 'Someone', 'gmail.com', 'SECRET', null, false, ${at}, ${at})`.execute(database().db)
  })

  const found = async (fields: Sketch['fields'] = {}) => {
    const alike = (ask: Parameters<typeof accountsAlike>[1]) => accountsAlike(database(), ask)
    const tools = await openTools({ workspace: memoryWorkspace() }, holdingAll({ fields }), {
      ...bookOfTools,
      alike,
    })
    const { text } = await tools.call('duplicates', {})
    await tools.close()
    return z.object({ duplicates: z.array(z.record(z.string(), z.string())) }).parse(JSON.parse(text))
      .duplicates
  }

  test('says id, name, domain and why of those that are alike, and not a word more', async () => {
    expect(await found()).toEqual([
      {
        id: 'a-2',
        name: 'Kestrel Foundry',
        domain: 'www.harbor-lantern.example',
        why: 'same domain harbor-lantern.example',
      },
      { id: 'a-3', name: 'HARBOR LANTERN GmbH', why: 'same name' },
      { id: 'a-4', name: 'Harbor Lanterns', domain: 'other.example', why: 'name differs in one letter' },
    ])
  })

  test.each([
    [
      'a web address is the same domain',
      { name: 'Zzz', domain: 'https://www.Harbor-Lantern.example/de' },
      ['a-2'],
    ],
    ['a mail provider is nobody’s domain', { name: 'Zzz', domain: 'gmail.com' }, []],
    ['no domain and a name like no other', { name: 'Zzz', domain: null }, []],
  ])('%s', async (_sentence, fields, ids) => {
    expect((await found(fields)).map(({ id }) => id)).toEqual(ids)
  })

  test('never names the account itself', async () => {
    const ask = {
      accountId: AccountId.parse('a-1'),
      domains: ['harbor-lantern.example'],
      nameStart: 'harbor',
    }
    expect((await accountsAlike(database(), ask)).map(({ id }) => id)).not.toContain('a-1')
  })
})

describe('the scratch folder on a real disk', () => {
  let folder = ''
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'daybook-scratch-'))))
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const tools = (sketch: Sketch = {}) =>
    openTools({ workspace: fileWorkspace(join(folder, 'book')) }, holdingAll(sketch), bookOfTools)

  test.each([
    '../plan.md',
    '/etc/passwd',
    'a/b.md',
    '..%2fplan.md',
    'plan.md\u0000',
    '.hidden.md',
    'PLAN.md',
  ])('the name %j is refused', async (name) => {
    const { call, close } = await tools()
    for (const work of ['read', 'write'])
      expect((await call('scratch', { do: work, name, text: 'x' })).isError).toBe(true)
    await close()
  })

  test('another account’s file of the same name is not there', async () => {
    const them = await tools({ id: 'a-2' })
    await them.call('scratch', { do: 'write', name: 'plan.md', text: mark })
    const us = await tools()
    expect((await us.call('scratch', { do: 'read', name: 'plan.md' })).text).toContain('there is no plan.md')
    expect((await us.call('scratch', { do: 'list' })).text).not.toContain('plan.md')
    await Promise.all([us.close(), them.close()])
  })

  test('a link is not followed: neither a linked file nor a linked folder', async () => {
    await writeFile(join(folder, 'outside.md'), mark)
    const own = join(folder, 'book', scratchOf('a-3'))
    await mkdir(own, { recursive: true })
    await symlink(join(folder, 'outside.md'), join(own, 'plan.md'))
    await symlink(join(folder, 'book', scratchOf('a-2')), join(folder, 'book', scratchOf('a-4')))
    for (const id of ['a-3', 'a-4']) {
      const { call, close } = await tools({ id })
      for (const input of [
        { do: 'read', name: 'plan.md' },
        { do: 'write', name: 'plan.md', text: 'x' },
      ]) {
        const { text, isError } = await call('scratch', input)
        expect([id, isError, text.includes(mark)]).toEqual([id, true, false])
      }
      await close()
    }
    expect(await readFile(join(folder, 'outside.md'), 'utf8')).toBe(mark)
  })
})

describe('secrets of the environment', () => {
  const canary = 'canary-4f1d9b7a'
  const secret = (name: string) => `${canary}-${name}`
  const plain = Object.fromEntries(
    [
      'ANTHROPIC_API_KEY',
      'ANTHROPIC_AUTH_TOKEN',
      'DAYBOOK_PERSON_TOKEN',
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
      'GITHUB_TOKEN',
      'NPM_TOKEN',
      'OPENAI_API_KEY',
      'HUBSPOT_TOKEN',
      'SLACK_TOKEN',
      'SMTP_PASSWORD',
      'PGPASSWORD',
      'SESSION_SECRET',
    ].map((name) => [name, secret(name)]),
  )
  let folder = ''
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'daybook-canary-'))))
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('reach no file of a run, no journal entry, no proposal and no output', async () => {
    const { name, socket } = database()
    const url = `postgres://daybook:${secret('DATABASE_URL')}@localhost/${name}?host=${encodeURIComponent(socket)}`
    const env = { ...plain, DATABASE_URL: url }
    const book = join(folder, 'book')
    const made = await daybook(['demo', book, '--accounts', '100', '--seed', '3', '--no-run'], { env })
    expect(made.code, made.stderr).toBe(0)
    const ran = await daybook(['run', '--book', book, '--limit', '8', '--json'], { env })
    expect(lastJson(ran)).toMatchObject({ selected: 8, failed: 0 })

    const files = (await readdir(book, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    )
    const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')))
    expect(files.filter(({ name: file }) => file === 'transcript.json')).toHaveLength(8)
    expect(texts.filter((text) => text.includes(canary))).toEqual([])

    const tables = [
      'journal',
      'proposal',
      'work_item',
      'fact',
      'effect',
      'queue_item',
      'audit',
      'run',
    ] as const
    for (const table of tables) {
      const { rows } = await sql`select t::text as row from daybook.${sql.raw(table)} t`.execute(
        database().ownerDb,
      )
      expect([table, JSON.stringify(rows).includes(canary)]).toEqual([table, false])
      if (['journal', 'proposal', 'work_item'].includes(table)) expect(rows.length).toBeGreaterThan(0)
    }
    expect(`${made.stdout}${made.stderr}${ran.stdout}${ran.stderr}`).not.toContain(canary)
  }, 120_000)
})
