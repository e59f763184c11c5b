import { describe, expect, test } from 'vitest'
import type { Evidence } from '#records/evidence.ts'
import type { Proposal } from '#records/proposal.ts'
import {
  deal,
  dossierOf,
  evidenceOf,
  held,
  note,
  now,
  proposalOf,
  send,
  setField,
} from '#test/fakes/gate-case.ts'
import { active, withPolicies } from '#test/fakes/policy-case.ts'
import { types, variables } from './names.ts'

/** Whether the policy holds the first action of the proposal. */
const holds = (when: string, proposal: Proposal = proposalOf([send]), evidence: Evidence = evidenceOf()) =>
  held(proposal, { ...evidence, policies: withPolicies(active(when)).policies })[0]?.includes(
    'policy:house-rule',
  )

const record = dossierOf(
  { country: 'DE', technologies: ['Kafka', 'Go'], tier: 'gold', seats: 12, vip: true, notes: null },
  {
    deals: [
      deal('deal_1', { name: 'Pilot', stage: 'open', amount: 900, currency: 'EUR', closeDate: '2026-12-01' }),
    ],
  },
)
const evidence = evidenceOf({
  record: { dossier: record, stage: 'working' },
  outreach: {
    mailboxWaiting: 1,
    domainToday: 2,
    accountLastAt: '2026-11-19T09:00:00.000Z',
    person30Days: 3,
    hardBounces: 0,
    softBounces30Days: 4,
  },
  timeline: {
    asOf: now,
    activities: [
      {
        id: 'act_1',
        key: null,
        version: 'v1',
        accountId: 'acc_1',
        contactId: null,
        dealId: null,
        ownerId: null,
        type: 'email',
        direction: 'inbound',
        author: 'outsider',
        at: '2026-11-10T09:00:00.000Z',
        subject: 'Prices',
        body: 'What does it cost?',
        dueOn: null,
        done: null,
      },
    ],
  },
})

describe('every name of the environment says what the record says', () => {
  const table: readonly (readonly [string, string])[] = [
    [
      'account',
      'account.id == "acc_1" && account.name == "Acme Robotics" && account.domain == "acme.example"',
    ],
    ['account', 'account.industry == "Robotics" && account.country == "DE" && account.city == "Berlin"'],
    ['account', 'account.language == "" && account.lifecycle == "prospect" && account.stage == "working"'],
    ['account', 'account.owner == "own_1" && account.leadSource == "" && account.fundingStage == ""'],
    ['account', 'account.contractEnd == "" && account.employees == 120 && account.revenueUsd == 0'],
    ['account', 'account.foundedYear == 0 && account.hiring && "Kafka" in account.technologies'],
    ['account', 'daysBetween(account.createdAt, now) == 80.0 && account.updatedAt < now'],
    ['account', 'account.text("tier") == "gold" && account.number("seats") == 12 && account.flag("vip")'],
    ['account', 'account.knows("tier") && !account.knows("notes") && !account.knows("toString")'],
    ['account', 'account.text("nothing") == "" && account.number("tier") == 0 && !account.flag("tier")'],
    ['contact', 'contact.id == "con_1" && contact.email == "anna@acme.example" && contact.title == "CTO"'],
    ['contact', 'contact.firstName == "Anna" && contact.lastName == "Berg" && contact.role == ""'],
    [
      'contact',
      'contact.country == "" && contact.language == "" && !contact.optedOut && contact.createdAt < now',
    ],
    ['contacts', 'size(contacts) == 1 && contacts.exists_one(c, c.text("title") == "CTO")'],
    [
      'deals',
      'deals.exists(d, d.id == "deal_1" && d.name == "Pilot" && d.stage == "open" && d.amount > 800)',
    ],
    ['deals', 'deals.all(d, d.currency == "EUR" && d.closeDate > today.date && d.forecastCategory == "")'],
    ['deals', 'deals.all(d, d.nextStep == "" && d.owner == "own_1" && d.createdAt < now)'],
    [
      'activities',
      'activities.exists(a, a.type == "email" && a.direction == "inbound" && a.author == "outsider")',
    ],
    ['activities', 'activities.all(a, a.subject == "Prices" && a.body.hasWord("cost") && a.at < now)'],
    [
      'facts',
      'facts.exists(f, f.object == "account" && f.field == "employees" && f.number == 120 && f.value == "120")',
    ],
    [
      'facts',
      'facts.exists(f, f.cited && f.field == "hiring") && facts.exists(f, !f.cited && f.field == "city")',
    ],
    ['facts', 'facts.all(f, f.source == "crm" && f.trust != "vendor" && !f.tainted && f.observedAt < now)'],
    ['counts', 'counts.mailboxWaiting == 1 && counts.domainToday == 2 && counts.person30Days == 3'],
    ['counts', 'counts.hardBounces == 0 && counts.softBounces30Days == 4'],
    ['counts', 'daysBetween(counts.accountLastAt, now) == 1.0'],
    ['sender', 'sender.name == "Tom Keller" && sender.email == "tom@daybook.example"'],
    ['sender', 'sender.company == "Northwind" && sender.domain == "daybook.example"'],
    ['proposal', 'proposal.skill == "follow-up" && proposal.rationale.contains("signals")'],
    [
      'proposal',
      'proposal.nextTouch == "" && proposal.confidence == 0.85 && "send-email" in proposal.actions',
    ],
    ['action', 'action.kind == "send-email" && action.cites == 3 && action.text.hasWord("hello anna")'],
    ['draft', 'draft.exists && draft.subject.endsWith("Robotics") && draft.language == "en"'],
    ['draft', 'draft.text.startsWith("A question") && size(draft.sentences) == 5'],
    ['draft', 'draft.sentences.exists(s, s.text.contains("hiring") && s.cites == 1)'],
    ['skill', 'skill == "follow-up"'],
    ['now', 'now == timestamp("2026-11-20T09:00:00Z")'],
    ['today', 'today.date == "2026-11-20" && today.weekday == "friday" && today.hour == 10'],
  ]
  test.each(table)('%s: %s', (_name, when) => {
    expect(holds(when, proposalOf([send]), evidence)).toBe(true)
    expect(holds(`!(${when})`, proposalOf([send]), evidence)).toBe(false)
  })

  test('the tables name every variable and every field', () => {
    const asked = [...table.map(([, when]) => when), ...ofActions.map(([, , when]) => when)].join('\n')
    expect(new Set(table.map(([name]) => name))).toEqual(new Set(Object.keys(variables)))
    const fields = Object.values(types).flatMap((of) => Object.keys(of))
    expect(fields.filter((field) => !new RegExp(`\\.${field}\\b`).test(asked))).toEqual([])
  })
})

const ofActions: readonly (readonly [string, object, string])[] = [
  [
    'a field',
    setField('city', 'Potsdam'),
    'action.object == "account" && action.field == "city" && action.value == "Potsdam"',
  ],
  ['a number', setField('employees', 200), 'action.number == 200 && action.value == "200"'],
  ['a note', note(), 'action.purpose == "research-summary" && action.text == "The team counts 120."'],
  [
    'a task',
    { kind: 'add-task', purpose: 'reply', text: 'Call.', due: '2026-12-01', cites: [] },
    'action.due > today.date && action.text == "Call."',
  ],
  ['a stage', { kind: 'move-stage', deal: 'deal_1', to: 'won', cites: [] }, 'action.to == "won"'],
  [
    'a flag',
    { kind: 'raise-flag', flag: 'hot-lead', until: '2026-12-24', why: 'hiring' },
    'action.flag == "hot-lead"',
  ],
  [
    'a memory',
    { kind: 'remember', topic: 'champion', text: 'Anna.', cites: [] },
    'action.topic == "champion"',
  ],
]
test.each(ofActions)('%s is seen as proposed', (_sentence, action, when) => {
  expect(holds(when, proposalOf([action]))).toBe(true)
  expect(holds(when, proposalOf([send]))).toBe(false)
})
