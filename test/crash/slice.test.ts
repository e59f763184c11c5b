// A fixed slice of the crash suite (npm run test:crash): real deaths of real processes, and an auditor that can fail.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Step } from './protocol.ts'
import { openStage, type Fake, type Stage } from './stage.ts'
import { stepsOf } from './steps-of.ts'
import { Storm, type Death } from './storm.ts'

const day: Step = { kind: 'run', drains: false, mails: 2 }
const at = (...all: readonly string[]): readonly Death[] =>
  all.map((dieAt) => ({ point: dieAt.split(':')[0] ?? '', dieAt, of: 'command' }))
const book = { seed: 3, accounts: 100, limit: 3, inFlight: 2, losesEvery: 5 } as const

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

/** Nothing to object to, and everybody died who was to die. */
async function dies(storm: Storm, step: Step, deaths: readonly Death[]): Promise<void> {
  const kills = await storm.step(step, deaths)
  expect(kills.flatMap(({ breaches }) => breaches)).toEqual([])
  expect(kills.map(({ point }) => point)).toEqual(deaths.map(({ point }) => point))
}

describe('over the built-in CRM', { timeout: 240_000 }, () => {
  let storm: Storm
  beforeAll(async () => {
    storm = await Storm.over(stage, { ...book, crm: 'built-in' })
  })
  afterAll(() => storm?.close())

  test('killed again and again, a day ends like a calm one', async () => {
    await dies(storm, day, at('run-storing:1', 'claimed:2', 'taking-over:1', 'spend-reserved:2'))
    await dies(storm, day, at('tool-called:2', 'committing:1'))
    await dies(storm, day, at('crm-sent:1', 'crm-confirming:1'))
    await dies(storm, day, [
      { point: 'outside', afterMs: 40, of: 'command' },
      ...at('settling:1', 'run-ended:1'),
    ])
  })

  test('what a person decided stands, whenever the process dies', async () => {
    const decide = await stepsOf(storm)('decide')
    await dies(storm, decide, at('decision-taken:2'))
  })

  const one = (table: string, where = 'true') =>
    `id = (select id from daybook.${table} where ${where} order by id limit 1)`
  const note = `(select ref->>'id' from daybook.effect where kind in ('add-note', 'add-task') and result = 'created' order by id limit 1)`
  const quietly = `set local session_replication_role = replica`
  test.each([
    ['lost', 'a note is gone from the CRM', [quietly, `delete from crm.activity where id = ${note}`]],
    [
      'lost',
      'an effect is still pending',
      [`update daybook.effect set state = 'pending' where ${one('effect')}`],
    ],
    [
      'lost',
      'an account failed and is before nobody',
      [`update daybook.work_item set state = 'human', outcome = 'failed' where ${one('work_item')}`],
    ],
    ['lost', 'a decision is gone', ['delete from daybook.decision']],
    [
      'duplicated',
      'a note stands twice',
      [
        `insert into crm.activity select (jsonb_populate_record(a, '{"id": "act_twice", "key": null, "version": 999999999}')).*
         from crm.activity a where id = ${note}`,
      ],
    ],
    [
      'duplicated',
      'a contact has two orders',
      [
        `insert into daybook.outreach_order select (jsonb_populate_record(null::daybook.outreach_order, jsonb_build_object(
           'id', n, 'key', n, 'account_id', 'acc_1', 'contact_id', 'con_1', 'run_id', 'run_1', 'proposal_id', '', 'purpose', '',
           'sender', '', 'recipient', '', 'subject', '', 'language', 'en', 'sentences', '[]'::jsonb, 'hash', '', 'state', 'waiting',
           'created_at', now()))).* from generate_series(1, 2) n`,
      ],
    ],
    [
      'stuck',
      'an account waits for ever',
      [`update daybook.work_item set state = 'queued', outcome = null where ${one('work_item')}`],
    ],
    [
      'stale',
      'somebody settles what another one holds',
      [
        `set local application_name = 'child one'`,
        `update daybook.work_item set state = 'running', epoch = epoch + 1 where ${one('work_item')}`,
        `set local application_name = 'child two'`,
        `update daybook.work_item set state = 'done' where state = 'running'`,
      ],
    ],
    ['stale', 'an epoch falls', [`update daybook.work_item set epoch = epoch - 1 where ${one('work_item')}`]],
    [
      'money',
      'a call was not written down',
      [`update daybook.spend set micro_usd = 0, state = 'void' where account_id is not null`],
    ],
    [
      'chain',
      'a row of the log says something else',
      [`update daybook.audit set actor = 'nobody' where seq = 3`],
    ],
    ['chain', 'a row of the log is gone', [`delete from daybook.audit where seq = 3`]],
  ] as const)('the auditor sees it: %s, %s', async (kind, _what, statements) => {
    expect(await storm.forged([])).toEqual([])
    expect((await storm.forged(statements)).map((found) => found.kind)).toContain(kind)
  })
})

/** Takes every note and task as a new one, whatever its key says. */
function forgetful(crm: Fake): Fake {
  let n = 0
  return {
    ...crm,
    addActivities: (items) =>
      crm.addActivities(
        items.map((item) =>
          item.actionId === undefined ? item : { ...item, actionId: `${item.actionId}-${(n += 1)}` },
        ),
      ),
  }
}

describe('over a CRM that loses answers', { timeout: 240_000 }, () => {
  test('killed with a worker beside, a day ends like a calm one', async () => {
    const storm = await Storm.over(stage, { ...book, crm: 'fake', latencyMs: 120 }, true)
    try {
      await dies(storm, day, at('crm-sending:1', 'worker-entered:1'))
      const kills = await storm.step(day, [{ point: 'claimed', dieAt: 'claimed:1', of: 'worker' }])
      expect(kills.flatMap(({ breaches }) => breaches)).toEqual([])
    } finally {
      await storm.close()
    }
  })

  test('a CRM that knows no idempotency key is found out', async () => {
    const storm = await Storm.over(stage, { ...book, crm: 'fake', losesEvery: 0, spoil: forgetful })
    try {
      const kills = await storm.step(day, at('crm-sent:1'))
      const found = kills.flatMap(({ breaches }) => breaches.map(({ kind }) => kind))
      expect(found).toContain('duplicated')
      expect(found).toContain('differs')
    } finally {
      await storm.close()
    }
  })
})
