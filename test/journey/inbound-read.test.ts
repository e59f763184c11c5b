// Unanswered mail is read once by the small tier: what is asked, what is stored, what is never paid twice.
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { Fault, RunStop } from '#base/fault.ts'
import type { Model, ModelRequest } from '#ports/model.ts'
import { ModelFault } from '#ports/model.ts'
import { mailHash } from '#records/inbound-reading.ts'
import { saying, scriptedModel } from '../fakes/model.ts'
import { useDatabase } from '../setup/database.ts'
import { forgetReadings, inboundBook, mailIn, reading, readingModel, rowsOf } from './inbound-book.ts'
import { emptyBook } from './select-book.ts'

const database = useDatabase()
const book = () => inboundBook(database().db)
const other = () => readingModel(() => ({ kind: 'other' }))
const storedKinds = async () =>
  (
    await sql<{ kind: string | null }>`
      select kind from daybook.inbound_mail order by kind nulls last, activity_id`.execute(database().db)
  ).rows.map(({ kind }) => kind)

beforeEach(async () => {
  await emptyBook(database().ownerDb)
  await forgetReadings(database().ownerDb)
  await sql`delete from daybook.suppression`.execute(database().ownerDb)
  await sql`update daybook.feed_cursor set mark = null`.execute(database().db)
})

describe('what is read', () => {
  test('the same text is asked once, whoever sent it, and never again', async () => {
    const { account, mail, read } = await book()
    const [one, two] = [await account('one'), await account('two')]
    await mail(one, 'When can we talk?')
    await mail(two, 'When can  we talk?\r\n')
    await mail(two, 'Who is in charge?', { daysAgo: 2 })
    const model = readingModel(() => ({ kind: 'question' }))
    expect(await read(model)).toMatchObject({ read: 3, known: 0, unreadable: 0, left: 0, failed: 0 })
    expect(model.asked.map(mailIn).toSorted()).toEqual(['When can we talk?', 'Who is in charge?'])
    expect(await storedKinds()).toEqual(['question', 'question', 'question'])
    expect(await read(model)).toMatchObject({ read: 0, left: 0, usage: { modelCalls: 0 } })
    await mail(one, 'When can we talk?', { daysAgo: 0.5 })
    expect(await read(model)).toMatchObject({ read: 1, known: 1, usage: { modelCalls: 0 } })
    expect(model.asked.length).toBe(2)
  })

  test('answered mail, our own mail, mail of suppressed accounts and empty mail is not asked about', async () => {
    const { account, mail, read, pass } = await book()
    const [answered, own, closed, empty] = [
      await account('answered'),
      await account('own'),
      await account('closed'),
      await account('empty'),
    ]
    await mail(answered, 'Hello?', { daysAgo: 3 })
    await mail(answered, 'Here is the answer.', { daysAgo: 2, ours: true })
    await mail(own, 'We wrote.', { ours: true })
    await mail(closed, 'Leave us alone.')
    await mail(empty, ' \n ')
    await sql`insert into daybook.suppression (scope, value, reason, at)
      values ('account', ${closed}, '', ${pass(0)}::timestamptz)`.execute(database().db)
    const model = other()
    expect(await read(model)).toMatchObject({ read: 0, unreadable: 1, left: 0 })
    expect(model.asked).toEqual([])
  })

  test('one mail per request, between two lines nobody can write into it, and nothing else of the book', async () => {
    const { account, mail, read } = await book()
    const [one, two] = [await account('harbor'), await account('lantern')]
    await mail(one, 'A question of ours.')
    await mail(two, 'Another of theirs.')
    const model = other()
    await read(model)
    for (const { tier, tools, messages, output, skill, system } of model.asked) {
      expect({ tier, tools, skill, asked: messages.length }).toEqual({
        tier: 'classify',
        tools: [],
        skill: 'inbound',
        asked: 1,
      })
      expect(output).toMatchObject({ type: 'object', additionalProperties: false })
      const said = JSON.stringify([system, messages])
      expect(said).not.toMatch(/harbor|lantern/)
      expect(
        ['A question of ours.', 'Another of theirs.'].filter((text) => said.includes(text)),
      ).toHaveLength(1)
    }
    expect(new Set(model.asked.map(({ system }) => system)).size).toBe(1)
    const [text] = model.asked[0]?.messages[0]?.content ?? []
    const hash = mailHash({ subject: '', body: mailIn(model.asked[0] as ModelRequest) })
    expect(text).toMatchObject({ text: expect.stringMatching(new RegExp(`^===== ${hash} =====\n`)) })
  })

  test('at most so many a run, the newest first; the rest is counted', async () => {
    const { account, mail, read } = await inboundBook(database().db, {
      inbound: { maxPerRun: 2, maxChars: 6000 },
    })
    const one = await account('one')
    for (const daysAgo of [5, 1, 3]) await mail(one, `${daysAgo} days ago`, { daysAgo })
    const model = other()
    expect(await read(model)).toMatchObject({ read: 2, left: 1 })
    expect(model.asked.map(mailIn).toSorted()).toEqual(['1 days ago', '3 days ago'])
    expect(await read(model)).toMatchObject({ read: 1, left: 0 })
  })

  test('a long mail is cut, and a quote from behind the cut does not stand', async () => {
    const { account, mail, read } = await inboundBook(database().db, {
      inbound: { maxPerRun: 10, maxChars: 200 },
    })
    await mail(await account('one'), `${'a'.repeat(199)}😀 the end`)
    const model = readingModel(() => ({ kind: 'other', quote: 'the end' }))
    expect(await read(model)).toMatchObject({ unreadable: 1 })
    expect(mailIn(model.asked[0] as ModelRequest)).toBe(`${'a'.repeat(199)}\uFFFD`)
  })
})

describe('what does not stand is dropped, and not asked again of this model', () => {
  const text = 'Please call me on Monday, 😀 or write to Kim Ode.'
  test.each<[string, (request: ModelRequest) => ReturnType<typeof saying>]>([
    ['a quote in other words', (ask) => reading(ask, { kind: 'other', quote: 'please call me on monday' })],
    ['an empty quote', (ask) => reading(ask, { kind: 'other', quote: ' ' })],
    ['half a character', (ask) => reading(ask, { kind: 'other', quote: '\ud83d' })],
    ['a kind nobody knows', (ask) => reading(ask, { kind: 'send-money' })],
    ['more than was asked for', (ask) => reading(ask, { kind: 'other', suppress: true })],
    ['no JSON', () => saying('It is a question.')],
    ['a refusal', (ask) => ({ ...reading(ask, { kind: 'other' }), stopReason: 'refusal' })],
    ['an answer cut off', (ask) => ({ ...reading(ask, { kind: 'other' }), stopReason: 'max-tokens' })],
  ])('%s', async (_what, turn) => {
    const { account, mail, read } = await book()
    await mail(await account('one'), text)
    const model = scriptedModel(turn)
    expect(await read(model)).toMatchObject({ read: 0, unreadable: 1, left: 0 })
    expect(await read(model)).toMatchObject({ read: 0, unreadable: 0 })
    expect(model.asked.length).toBe(1)
    const next: Model = { ...readingModel(() => ({ kind: 'question' })), idOf: () => 'another-model' }
    expect(await read(next)).toMatchObject({ read: 1 })
    expect(await storedKinds()).toEqual(['question'])
  })

  test('a date and a person that do not stand are dropped alone', async () => {
    const { account, mail, read } = await book()
    await mail(await account('one'), text)
    await read(readingModel(() => ({ kind: 'referral', until: 'soon', person: 'Somebody Else' })))
    const [row = ''] = await rowsOf(database().db, 'daybook.inbound_reading')
    expect(row).toMatch(/"reading": \{.*"until": null/)
    expect(row).toContain('"person": null')
    expect(row).toContain('"kind": "referral"')
  })
})

describe('crashes, failures and others', () => {
  test('a crash after the answer was stored: nothing is asked again', async () => {
    const { account, mail, read } = await book()
    await mail(await account('one'), 'Hello?')
    const model = other()
    await read(model)
    await sql`delete from daybook.inbound_mail`.execute(database().db)
    expect(await read(model)).toMatchObject({ read: 1, known: 1 })
    expect(model.asked.length).toBe(1)
  })

  test('a crash before it: the claim runs out, then it is read', async () => {
    const { account, mail, read, pass } = await book()
    await mail(await account('one'), 'Hello?')
    const hash = mailHash({ subject: '', body: 'Hello?' })
    await sql`insert into daybook.inbound_reading (hash, model, state, claim, lease, at) values
      (${hash}, 'scripted', 'claimed', 'gone', ${pass(0.01)}::timestamptz, now())`.execute(database().db)
    pass(-0.01)
    const model = other()
    expect(await read(model)).toMatchObject({ read: 0, left: 1 })
    pass(0.02)
    expect(await read(model)).toMatchObject({ read: 1, left: 0 })
    expect(model.asked.length).toBe(1)
  })

  test('two processes at once pay for no mail twice', async () => {
    const { account, mail, read } = await book()
    const one = await account('one')
    for (let n = 0; n < 60; n++) await mail(one, `Mail number ${n}`)
    const models = [other(), other()]
    // No answer comes before both have asked: so they are at it at the same time, however slow the machine is.
    const together = Promise.withResolvers<void>()
    const begun = new Set<Model>()
    const meeting = (model: Model): Model => ({
      ...model,
      answer: async (request) => {
        if (begun.add(model).size === models.length) together.resolve()
        await together.promise
        return model.answer(request)
      },
    })
    await Promise.all(models.map((model) => read(meeting(model))))
    const asked = models.flatMap((model) => model.asked.map(mailIn))
    expect(new Set(asked).size).toBe(60)
    expect(asked.length).toBe(60)
    expect(models.every((model) => model.asked.length > 0)).toBe(true)
    expect(await storedKinds()).toHaveLength(60)
  })

  test('a failed call leaves its mail for the next run; enough of them in a row end the pass', async () => {
    const { account, mail, read } = await book()
    const one = await account('one')
    for (let n = 0; n < 40; n++) await mail(one, `Mail number ${n}`)
    const down = scriptedModel(new ModelFault('nonsense', 'no sense', { billed: 'nothing' }))
    const first = await read(down)
    expect(first).toMatchObject({ read: 0, left: 40, ended: expect.any(Fault) })
    expect(down.asked.length).toBeLessThanOrEqual(25)
    expect(await rowsOf(database().db, 'daybook.inbound_reading')).toEqual([])
    expect(await read(other())).toMatchObject({ read: 40, left: 0, ended: undefined })
  })

  test('a single failure stops nothing', async () => {
    const { account, mail, read } = await book()
    const one = await account('one')
    for (const body of ['bad', 'good', 'better']) await mail(one, body)
    const model = scriptedModel((request) => {
      if (mailIn(request) === 'bad') throw new Fault('nonsense', 'no sense')
      return reading(request, { kind: 'other' })
    })
    expect(await read(model)).toMatchObject({ read: 2, left: 1, failed: 1, ended: undefined })
  })

  test('a cap that is reached ends the pass, and what was read stays read', async () => {
    const { account, mail, read } = await book()
    const one = await account('one')
    for (let n = 0; n < 50; n++) await mail(one, `Mail number ${n}`)
    let calls = 0
    const model = scriptedModel((request) => {
      if (++calls > 10) throw new RunStop('refused', 'the cap is reached', { stopCause: 'budget' })
      return reading(request, { kind: 'other' })
    })
    expect(await read(model)).toMatchObject({ read: 10, left: 40, ended: expect.any(RunStop) })
  })

  test('the ledger holds a row for every call, with its account and its run', async () => {
    const { account, mail, read } = await book()
    const one = await account('one')
    await mail(one, 'Hello?')
    await read(other())
    const { rows } =
      await sql`select account_id, run_id, tier, skill, state, input_tokens from daybook.spend`.execute(
        database().db,
      )
    expect(rows).toEqual([
      {
        account_id: one,
        run_id: 'run_00000001',
        tier: 'classify',
        skill: 'inbound',
        state: 'settled',
        input_tokens: 100,
      },
    ])
    expect(await rowsOf(database().db, 'daybook.journal')).toEqual([])
  })

  test('a batch reads what it answers in time; the rest is asked one by one, each once', async () => {
    const { account, mail, read, config } = await inboundBook(database().db)
    const one = await account('one')
    for (let n = 0; n < 6; n++) await mail(one, `Mail number ${n}`)
    const direct = other()
    const batched: string[] = []
    const model: Model = {
      ...direct,
      batch: async (requests) =>
        requests.map((request, n) => {
          batched.push(mailIn(request))
          return n % 2 === 0 ? reading(request, { kind: 'interest' }) : new Fault('down', 'not ready')
        }),
    }
    expect(await read(model)).toMatchObject({ read: 6 })
    expect(batched).toEqual([])
    await forgetReadings(database().ownerDb)
    const asked = direct.asked.length
    config.model.batchMinutes = 5
    expect(await read(model)).toMatchObject({ read: 6, failed: 0 })
    expect(batched.length).toBe(6)
    expect(direct.asked.length - asked).toBe(3)
    expect((await storedKinds()).filter((kind) => kind === 'interest')).toHaveLength(3)
  })
})
