// A stored run judged once more: what is the same, what is not, and what cannot be said any more.
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { decide } from '#gate/decide.ts'
import { rulesetOf } from '#gate/ruleset.ts'
import { replayProposals } from '#orchestrator/replay/replay-proposals.ts'
import { rulesetNamed, type RulesetChoice } from '#orchestrator/replay/ruleset-of-version.ts'
import { ProposalId, RunId } from '#records/ids.ts'
import { Verdict } from '#records/verdict.ts'
import { insertProposal } from '#state/write/commit-proposal.ts'
import { insertRuleset } from '#state/write/ruleset-insert.ts'
import { evidenceOf, note, now, proposalOf, rules, settings } from '../fakes/gate-case.ts'
import { config } from '../fakes/gate-world.ts'
import { memoryWorkspace } from '../fakes/model.ts'
import { useDatabase } from '../setup/database.ts'

const database = useDatabase()
const runId = RunId.parse('run_replay1')
const proposal = proposalOf([note()])
const evidence = evidenceOf()
const verdict = Verdict.parse(decide(proposal, evidence, rules))
const noFiles = { workspace: memoryWorkspace() }

const store = async (said: Verdict, pass = 1) => {
  const { db } = database()
  const place = { runId, accountId: proposal.accountId, pass, attempt: 1 }
  const id = ProposalId.parse(`prop_replay${pass}`)
  await insertProposal(db, { id, ...place, proposal, briefHash: '', evidence, verdict: said, at: now })
  await insertRuleset(db, { version: rules.version, settings: rules.settings, now: new Date(now) })
}
const replay = (ruleset: RulesetChoice = { kind: 'stored' }) =>
  replayProposals({ db: database().db, ...noFiles }, { runId, ruleset, onProposal: () => {} })

beforeEach(async () => {
  await sql`truncate daybook.proposal, daybook.ruleset cascade`.execute(database().ownerDb)
})

describe('judged again', () => {
  test('from stored evidence, under the stored settings: nothing is different', async () => {
    await store(verdict)
    await store(verdict, 2)
    expect(await replay()).toEqual({
      proposals: 2,
      parsed: 0,
      judged: 2,
      unjudged: 0,
      erased: 0,
      underNewRules: 0,
      different: [],
    })
  })

  test('a verdict that says something else names its account, what it was and what it is', async () => {
    const objections = [{ rule: 'schema', needed: 'this', found: 'that' }]
    await store({ ...verdict, actions: [{ kind: 'hold', action: 0, objections }] })
    expect((await replay()).different).toEqual([
      { account: 'acc_1', what: 'verdict', was: 'held by schema', is: 'clear' },
    ])
  })

  test('one that differs in a number alone is found, too', async () => {
    await store({ ...verdict, confidence: [0.1] })
    expect((await replay()).different).toMatchObject([
      { was: 'clear', is: 'clear, in other words or numbers' },
    ])
  })

  test('without the settings it was judged under, nobody pretends', async () => {
    await store({ ...verdict, ruleset: 'rules-gone' })
    expect(await replay()).toMatchObject({ judged: 0, unjudged: 1, different: [] })
  })

  test("under other rules it says what they would have done, and that they are not the verdict's own", async () => {
    await store(verdict)
    const strict = rulesetOf({ ...settings, gate: { ...settings.gate, thresholds: { 'add-note': 1 } } })
    expect(await replay({ kind: 'of', ruleset: strict })).toMatchObject({
      judged: 1,
      underNewRules: 1,
      different: [{ was: 'clear', is: 'held by confidence' }],
    })
  })
})

describe('a ruleset by its name', () => {
  test.each(['today', rules.version])('%s', async (name) => {
    await store(verdict)
    expect((await rulesetNamed({ db: database().db }, name, config)).version).toMatch(/^rules-/)
  })

  test('one that never judged is refused', async () => {
    await expect(rulesetNamed({ db: database().db }, 'rules-000000000000', config)).rejects.toThrow(
      'no verdict was ever given under the ruleset rules-000000000000',
    )
  })
})
