// What a conversation was paid for, between the worker who dies and the one who takes over.
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { conversing } from '#orchestrator/budget/budgeted.ts'
import { openLedger } from '#orchestrator/budget/ledger.ts'
import { questionNames, remembering, reuseMs } from '#orchestrator/budget/paid-turns.ts'
import { noFaults } from '#ports/faults.ts'
import type { Model, ModelRequest } from '#ports/model.ts'
import type { Message, ModelAnswer } from '#records/conversation.ts'
import { AccountId } from '#records/ids.ts'
import { noUsage } from '#records/spend.ts'
import { paidTurns } from '#state/read/paid-turns.ts'
import { ClaimedRow } from '#state/write/claim.ts'
import { forgetRows } from '#state/write/forget-rows.ts'
import { giveUpItem, requeueItem, settleItem } from '#state/write/settle.ts'
import { loseSpend } from '#state/write/spend-lose.ts'
import { saying, scriptedModel } from '../fakes/model.ts'
import { useDatabase } from '../setup/database.ts'
import { resetCommitTables, runId } from './commit-world.ts'

const database = useDatabase()
const start = new Date('2026-11-21T09:00:00Z')
const accountId = AccountId.parse('acc_1')
const item = { runId, accountId, pass: 1, attempt: 1 }

beforeEach(async () => {
  await resetCommitTables(database().ownerDb)
  await sql`truncate daybook.spend, daybook.budget, daybook.paid_turn`.execute(database().ownerDb)
})

const opening = (now: string, words = 'a lead'): Message => ({
  role: 'user',
  content: [{ type: 'text', text: JSON.stringify({ account: accountId, now, words }) }],
})
const follow: Message = { role: 'user', content: [{ type: 'text', text: 'And then?' }] }
const cost = { ...noUsage, modelCalls: 1, inputTokens: 3, outputTokens: 2, microUsd: 40 }
const tools: ModelRequest['tools'] = []

/** One worker's conversation of two turns and what the model was asked in it. */
async function talk(
  how: {
    readonly now?: string
    readonly words?: string
    readonly attempt?: number
    readonly at?: Date
    readonly ceiling?: number
    readonly answers?: readonly ModelAnswer[]
    readonly diesUnsettled?: boolean
  } = {},
) {
  const { db } = database()
  const at = how.at ?? start
  const stop = new AbortController().signal
  const ledger = openLedger(
    { db, clock: () => at, sleep: async () => {}, random: () => 0.5, faults: noFaults },
    { stop },
  )
  const usage = how.ceiling === 0 ? { ...cost, microUsd: 0 } : cost
  const scripted = scriptedModel(
    ...(how.answers ?? [saying('first'), saying('second')]).map((one) => ({ ...one, usage })),
  )
  const asked: number[] = []
  const model: Model = {
    ...scripted,
    ceiling: () => how.ceiling ?? 100,
    answer: (request) => {
      asked.push(request.messages.length)
      return scripted.answer(request)
    },
  }
  const own = { ...item, attempt: how.attempt ?? 1 }
  const nameOf = questionNames(model)
  const turns = await paidTurns(db, own, new Date(at.getTime() - reuseMs))
  const caps = { account: 10_000, run: 10_000, day: 10_000 }
  const scope = { ...own, day: '2026-11-21', caps }
  const { settled, ...paying } = conversing(model, ledger, { scope, clock: () => at, nameOf })
  const talking = remembering(paying, { turns, nameOf })
  const said: ModelAnswer[] = []
  const messages: Message[] = [opening(how.now ?? '2026-11-21T09:00:00.000Z', how.words)]
  for (let turn = 0; turn < 2; turn += 1) {
    const request = { tier: 'work' as const, system: 'rules', tools, messages: [...messages], maxTokens: 10 }
    const answer = await talking.answer(request)
    said.push(answer)
    messages.push({ role: 'assistant', content: answer.content }, follow)
  }
  if (how.diesUnsettled !== true) await settled()
  return { asked, said }
}

const kept = async (): Promise<number> => {
  const { rows } = await sql`select from daybook.paid_turn`.execute(database().ownerDb)
  return rows.length
}

describe('who takes over', () => {
  test('is given what was paid for, with what it cost then, and asks nothing', async () => {
    const before = await talk()
    expect([before.asked, await kept()]).toEqual([[1, 3], 2])
    const after = await talk({ now: '2026-11-21T09:05:10.123Z', at: new Date(start.getTime() + 310_000) })
    expect(after).toEqual({ asked: [], said: before.said })
    expect(after.said[0]?.usage).toEqual(cost)
  })

  test('asks again what was not settled when the other died', async () => {
    await talk({ diesUnsettled: true })
    expect(await kept()).toBe(1)
    expect((await talk()).asked).toEqual([3])
  })

  test.each([
    ['the account reads differently', { words: 'a customer' }],
    ['it is the next attempt, which begins anew', { attempt: 2 }],
    ['it was too long ago', { at: new Date(start.getTime() + reuseMs) }],
  ])('asks everything when %s', async (_why, how) => {
    await talk()
    expect((await talk(how)).asked).toEqual([1, 3])
  })

  test('finds what a model said that no JSON column holds, letter by letter', async () => {
    const odd = [saying('a\0b \ud800 "quoted" \\u0000'), saying('second')]
    const before = await talk({ answers: odd })
    expect(before.said[0]?.content).toEqual(odd[0]?.content)
    expect(await talk()).toEqual({ asked: [], said: before.said })
  })
})

describe('nothing is kept', () => {
  test('of a model that is free', async () => {
    expect((await talk({ ceiling: 0 })).asked).toEqual([1, 3])
    expect(await kept()).toBe(0)
  })

  test('of an answer that was cut off', async () => {
    await talk({ answers: [{ ...saying('fir'), stopReason: 'max-tokens' }, saying('second')] })
    expect(await kept()).toBe(1)
  })

  test('of an account that nobody works any more', async () => {
    await sql`update daybook.work_item set state = 'done'`.execute(database().ownerDb)
    await talk()
    expect(await kept()).toBe(0)
  })
})

const claimed = ClaimedRow.parse({
  id: 'work_1',
  run_id: runId,
  account_id: accountId,
  pass: 1,
  epoch: 1,
  model_failures: 0,
  ticket: 't',
  ticket_attempt: 1,
  place: { name: 'Acme', owner_id: null, reasons: [], segment: 's' },
  is_recorded: false,
  has_turns: false,
})
const result = {
  outcome: 'none' as const,
  reason: '',
  heldBy: [],
  created: 0,
  updated: 0,
  unchanged: 0,
  orders: 0,
  queueItems: 0,
}
const nobody = { contactIds: [], emails: [], marks: [], accountIds: [] }

describe('what is kept goes', () => {
  const ways: readonly (readonly [string, number, () => Promise<unknown>])[] = [
    ['done', 0, () => settleItem(database().db, claimed, { state: 'done', result, now: start })],
    [
      'given to a person',
      0,
      () => settleItem(database().db, claimed, { state: 'human', result, now: start }),
    ],
    ['failed', 0, () => requeueItem(database().db, claimed, 'failed')],
    ['led nowhere', 0, () => requeueItem(database().db, claimed, 'anew')],
    ['given back for a while', 2, () => requeueItem(database().db, claimed, 'goes-on')],
    [
      'stale',
      2,
      () => settleItem(database().db, { ...claimed, epoch: 0 }, { state: 'done', result, now: start }),
    ],
    [
      'crashed too often',
      0,
      async () => {
        await requeueItem(database().db, claimed, 'goes-on')
        await giveUpItem(database().db, 'work_1', { reason: 'it died', now: start })
      },
    ],
    [
      'from long ago',
      0,
      () => loseSpend(database().db, { before: new Date(start.getTime() + 1), now: start }),
    ],
    ['of today', 2, () => loseSpend(database().db, { before: start, now: start })],
    [
      'about somebody who is forgotten',
      0,
      () => forgetRows(database().db, { ...nobody, accountIds: [accountId] }, []),
    ],
    ['about somebody else', 2, () => forgetRows(database().db, { ...nobody, emails: ['x@y.example'] }, [])],
    ['naming whom', 1, () => forgetRows(database().db, { ...nobody, emails: ['ben@acme.example'] }, [])],
  ]
  test.each(ways)('when it is %s: %i are left', async (_what, left, end) => {
    await talk({ answers: [saying('I write to ben@acme.example now'), saying('second')] })
    await end()
    expect(await kept()).toBe(left)
  })
})
