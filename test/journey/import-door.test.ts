import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Cli, ExitCode, OpenBook } from '#doors/cli/cli.ts'
import { registerImport } from '#doors/cli/import.ts'
import { printerTo } from '#doors/cli/printer.ts'
import type { ImportNeeds } from '#orchestrator/import/import-files.ts'
import { Fault } from '#base/fault.ts'
import { useDatabase } from '../setup/database.ts'
import { crmSchema, importBook } from './import-book.ts'

const database = useDatabase(crmSchema)
const clock = () => new Date('2026-11-21T08:00:00Z')
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daybook-import-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let out = ''
let err = ''
let code: ExitCode = 0
beforeEach(() => {
  out = ''
  err = ''
  code = 0
})

/** One command line, in the folder of this test, against the book given. */
async function daybook(
  words: readonly string[],
  change: (needs: ImportNeeds) => ImportNeeds = (same) => same,
) {
  const print = printerTo({
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
    json: words.includes('--json'),
    colour: false,
  })
  const needs = change(importBook(database(), clock))
  const cli = {
    print,
    cwd: folder,
    now: clock,
    stopSignal: new AbortController().signal,
    exitWith: (said: ExitCode) => (code = said),
    openBook: async () => ({ ...needs, close: async () => {} }) as unknown as OpenBook,
  } as unknown as Cli
  const program = new Command('daybook').exitOverride().configureOutput({ writeErr: () => {} })
  registerImport(program, cli)
  for (const child of program.commands)
    child
      .option('--json')
      .exitOverride()
      .configureOutput({ writeErr: () => {} })
  await program.parseAsync(['import', ...words], { from: 'user' })
}

const put = (name: string, text: string) => writeFile(join(folder, name), text)

describe('daybook import', () => {
  test('says what it took the columns for, what happened and what comes next', async () => {
    await put('good.csv', 'id,name,website,Region\n1,Acme,acme.example,EMEA\n')
    await daybook(['good.csv', '--source', 'door'])
    expect(err).toContain("--map 'id=key,name=name,website=website,Region=region'")
    expect(out).toContain('Imported 1 row in 0.0 s: 1 created, 0 updated, 0 unchanged, 0 rejected')
    expect(out).toContain('daybook run')
    expect(code).toBe(0)
  })

  test('one JSON object, with the counts of the contract and each file', async () => {
    await put('json.csv', 'id,name,website\n1,Acme,acme.example\n2,Nope\n')
    await daybook(['json.csv', '--source', 'door', '--json'])
    expect(JSON.parse(out)).toMatchObject({
      rows: 2,
      created: 0,
      updated: 0,
      unchanged: 1,
      rejected: 1,
      doubtful: 0,
      suggestions: 0,
      wallMs: 0,
      files: [
        {
          file: 'json.csv',
          kind: 'accounts',
          source: 'door',
          encoding: 'utf-8',
          map: 'id=key,name=name,website=website',
        },
      ],
    })
    expect([err, code]).toEqual(['', 3])
  })

  test('a report holds every place, and nothing in it runs in a spreadsheet', async () => {
    await put(
      'bad.csv',
      'id,name,website,employees\n1,Acme,acme.example,=SUM(A1)\n2,Beta,b.example,7\n3,C,c.example,8\n9\n',
    )
    await daybook(['bad.csv', '--source', 'report', '--report', 'look.csv'])
    const report = await readFile(join(folder, 'look.csv'), 'utf8')
    expect(report.split('\n').slice(0, 3)).toEqual([
      'file,row,column,value,reason,severity,line',
      "bad.csv,2,employees,'=SUM(A1),no number,doubtful,2",
      'bad.csv,5,,9,"1 cell, the header has 4",rejected,5',
    ])
    expect(out).toContain('they all stand in look.csv')
    expect(code).toBe(3)
  })

  test('a dry run shows mapping, counts and samples on stdout', async () => {
    await put('dry.csv', 'id,name,website\n1,Dry,dry.example\n')
    await daybook(['dry.csv', '--source', 'dry', '--dry-run'])
    expect(out).toContain('dry.csv: accounts, ids of source "dry"')
    expect(out).toContain('dry.example')
    expect(out).toContain('Would import 1 row')
    expect(code).toBe(0)
  })

  test('a mapping can be kept in a file', async () => {
    await put('own.csv', 'Firma,Netz,Intern\nEigen,eigen.example,x\n')
    await put('own.map', '# our list\nFirma=name\nNetz=website\nIntern=-\n')
    await daybook(['own.csv', '--as', 'accounts', '--map', 'own.map', '--json'])
    expect(JSON.parse(out)).toMatchObject({
      created: 1,
      files: [{ map: 'Firma=name,Netz=website,Intern=-' }],
    })
  })

  test('pairs that may be one company are listed, each with an id', async () => {
    await put('twins.csv', 'id,name,website\n1,Twin,twin.example\n2,Twin Two,twin.example\n')
    await daybook(['twins.csv', '--source', 'twins'])
    expect(code).toBe(3)
    out = ''
    code = 0
    await daybook(['--suggestions', '--json'])
    expect(JSON.parse(out)).toMatchObject({
      items: [{ reason: 'same-domain', detail: 'twin.example', id: expect.any(String) }],
    })
    expect(code).toBe(0)
  })

  test('foreign text moves no cursor', async () => {
    await put('esc.csv', 'id,name,website\n1,\u001b[2Jgone\u202e,esc.example\n')
    await daybook(['esc.csv', '--source', 'esc'])
    expect(err + out).not.toContain('\u001b')
    expect(err + out).not.toContain('\u202e')
  })
})

describe('what cannot be imported is refused in words, with the next step', () => {
  beforeAll(async () => {
    await put('one.csv', 'id,name\n1,A\n')
    await put('empty.csv', '')
    await put('odd.csv', 'foo,bar\n1,2\n')
    await mkdir(join(folder, 'folder.csv'))
  })
  test.each<[string, string[], RegExp]>([
    ['a missing file', ['missing.csv'], /cannot read missing\.csv: there is no such file/],
    ['a folder', ['folder.csv'], /it is a folder/],
    ['no file at all', [], /no file was named/],
    ['an empty file', ['empty.csv'], /empty\.csv is empty/],
    ['headers that say nothing', ['odd.csv'], /cannot tell what odd\.csv holds; its columns are: foo, bar/],
    ['a missing mapping file', ['one.csv', '--map', 'none.map'], /cannot read none\.map/],
    ['a mapping that is none', ['one.csv', '--map', 'id=key,oops='], /--map cannot be read at "oops="/],
    ['a column mapped twice', ['one.csv', '--map', 'id=key,id=name'], /names column id twice/],
    ['a report where none can be', ['one.csv', '--report', 'no/such/place.csv'], /cannot write the report/],
    ['the second of two files', ['one.csv', 'missing.csv'], /missing\.csv/],
  ])('%s', async (_sentence, words, message) => {
    await expect(daybook(words)).rejects.toThrow(message)
    await expect(daybook(words)).rejects.toMatchObject({ kind: 'refused', next: expect.any(String) })
  })

  test.each([
    ['--as', 'people'],
    ['--dates', 'ymd'],
    ['--as-of', 'yesterday'],
    ['--source', 'two words'],
  ])('%s %s is a usage error', async (flag, value) => {
    await expect(daybook(['one.csv', flag, value])).rejects.toMatchObject({
      code: 'commander.invalidArgument',
    })
  })
})

test('a database that fails halfway: what is kept is said, and the next import goes on', async () => {
  const rows = Array.from({ length: 1200 }, (_, i) => `${i},F${i},f${i}.example`)
  await put('fail.csv', `id,name,website\n${rows.join('\n')}\n`)
  let batches = 0
  const failing = (needs: ImportNeeds): ImportNeeds => ({
    ...needs,
    world: {
      ...needs.world,
      crm: {
        ...needs.world.crm,
        upsert: async (object, items) => {
          batches += 1
          if (batches === 3) throw Object.assign(new Error('could not extend file'), { code: '53100' })
          return needs.world.crm.upsert(object, items)
        },
      },
    },
  })
  const failed = await daybook(['fail.csv', '--source', 'fail'], failing).catch((thrown: unknown) => thrown)
  expect(failed).toBeInstanceOf(Fault)
  expect(String(failed)).toMatch(/no disk space left[\s\S]*At least 1,000 rows .*are kept/)
  expect(failed).toMatchObject({ next: expect.stringMatching(/again is safe/) })
  await daybook(['fail.csv', '--source', 'fail', '--json'])
  expect(JSON.parse(out)).toMatchObject({ created: 200, unchanged: 1000 })
})
