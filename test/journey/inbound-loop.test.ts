// What a run infers comes back: an observation in the next brief, a flag and a day in the next scoring, a mail that was
// read in both. Whole days over the CRM in memory, with a model that does as it is told.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { plusDays } from '#base/clock.ts'
import { pgBossQueue } from '#connectors/pg-boss/queue.ts'
import { workTheBook } from '#orchestrator/run/work-the-book.ts'
import { noFaults } from '#ports/faults.ts'
import { Brief } from '#records/brief.ts'
import type { Json } from '#base/canonical.ts'
import { SelectConfig } from '#records/config.ts'
import type { AccountId } from '#records/ids.ts'
import { Verdict } from '#records/verdict.ts'
import { sleep } from '../../src/main/sleep.ts'
import { calling, memoryWorkspace, scriptedModel } from '../fakes/model.ts'
import { shippedPlaybook, shippedSkills } from '../fakes/model-brief.ts'
import { useDatabase } from '../setup/database.ts'
import { forgetReadings, inboundBook, mailIn, reading } from './inbound-book.ts'
import { emptyBook } from './select-book.ts'

const database = useDatabase()
type Hand = (account: AccountId) => { readonly actions: readonly Json[]; readonly nextTouch?: string }

/** A book whose days are worked by `hand`; the model reads mail as a meeting request and the timeline before it hands in. */
async function daily() {
  await emptyBook(database().ownerDb)
  await forgetReadings(database().ownerDb)
  await sql`update daybook.feed_cursor set mark = null`.execute(database().db)
  const { pools } = database()
  const select = SelectConfig.parse({ minDaysBetweenTouches: 0, liveThreadDays: 0 })
  const book = await inboundBook(database().db, { select })
  const { config } = book
  const queue = await pgBossQueue(pools.app, () => {})
  const workspace = memoryWorkspace()
  const day = async (hand: Hand) => {
    const model = scriptedModel((request) => {
      if (request.output !== undefined)
        return reading(request, { kind: mailIn(request).includes('meet') ? 'meeting-request' : 'other' })
      if (request.messages.length === 1) return calling('timeline', {})
      const told = JSON.stringify(request.messages[0])
      const account = /\\"account\\":\\"([^\\]+)\\"/.exec(told)?.[1] as AccountId
      return calling('propose', { confidence: 0.95, rationale: 'as told', ...hand(account) })
    })
    const world = { ...book.world, queue, workspace, model, vendors: [], faults: noFaults, sleep }
    const texts = { playbook: shippedPlaybook(), skills: shippedSkills() }
    const voice = { stop: new AbortController().signal, note: () => {}, progress: () => {} }
    const run = await workTheBook(
      { bookId: 'b', config, world, db: database().db, ...texts },
      { limit: 20 },
      voice,
    )
    const kept = (account: AccountId, name: string): unknown => {
      const text = workspace.files.get(`runs/${run.run}/accounts/${account}/${name}.json`)
      return text === undefined ? undefined : JSON.parse(text)
    }
    return {
      run,
      brief: (account: AccountId) => Brief.optional().parse(kept(account, 'brief')),
      verdict: (account: AccountId) => Verdict.parse(kept(account, 'verdict')),
    }
  }
  return { ...book, day, close: () => queue.close() }
}

test(
  'observed in one run, known in the next: tainted, of the web, and no match for the record',
  { timeout: 120_000 },
  async () => {
    const { account, mail, crm, day, pass, close } = await daily()
    const [silent, known] = [await account('silent'), await account('known')]
    await crm.upsert('account', [{ id: known, fields: { industry: 'Finance' }, by: 'person' }])
    const body = 'We are in logistics, and would like to meet.'
    const refs = new Map([
      [silent, await mail(silent, body)],
      [known, await mail(known, `${body} Soon.`)],
    ])
    const observe = (id: AccountId): Json => ({
      kind: 'observe',
      subject: { system: crm.system, object: 'account', id },
      field: 'industry',
      value: 'Logistics',
      quote: 'We are in logistics',
      sourceRef: refs.get(id) ?? '',
    })
    const first = await day((id) => ({ actions: [observe(id)] }))
    expect(first.run).toMatchObject({ selected: 2, committed: 2, failed: 0 })
    expect(first.brief(silent)?.reasons[0]).toMatch(/^asked for a meeting on 2026-11-19$/)
    expect(first.brief(silent)?.signals.map(({ kind, quote }) => [kind, quote])).toContainEqual([
      'mail-read',
      body,
    ])

    pass(1)
    let cited = ''
    const write = (id: AccountId, fact: string): Json => ({
      kind: 'set-field',
      object: { system: crm.system, object: 'account', id },
      field: 'industry',
      value: 'Logistics',
      cites: [fact],
    })
    const second = await day((id) => ({ actions: [{ kind: 'none', reason: `nothing to do for ${id}` }] }))
    for (const id of [silent, known]) {
      const facts = second.brief(id)?.facts.filter(({ field }) => field === 'industry') ?? []
      const seen = facts.find(({ source }) => source === 'observed')
      expect(seen).toMatchObject({ value: 'Logistics', tainted: true, trust: 'web', sourceRef: refs.get(id) })
      // As old as the mail, not as young as its reading.
      expect(seen?.observedAt).toBe('2026-11-19T09:00:00.000Z')
      if (id === silent) cited = seen?.id ?? ''
      if (id === known)
        expect(facts.map(({ value, trust }) => [trust, value])).toContainEqual(['human', 'Finance'])
    }

    pass(1)
    const factOf = (id: AccountId): string =>
      id === silent ? cited : (second.brief(id)?.facts.find(({ source }) => source === 'observed')?.id ?? '')
    const third = await day((id) => ({ actions: [write(id, factOf(id))] }))
    // One outsider's word fills an empty field, at less confidence; against what a person entered it is a person's to judge.
    expect(third.verdict(silent)).toMatchObject({ actions: [{ kind: 'clear' }], confidence: [0.8] })
    expect(third.verdict(known)).toMatchObject({
      actions: [{ kind: 'hold', objections: [{ rule: 'field-ownership' }, { rule: 'confidence' }] }],
      confidence: [0.4],
    })
    expect((await crm.get('account', [known]))[0]?.fields['industry']).toBe('Finance')
    await close()
  },
)

test(
  'a flag of one run moves the score of the next, and a day to come keeps the account out until then',
  { timeout: 120_000 },
  async () => {
    const { account, mail, day, pass, now, chosen, close } = await daily()
    const [flagged, plain, later] = [await account('flagged'), await account('plain'), await account('later')]
    for (const id of [flagged, plain, later]) await mail(id, `A word from ${id}`, { daysAgo: 2 })
    const on = (days: number): string => plusDays(now(), days).toISOString().slice(0, 10)
    const quiet = { actions: [{ kind: 'none', reason: 'nothing new' }] }
    const first = await day((id) => {
      if (id === flagged)
        return {
          actions: [{ kind: 'raise-flag', flag: 'hot-lead', until: on(20), why: 'they are in a hurry' }],
        }
      return id === later ? { ...quiet, nextTouch: on(3) } : quiet
    })
    expect(first.run).toMatchObject({ selected: 3, failed: 0, held: 0 })
    pass(1)
    const points = [...(await chosen())].map(([id, { parts }]) => [id, parts.flags])
    expect(Object.fromEntries(points)).toEqual({ [flagged]: 20, [plain]: 0 })
    const second = await day(() => quiet)
    expect(second.run).toMatchObject({ selected: 2, excluded: { 'next-touch': 1 } })
    expect(second.brief(flagged)?.reasons).toContain('flagged hot-lead')
    pass(2)
    const fourth = await day(() => quiet)
    expect(fourth.run).toMatchObject({ selected: 3 })
    expect(fourth.brief(later)?.reasons.join()).toContain(`to be touched again on ${on(0)}`)
    await close()
  },
)
