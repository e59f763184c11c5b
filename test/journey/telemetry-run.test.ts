// What a collector and a log get to see of a whole day, and what they never do.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import type { RunSummary } from '#records/run.ts'
import type { Receiver, Span } from '../fakes/otlp-receiver.ts'
import { planted, watchedDay, type WatchedDay } from './telemetry-day.ts'

let day: WatchedDay
let receiver: Receiver
let summary: RunSummary
beforeAll(async () => {
  day = await watchedDay()
  ;({ receiver, summary } = day)
})
afterAll(() => day.close())

const named = (word: string): readonly Span[] =>
  receiver.spans.filter(({ name }) => name.split(' ')[0] === word)
const parentOf = ({ parentSpanId }: Span): Span | undefined =>
  receiver.spans.find(({ spanId }) => spanId === parentSpanId)
const sumOf = (spans: readonly Span[], attribute: string): number =>
  spans.reduce((sum, { attributes }) => sum + Number(attributes[attribute] ?? 0), 0)
const total = (metric: string, has: Readonly<Record<string, unknown>> = {}): number =>
  receiver
    .points(metric)
    .filter(({ attributes }) => Object.entries(has).every(([key, value]) => attributes[key] === value))
    .reduce((sum, { value }) => sum + value, 0)

test('one trace: the run, below it each attempt at an account, below that its steps', () => {
  const [run] = named('run')
  expect(named('run')).toHaveLength(1)
  expect(run).toMatchObject({
    attributes: {
      'daybook.run.id': summary.run,
      'daybook.role': 'run',
      'daybook.run.status': 'done',
      'daybook.run.selected': 20,
      'daybook.run.held': summary.held,
    },
  })
  expect(run?.parentSpanId ?? '').toBe('')
  expect(new Set(receiver.spans.map(({ traceId }) => traceId)).size).toBe(1)
  expect(named('account').length).toBeGreaterThanOrEqual(20)
  for (const span of named('account')) expect(parentOf(span)).toBe(run)
  for (const word of ['invoke_agent', 'gate', 'commit'])
    for (const span of named(word)) expect(parentOf(span)?.name).toBe('account')
  for (const span of named('execute_tool')) expect(parentOf(span)?.name).toMatch(/^invoke_agent /)
  for (const word of ['execute_tool', 'chat', 'gate', 'commit'])
    expect(named(word).length).toBeGreaterThan(15)
})

test('steps of an account carry its ids, and the names the conventions have for them', () => {
  for (const span of named('chat').filter((one) => parentOf(one)?.name.startsWith('invoke_agent')))
    expect(span).toMatchObject({
      name: 'chat priced-work',
      kind: 3,
      attributes: {
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'priced',
        'gen_ai.request.model': 'priced-work',
        'gen_ai.request.max_tokens': expect.any(Number),
        'gen_ai.conversation.id': expect.stringMatching(/^run_\w+\/[\w-]+\/1\/1$/),
        'daybook.run.id': summary.run,
        'daybook.account.id': parentOf(span)?.attributes['daybook.account.id'],
        'daybook.tier': 'work',
      },
    })
  const answered = named('chat').filter(({ status }) => status.code === 0)
  expect(new Set(answered.map(({ attributes }) => attributes['gen_ai.response.model']))).toEqual(
    new Set(['priced-1', 'other']),
  )
  expect(answered.map(({ attributes }) => attributes['gen_ai.response.finish_reasons'])).toContainEqual([
    'tool_use',
  ])
  expect(named('execute_tool').map(({ name }) => name)).toContain('execute_tool unknown')
  for (const { name, kind, attributes } of named('execute_tool')) {
    expect(kind).toBe(1)
    expect(attributes).toMatchObject({
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': name.split(' ')[1],
    })
  }
  expect(receiver.resources[0]).toMatchObject({ 'service.name': 'daybook', 'service.version': '1.2.3' })
})

test('tokens and money are those of the ledger', async () => {
  const Row = z.object({
    input: z.coerce.number(),
    read: z.coerce.number(),
    output: z.coerce.number(),
    micro: z.coerce.number(),
    calls: z.coerce.number(),
  })
  const { rows } = await sql`
    select sum(input_tokens + cache_read_tokens + cache_write_tokens) as input, sum(cache_read_tokens) as read,
           sum(output_tokens) as output, sum(micro_usd) as micro, count(*) as calls
    from daybook.spend where state = 'settled' and tier is not null`.execute(day.database.db)
  const ledger = Row.parse(rows[0])
  const chats = named('chat')
  expect(ledger.calls).toBe(chats.filter(({ status }) => status.code === 0).length)
  expect(ledger.read).toBeGreaterThan(100)
  for (const [attribute, metric, amount] of [
    ['gen_ai.usage.input_tokens', 'gen_ai.client.inference.usage.input_tokens', ledger.input],
    [
      'gen_ai.usage.cache_read.input_tokens',
      'gen_ai.client.inference.usage.cache_read.input_tokens',
      ledger.read,
    ],
    ['gen_ai.usage.output_tokens', 'gen_ai.client.inference.usage.output_tokens', ledger.output],
    ['daybook.cost.micro_usd', 'daybook.model.cost', ledger.micro],
  ] as const) {
    expect(sumOf(chats, attribute), attribute).toBe(amount)
    expect(total(metric), metric).toBe(amount)
  }
})

/** A crowded machine makes a database that does not answer in time; those accounts come back. */
const crowded = /^(down|[0-9A-Z]{5})$/

test('a failure is told by its kind, and by no word of it', () => {
  for (const word of ['chat', 'account']) {
    const failed = named(word).filter(({ status }) => status.code === 2)
    const kinds = failed.map(({ attributes }) => String(attributes['error.type']))
    expect(new Set(kinds.filter((kind) => !crowded.test(kind))), word).toEqual(new Set(['refused']))
    for (const { status } of failed) expect(status.message ?? '').toBe('')
  }
})

test('metrics count what the run did, by words of short lists', () => {
  for (const outcome of ['committed', 'held', 'failed', 'none'] as const)
    expect(total('daybook.accounts', { 'daybook.outcome': outcome }), outcome).toBe(summary[outcome])
  expect(summary.held).toBeGreaterThan(0)
  expect(summary.failed).toBeGreaterThan(0)
  expect(total('daybook.accounts.in_flight')).toBe(0)
  expect(total('daybook.holds')).toBe(
    named('gate').flatMap(({ attributes }) => attributes['daybook.gate.rules'] as string[]).length,
  )
  expect(total('daybook.holds')).toBeGreaterThan(0)
  expect(total('gen_ai.client.inference.duration')).toBe(named('chat').length)
  const refused = { 'daybook.tier': 'work', 'error.type': 'refused' }
  expect(total('gen_ai.client.inference.duration', refused)).toBeGreaterThan(0)
  expect(total('gen_ai.execute_tool.duration')).toBe(named('execute_tool').length)
  const unknown = { 'gen_ai.tool.name': 'unknown', 'error.type': 'tool_error' }
  expect(total('gen_ai.execute_tool.duration', unknown)).toBeGreaterThan(0)
  expect(total('daybook.gate.duration')).toBe(named('gate').length)
  expect(total('daybook.commit.duration')).toBe(named('commit').length)
  expect(receiver.points('daybook.vendor.state')).toEqual([
    { attributes: { 'daybook.vendor': 'atlas' }, value: 1 },
  ])
  for (const metric of receiver.metricNames())
    for (const { attributes } of receiver.points(metric))
      expect(
        Object.keys(attributes).filter((key) => key.endsWith('.id')),
        metric,
      ).toEqual([])
})

test('the log has a line for every step, with the ids of run and account', () => {
  const events = Map.groupBy(day.log, ({ event }) => event)
  const count = (event: string): number => events.get(event)?.length ?? 0
  expect(count('run-begun')).toBe(1)
  for (const [event, word] of [
    ['run', 'run'],
    ['account', 'account'],
    ['agent', 'invoke_agent'],
    ['chat', 'chat'],
    ['tool', 'execute_tool'],
    ['gate', 'gate'],
    ['commit', 'commit'],
  ] as const)
    expect(count(event), event).toBe(named(word).length)
  expect(count('settled')).toBe(20)
  for (const line of day.log) {
    expect(line).toMatchObject({
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      'daybook.run.id': summary.run,
    })
    if (['account', 'agent', 'tool', 'gate', 'commit', 'settled'].includes(String(line['event'])))
      expect(line['daybook.account.id']).toMatch(/\w/)
  }
})

test('nothing of anybody leaves: no name, no address, no word of a mail or a draft, no key', () => {
  expect(day.secrets.size).toBeGreaterThan(1000)
  const told = `${receiver.raw}\n${day.log.map((line) => JSON.stringify(line)).join('\n')}`
  expect(told.length).toBeGreaterThan(100_000)
  // As it would stand in JSON.
  const leaked = [...day.secrets, ...planted].filter((secret) =>
    told.includes(JSON.stringify(secret).slice(1, -1)),
  )
  expect(leaked).toEqual([])
  expect(told).not.toMatch(/@|canary|sk-ant/)
})
