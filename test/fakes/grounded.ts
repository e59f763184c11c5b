import { factsOfDossier } from '#records/dossier-facts.ts'
import { Dossier } from '#records/dossier.ts'
import { Evidence } from '#records/evidence.ts'
import { factOf, type Fact } from '#records/fact.ts'
import { Proposal } from '#records/proposal.ts'
import type { Objection } from '#records/objection.ts'
import { groundedTokens } from '#gate/rules/grounded-tokens.ts'
import { byId, contact, deal, dossierOf, evidenceOf, system } from './gate-case.ts'

// One well-known account for tables of sentences: what may be said of it, field by field. Today is 20 November 2026.

const dossier = Dossier.parse(
  dossierOf(
    {
      employees: 120,
      country: 'DE',
      foundedYear: 2018,
      contractEnd: '2027-03-14',
      technologies: ['HubSpot', 'Slack'],
      fundingStage: 'Series A',
      revenueUsd: 1_200_000,
      growthPercent: 10,
      offices: 3,
      seats: 45,
      members: 940,
      titlesPerYear: 140,
      bottlesPerYear: 480_000,
      openRoles: 5,
      usesCrm: false,
      sizeBand: '51-200',
      lastFunding: 'raised $5M in March 2026, led by Accel',
      description: 'The leading maker of gripping robots for bakeries, with 58 stores in 4 countries',
      website: 'https://acme.example',
      goals: 'They want to halve returns by 2027 and do not use a scheduling tool today',
    },
    {
      contacts: [
        contact('con_1', { firstName: 'Anna', lastName: 'Berg', title: 'CTO', email: 'anna@acme.example' }),
        contact('con_2', { firstName: 'Jörg', lastName: 'Müller', title: 'Head of Sales' }),
        contact('con_3', { firstName: 'Sean', lastName: "O'Neill", title: 'Chief Financial Officer' }),
      ],
      deals: [
        deal('deal_1', {
          name: 'Pilot',
          stage: 'open',
          amount: 900,
          currency: 'EUR',
          closeDate: '2026-12-18',
        }),
      ],
    },
  ),
)
const facts = factsOfDossier(dossier, system)
const notHiring = factOf({ ...fact('hiring'), value: false })

function fact(name: string): Fact {
  const [, record, field = name] = /^(\w+_\d)\.(\w+)$/.exec(name) ?? []
  const found =
    name === 'notHiring'
      ? notHiring
      : facts.find((one) => one.field === field && one.subject.id === (record ?? one.subject.id))
  if (found === undefined) throw new Error(`nothing known called ${name}`)
  return found
}

const evidenceWith = (...more: readonly Fact[]): Evidence =>
  evidenceOf({
    record: { dossier, stage: 'working' },
    facts: [...facts, notHiring, ...more],
    cited: byId(...facts, notHiring, ...more),
    playbook:
      'Keep it short. We help teams save 30 minutes a day. Two messages are enough. We offer a free trial.',
    timeline: {
      asOf: '2026-11-20T09:00:00.000Z',
      activities: [
        {
          id: 'act_1',
          key: null,
          version: 'v1',
          accountId: 'acc_1',
          contactId: 'con_1',
          dealId: null,
          ownerId: null,
          type: 'email',
          direction: 'inbound',
          author: 'outsider',
          at: '2026-11-12T09:00:00.000Z',
          subject: 'Scheduling',
          body: 'We plan 14 lines by hand and Kuka asked us to stop. Please call me.',
          dueOn: null,
          done: null,
        },
      ],
    },
  })

/** What is asked of the rule in one row: the text, the fields it cites (`con_2.title` for a contact's), the language. */
export interface Asked {
  readonly text: string
  readonly cites?: readonly string[]
  readonly language?: string
  readonly kind?: 'add-note' | 'add-task' | 'remember' | 'subject'
  /** What a contact of theirs wrote, cited as well. */
  readonly message?: string
  /** Who wrote it. */
  readonly by?: string
}

const messageOf = (text: string, by: string): Fact =>
  factOf({
    ...fact('hiring'),
    field: 'message',
    value: text,
    subject: { ...fact(`${by}.title`).subject },
  })

/** What `grounded-tokens` says of one text; undefined where it holds nothing. */
export function grounded(
  { text, cites = [], language = 'en', kind, message, by = 'con_1' }: Asked,
  change: (evidence: Evidence) => Evidence = (one) => one,
): Omit<Objection, 'rule'> | undefined {
  const written = message === undefined ? [] : [messageOf(message, by)]
  const ids = [...cites.map((name) => fact(name)), ...written].map(({ id }) => id)
  const isMail = kind === undefined || kind === 'subject'
  const topic = kind === 'remember' ? { topic: 'champion' } : { purpose: 'research-summary' }
  const proposal = Proposal.parse({
    accountId: 'acc_1',
    runId: 'run_aaaaaa',
    skill: 'follow-up',
    basedOn: 'acc_1-v1',
    actions: isMail ? [{ kind: 'send-email' }] : [{ kind, ...topic, text, cites: ids }],
    ...(isMail
      ? {
          draft: {
            to: 'con_1',
            subject: kind === 'subject' ? text : 'A question',
            language,
            sentences: [
              { text: language === 'de' ? 'Guten Tag,' : 'Hello,', cites: kind === 'subject' ? ids : [] },
              ...(kind === 'subject' ? [] : [{ text, cites: ids }]),
            ],
          },
        }
      : {}),
    confidence: 0.9,
    rationale: 'stage',
  })
  const [action] = proposal.actions
  if (action === undefined) throw new Error('no action')
  return groundedTokens('Europe/Berlin').objects(
    { index: 0, action },
    proposal,
    change(evidenceWith(...written)),
  )
}

/** The stretch of the text that is held, as the screen marks it; undefined where the text passes. */
export const heldToken = (asked: Asked): string | undefined => {
  const said = grounded(asked)
  return said && (/“(.*?)” said/.exec(said.needed)?.[1] ?? said.needed)
}
