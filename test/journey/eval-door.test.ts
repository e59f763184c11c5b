import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, afterEach, describe, expect, test } from 'vitest'
import { Fault } from '#base/fault.ts'
import { readCases } from '#doors/cli/eval-files.ts'
import { doorOf, shippedEvals } from './eval-kit.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daybook-evals-'))
  await mkdir(join(folder, 'cases'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const put = (name: string, text: string) => writeFile(join(folder, 'cases', `${name}.json`), text)
const fine = { why: 'a case that is fine', account: { name: 'A' }, expect: { skill: 'research' } }
const with_ = (change: object) => JSON.stringify({ ...fine, ...change })

describe('a case that cannot be read is named with its file and field', () => {
  test.each<[string, string, RegExp]>([
    ['no JSON', '{', /cases\/bad\.json: no JSON/],
    ['no reason', with_({ why: undefined }), /bad\.json: why: /],
    ['a word nobody knows', with_({ acount: {} }), /bad\.json: the case: .*acount/],
    ['a skill there is not', with_({ expect: { skill: 'golf' } }), /expect\.skill: /],
    [
      'an action there is not',
      with_({ expect: { skill: 'research', must: ['phone'] } }),
      /expect\.must\.0: expected a kind of action/,
    ],
    [
      'a mark there is not',
      with_({ account: { name: 'A', $age: 3 } }),
      /account\.\$age: there are \$created/,
    ],
    [
      'a kind of activity there is not',
      with_({ activities: [{ days: 1, kind: 'fax' }] }),
      /activities\.0\.kind/,
    ],
    [
      'a contact who is not there',
      with_({ expect: { skill: 'research', to: ['c2'] } }),
      /expect\.to\.0: there is no contact c2/,
    ],
    ['a span that is none', with_({ expect: { skill: 'research', confidence: [1] } }), /expect\.confidence/],
  ])('%s', async (_sentence, text, words) => {
    await put('bad', text)
    await put('good', JSON.stringify(fine))
    await expect(readCases(folder)).rejects.toThrow(words)
  })

  test('a name that can be no account, and a folder without cases', async () => {
    await put('a b', JSON.stringify(fine))
    await expect(readCases(folder)).rejects.toThrow(/cases\/a b\.json: .*expected a CRM id/)
    await expect(readCases(join(folder, 'none'))).rejects.toMatchObject({
      kind: 'refused',
      next: expect.any(String),
    })
  })
})

describe('daybook eval', () => {
  const names = ['research-nobody-known', 'hygiene-all-in-order']
  beforeEach(async () => {
    for (const name of names)
      await cp(join(shippedEvals, 'cases', `${name}.json`), join(folder, 'cases', `${name}.json`))
  })

  test('keeps a good run, records it, and plays it again for nothing', async () => {
    const first = await doorOf(['eval', folder, '--record', '--json'])
    expect(first.code).toBe(0)
    expect(first.json).toMatchObject({ model: 'offline', cases: 2, allMet: 2, failed: [], ok: true })
    expect((await readdir(join(folder, 'recordings'))).toSorted()).toEqual(
      names.map((name) => `${name}.json`).toSorted(),
    )
    const second = await doorOf(['eval', folder, '--model', 'recorded', '--json'])
    expect(second.code).toBe(0)
    expect(second.json).toMatchObject({ model: 'recorded', allMet: 2, tokens: 0, usd: 0 })
    const hashes = (ended: typeof first) =>
      (ended.json['outcomes'] as { proposal: string }[]).map(({ proposal }) => proposal)
    expect(hashes(second)).toEqual(hashes(first))
  })

  test('what got worse fails, stays the difference to the last good run, and goes by --accept', async () => {
    await doorOf(['eval', folder, '--json'])
    const file = join(folder, 'cases', 'hygiene-all-in-order.json')
    const given = JSON.parse(await readFile(file, 'utf8')) as { expect: object; known?: object }
    const known = { offline: { 'must raise-flag stale-data': 'only to see it' } }
    await writeFile(
      file,
      JSON.stringify({ ...given, known, expect: { ...given.expect, must: ['raise-flag stale-data'] } }),
    )
    const change = { case: 'hygiene-all-in-order', what: 'must raise-flag stale-data' }
    for (let times = 0; times < 2; times += 1) {
      const worse = await doorOf(['eval', folder, '--json'])
      expect(worse.code).toBe(1)
      expect(worse.json).toMatchObject({ worse: [change], failed: [], kept: null })
    }
    expect((await doorOf(['eval', folder, '--accept', '--json'])).code).toBe(1)
    const after = await doorOf(['eval', folder, '--json'])
    expect([after.code, after.json['worse']]).toEqual([0, []])
  })

  test('one case by its name; a name there is not, and a judge without a paid model, are refused', async () => {
    const one = await doorOf(['eval', folder, '--case', 'hygiene-all-in-order', '--json'])
    expect(one.json).toMatchObject({ cases: 1, kept: null })
    const none = await doorOf(['eval', folder, '--case', 'golf', '--json'])
    expect([none.code, none.json['next']]).toEqual([2, expect.stringContaining('hygiene-all-in-order')])
    const judge = await doorOf(['eval', folder, '--judge', '--json'])
    expect([judge.code, judge.json['message']]).toEqual([2, 'offline cannot judge'])
  })

  test('a paid model is asked after a yes to the estimate, and a judge grades beside the properties', async () => {
    const no = await doorOf(['eval', folder, '--model', 'anthropic', '--json'], { answer: 'no' })
    expect([no.code, no.json['message']]).toEqual([
      2,
      expect.stringMatching(/2 cases by paid-1: about \d+ model calls and USD 0\.0\d/),
    ])
    const yes = await doorOf(['eval', folder, '--model', 'anthropic', '--judge', '--json'], { answer: 'yes' })
    expect(yes.code).toBe(0)
    expect(yes.json).toMatchObject({
      model: 'paid-1',
      outcomes: [{ judgement: { score: 4, why: 'sound' } }, { judgement: { score: 4, why: 'sound' } }],
    })
    expect(await readdir(join(folder, 'results'))).toEqual(['paid-1.json'])
  })

  test('a paid model without a good key is refused before anybody is asked to pay for it', async () => {
    const refusal = new Fault('refused', 'Claude needs a key', 'set ANTHROPIC_API_KEY')
    const ended = await doorOf(['eval', folder, '--model', 'anthropic', '--json'], { answer: 'yes', refusal })
    expect([ended.code, ended.questions]).toEqual([4, 0])
    expect(ended.json).toMatchObject({ message: 'Claude needs a key', next: 'set ANTHROPIC_API_KEY' })
  })
})
