import { expect, test } from 'vitest'
import { canonicalJson } from '#base/canonical.ts'
import { recordedModel } from '#connectors/recorded/model.ts'
import type { NamedCase } from '#orchestrator/eval/case-reading.ts'
import type { ModelRequest } from '#ports/model.ts'
import { EvalCase } from '#records/eval-case.ts'
import { Transcript } from '#records/transcript.ts'
import { bench, runs, shippedCases } from './eval-kit.ts'

const player = (transcripts: readonly (Transcript | undefined)[]) =>
  recordedModel(async (account) =>
    transcripts.flatMap((one) =>
      one === undefined || one.accountId !== account
        ? []
        : [Transcript.parse(JSON.parse(JSON.stringify(one)))],
    ),
  )

const some = async (...names: string[]): Promise<readonly NamedCase[]> =>
  (await shippedCases()).filter(({ name }) => names.includes(name))

const changed = ({ name, given }: NamedCase, change: object): NamedCase => ({
  name,
  given: EvalCase.parse({ ...given, ...change }),
})

test('all that was recorded plays back to the same proposals, byte for byte, and costs nothing', async () => {
  const cases = await shippedCases()
  const recorded = await runs(cases)
  const played = await runs(cases, bench(player(recorded.map(({ transcript }) => transcript))))
  expect(played.map(({ proposal }) => canonicalJson(proposal))).toEqual(
    recorded.map(({ proposal }) => canonicalJson(proposal)),
  )
  for (const [at, { outcome }] of played.entries()) {
    expect(outcome.fault).toBeUndefined()
    expect(outcome.usage).toMatchObject({ inputTokens: 0, outputTokens: 0, microUsd: 0 })
    expect(outcome.turns).toBe(recorded[at]?.outcome.turns)
  }
})

test('another moment of reading plays all the same, the record of another day does not', async () => {
  const cases = await some('research-nobody-known')
  const player1 = player((await runs(cases)).map(({ transcript }) => transcript))
  const [one] = cases
  if (one === undefined) throw new Error('the case is gone')
  const later = await runs([changed(one, { now: '2026-11-20T09:00:00.000Z' })], bench(player1))
  expect(later[0]?.outcome.fault).toBeUndefined()
  const grown = changed(one, { account: { ...one.given.account, employees: 900 } })
  const [refused] = await runs([grown], bench(player1))
  expect(refused?.outcome.fault).toMatch(
    /the recording of research-nobody-known does not fit this request: message 3 differs: .*900.*640/,
  )
})

test('a skill whose text was changed since is refused by name', async () => {
  const cases = await some('hygiene-all-in-order')
  const on = bench(player((await runs(cases)).map(({ transcript }) => transcript)))
  const hygiene = { ...on.skills.hygiene, body: `${on.skills.hygiene.body}\nBe bold.` }
  const [refused] = await runs(cases, { ...on, skills: { ...on.skills, hygiene } })
  expect(refused?.outcome.fault).toMatch(/system text differs \(skill hygiene\): .*Be bold/)
})

test('tools that changed are refused by name', async () => {
  const cases = await some('hygiene-all-in-order')
  const on = bench(player((await runs(cases)).map(({ transcript }) => transcript)))
  const fewer = { ...on.skills.hygiene, tools: ['record', 'facts'] }
  const [refused] = await runs(cases, { ...on, skills: { ...on.skills, hygiene: fewer } })
  expect(refused?.outcome.fault).toMatch(
    /the tools differ: record, facts, propose, recorded with record, timeline/,
  )
})

test('what was never recorded is refused, billed nothing, and the next step is to record it', async () => {
  const request: ModelRequest = {
    tier: 'work',
    system: 's',
    tools: [],
    messages: [{ role: 'user', content: [{ type: 'text', text: '{"account":"a-9"}' }] }],
    maxTokens: 10,
  }
  await expect(player([]).answer(request)).rejects.toMatchObject({
    kind: 'refused',
    billed: 'nothing',
    message: 'no recording of a-9: none is stored',
    next: expect.stringMatching(/record it anew/),
  })
  await expect(player([]).answer({ ...request, messages: [] })).rejects.toThrow(/names no account/)
})
