import { describe, expect, test } from 'vitest'
import { fakeCrm, type FakeCrmOptions } from '../fakes/crm.ts'
import { item, monday, newAccount, newKey, note } from './crm-kit.ts'
import { crmContract } from './crm.contract.ts'

const clock = { now: monday }
const ticking = () => new Date(clock.now)

describe('the CRM in memory', () => {
  const crm = fakeCrm({ clock: ticking })
  crmContract(() => ({ crm, clock }))
})

describe('the CRM in memory fails when told to', () => {
  const failing = (options: Partial<FakeCrmOptions>) => fakeCrm({ clock: ticking, ...options })

  test('a lost answer: written, yet down; asked again it converges, and the log tells both', async () => {
    const crm = failing({ loseAnswer: (n) => n === 2 })
    const accountId = await newAccount(crm)
    const intent = note(accountId, { actionId: 'a1' })
    await expect(crm.addActivities([intent])).rejects.toMatchObject({ kind: 'down' })
    expect((await crm.timeline(accountId, 10)).activities).toHaveLength(1)
    expect((await crm.addActivities([intent]))[0]?.kind).toBe('unchanged')
    const writes = crm.log.filter(({ method }) => method === 'addActivities')
    expect(writes.map(({ answer, effects }) => [answer, effects.length])).toEqual([
      ['lost', 1],
      ['given', 0],
    ])
    expect(writes[0]?.effects[0]).toMatchObject({ object: 'activity', kind: 'created', actionId: 'a1' })
  })

  test.each([
    ['down', { isDown: (n: number) => n === 1 }],
    ['throttled', { throttles: (n: number) => n === 1 }],
  ])('%s: nothing is done', async (kind, options) => {
    const crm = failing(options)
    const key = newKey()
    await expect(crm.upsert('account', [item({ key })])).rejects.toMatchObject({ kind })
    expect(await crm.match('account', 'key', [key])).toEqual([])
    expect(crm.log.map(({ answer }) => answer)).toEqual([kind, 'given'])
  })

  test('what it handed out and was handed is not its memory', async () => {
    const crm = failing({})
    const fields = { tags: ['a'] }
    await crm.upsert('account', [item({ key: 'k', fields })])
    fields.tags.push('b')
    const [record] = await crm.match('account', 'key', ['k'])
    Object.assign(record?.fields ?? {}, { tags: [] })
    expect((await crm.match('account', 'key', ['k']))[0]?.fields).toEqual({ tags: ['a'] })
  })
})
