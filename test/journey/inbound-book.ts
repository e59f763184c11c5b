import { sql } from 'kysely'
import { plusDays } from '#base/clock.ts'
import { openLedger } from '#orchestrator/budget/ledger.ts'
import { paidReader } from '#orchestrator/inbound/paid-reader.ts'
import { readInbound, type InboundPass } from '#orchestrator/inbound/read-inbound.ts'
import { chooseNow } from '#orchestrator/run/open-run.ts'
import { sampleConfig } from '#orchestrator/sample-book/sample-config.ts'
import { noFaults } from '#ports/faults.ts'
import type { Model, ModelRequest } from '#ports/model.ts'
import type { BookConfig } from '#records/config.ts'
import { AccountId, RunId } from '#records/ids.ts'
import { addUsage, noUsage } from '#records/spend.ts'
import type { Chosen } from '#records/selection.ts'
import type { Db } from '#state/db.ts'
import { fakeCrm } from '../fakes/crm.ts'
import { saying, scriptedModel } from '../fakes/model.ts'

const start = new Date('2026-11-20T09:00:00Z')
const runId = RunId.parse('run_00000001')

/** What one answer says; the quote is the whole first line of the text unless told otherwise. */
export interface Says {
  readonly kind: string
  readonly urgency?: string
  readonly until?: string | null
  readonly quote?: string
  readonly person?: string | null
  /** Something nobody asked for. */
  readonly suppress?: true
}

/** The mail in a request: what stands between its fences. */
export const mailIn = ({ messages }: ModelRequest): string => {
  const block = messages[0]?.content[0]
  return block?.type === 'text' ? block.text.split('\n').slice(1, -1).join('\n') : ''
}

/** The answer a well-behaved small model gives. */
export const reading = (request: ModelRequest, { quote, ...says }: Says) =>
  saying(
    JSON.stringify({
      urgency: 'normal',
      until: null,
      person: null,
      language: 'en',
      quote: quote ?? mailIn(request).split('\n')[0],
      ...says,
    }),
  )

/** A model that reads every text by `rule`. */
export const readingModel = (rule: (text: string) => Says) =>
  scriptedModel((request) => reading(request, rule(mailIn(request))))

/** A small book over the CRM in memory, whose mails are read by whichever model a pass is given. */
export async function inboundBook(db: Db, more: Partial<BookConfig> = {}) {
  let now = start
  const clock = () => now
  const crm = fakeCrm({ clock })
  await crm.putDealStages([{ id: 'open', label: 'Open', order: 1, kind: 'open' }])
  const config: BookConfig = { ...sampleConfig(), ...more }
  let random = 0
  const world = {
    crm,
    clock,
    db,
    random: () => (random = (random + 0.137) % 1),
    sleep: async () => {},
    faults: noFaults,
  }
  let mails = 0
  return {
    crm,
    world,
    config,
    now: () => now,
    pass: (days: number) => (now = plusDays(now, days)),
    async account(name: string): Promise<AccountId> {
      const fields = { name, domain: `${name}.example`, employees: 80 }
      const [made] = await crm.upsert('account', [{ key: `k:${name}`, fields, by: 'import' }])
      if (made?.kind !== 'created') throw new Error(`the account ${name} was not made`)
      return AccountId.parse(made.ref.id)
    },
    async mail(
      accountId: AccountId,
      body: string,
      how: { readonly daysAgo?: number; readonly ours?: true } = {},
    ): Promise<string> {
      const [made] = await crm.addActivities([
        {
          key: `mail-${++mails}`,
          accountId,
          type: 'email',
          direction: how.ours ? 'outbound' : 'inbound',
          author: how.ours ? 'person' : 'outsider',
          at: plusDays(now, -(how.daysAgo ?? 1)).toISOString(),
          subject: '',
          body,
        },
      ])
      if (made?.kind !== 'created') throw new Error('the mail was not made')
      return made.ref.id
    },
    /** One pass with a model, and what it used. */
    async read(model: Model, stop = new AbortController().signal) {
      let usage = noUsage
      const own = { ...world, model }
      const ledger = openLedger(own, { stop, onUsage: (one) => (usage = addUsage(usage, one)) })
      const reader = paidReader(own, { config, ledger, runId, stop })
      const pass: InboundPass = await readInbound(own, { config, reader, inFlight: 20, stop })
      return { ...pass, usage }
    },
    /** The set a run would get now, by account. */
    async chosen(): Promise<ReadonlyMap<AccountId, Chosen>> {
      const { chosen } = await chooseNow(world, { config, limit: 50 })
      return new Map(chosen.map((one) => [one.accountId, one]))
    },
  }
}

/** Empties all that a pass leaves behind. */
export const forgetReadings = (ownerDb: Db): Promise<unknown> =>
  sql`truncate daybook.inbound_mail, daybook.inbound_reading, daybook.spend, daybook.budget`.execute(ownerDb)

/** Everything stored, one line a row, to compare before and after. */
export async function rowsOf(db: Db, table: string): Promise<readonly string[]> {
  const { rows } = await sql<{ row: string }>`
    select to_jsonb(t)::text as row from ${sql.table(table)} t order by 1`.execute(db)
  return rows.map(({ row }) => row)
}
