// 4,000 accounts, 3 % of them with a new mail: what reading those costs, by the ledger, over the real SDK and the wire.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { claudeModel } from '#connectors/claude/model.ts'
import { ModelConfig } from '#records/config.ts'
import type { AccountId } from '#records/ids.ts'
import { topics } from '#orchestrator/sample-book/phrases-thread.ts'
import { startMessagesApi } from '../fakes/messages-api/server.ts'
import { offlineBrain } from '../fakes/messages-api/brain.ts'
import { useDatabase } from '../setup/database.ts'
import { inboundBook } from './inbound-book.ts'

const database = useDatabase()
const mails = 120

/** A mail as long as they are in business: a few paragraphs, a signature, and the thread below. About 1,900 characters. */
function mailOf(n: number): string {
  const theirs = topics.en.flatMap((topic) => topic.theirs)
  const ours = topics.en.flatMap((topic) => topic.ours)
  const say = (list: readonly string[], at: number) => list[(n + at) % list.length] ?? ''
  const body = [0, 3, 5, 7, 9, 11].map((at) => say(theirs, at)).join('\n\n')
  const signature = `Kind regards\nKim Ode\nHead of Planning, plant ${n}\n+00 000 000 ${n}\n\nThis message is meant for the person it names. If you are not that person, please tell the sender and delete it.`
  const thread = [1, 3, 4, 6, 8, 10, 12].map((at) => `> ${say(ours, at)}`).join('\n>\n')
  return `Hello,\n\n${body}\n\n${signature}\n\nOn Thursday somebody of Larkspur wrote:\n${thread}`
}

async function readAll(batchMinutes: number) {
  const api = await startMessagesApi({ brain: offlineBrain })
  const book = await inboundBook(database().db)
  book.config.model.batchMinutes = batchMinutes
  const { tiers } = ModelConfig.parse({})
  const model = claudeModel({
    apiKey: 'sk-ant-api03-none',
    baseUrl: api.url,
    tiers,
    prices: {},
    clock: () => new Date(),
    sleep: async () => {},
  })
  let length = 0
  for (let n = 0; n < mails; n++) {
    const id: AccountId = await book.account(`company-${n}`)
    const text = mailOf(n)
    length += text.length
    await book.mail(id, text)
  }
  const pass = await book.read(model).finally(() => api.close())
  return { pass, length: length / mails }
}

test('120 mails of business length cost cents at list prices', { timeout: 120_000 }, async () => {
  const { pass, length } = await readAll(0)
  expect(length).toBeGreaterThan(1500)
  expect(pass).toMatchObject({ read: mails, unreadable: 0, failed: 0, left: 0, usage: { modelCalls: mails } })
  const { rows } = await sql<{ usd: number; calls: number; input: number; output: number; cached: number }>`
    select sum(micro_usd)::float8 / 1e6 as usd, count(*)::int as calls, sum(output_tokens)::int as output,
      sum(input_tokens + cache_read_tokens + cache_write_tokens)::int as input, sum(cache_read_tokens)::int as cached
    from daybook.spend where state = 'settled' and tier = 'classify' and name = 'claude-haiku-5-5'`.execute(
    database().db,
  )
  const [row] = rows
  if (row === undefined) throw new Error('the ledger gave no sum')
  console.log(
    `${row.calls} mails of ${Math.round(length)} characters: ${row.input} tokens in (${row.cached} cached), ${row.output} out, $${row.usd.toFixed(4)}`,
  )
  expect(row.calls).toBe(mails)
  expect(row.usd).toBe(pass.usage.microUsd / 1e6)
  expect(row.usd).toBeGreaterThan(0.001)
  expect(row.usd).toBeLessThan(0.25)
})
