import type { BriefReading } from '#brief/assemble.ts'
import { plusDays } from '#base/clock.ts'
import { idOf } from '#base/hash.ts'
import { Account } from '#records/account.ts'
import { Activity } from '#records/activity.ts'
import { Claim } from '#records/claim.ts'
import { Contact } from '#records/contact.ts'
import { Deal } from '#records/deal.ts'
import type { EvalActivity, EvalCase, Sketch } from '#records/eval-case.ts'
import { RunId } from '#records/ids.ts'
import { mailHash, MailReading, type ReadMail } from '#records/inbound-reading.ts'
import type { DealStage } from '#records/stage.ts'
import { Suppression } from '#records/suppression.ts'

/** A case with its name, which is also the id of its account. */
export interface NamedCase {
  readonly name: string
  readonly given: EvalCase
}

/** The run of every eval, and one that came before it. */
export const evalRun = RunId.parse('run_evaluation')
const earlierRun = RunId.parse('run_earlier')
export const evalSystem = 'crm-local'

export const dealStages: readonly DealStage[] = [
  { id: 'discovery', label: 'Discovery', order: 1, kind: 'open' },
  { id: 'proposal', label: 'Proposal', order: 2, kind: 'open' },
  { id: 'negotiation', label: 'Negotiation', order: 3, kind: 'open' },
  { id: 'won', label: 'Won', order: 4, kind: 'won' },
  { id: 'lost', label: 'Lost', order: 5, kind: 'lost' },
]

const how: Readonly<
  Record<EvalActivity['kind'], Pick<Activity, 'type' | 'direction' | 'author'> & { readonly done?: false }>
> = {
  'mail-in': { type: 'email', direction: 'inbound', author: 'outsider' },
  'mail-out': { type: 'email', direction: 'outbound', author: 'person' },
  'mail-sent': { type: 'email', direction: 'outbound', author: 'agent' },
  'call-in': { type: 'call', direction: 'inbound', author: 'outsider' },
  'call-out': { type: 'call', direction: 'outbound', author: 'person' },
  meeting: { type: 'meeting', direction: 'none', author: 'person' },
  note: { type: 'note', direction: 'none', author: 'person' },
  task: { type: 'task', direction: 'none', author: 'person', done: false },
}

/** The moment of a case, and its times. */
const timesOf = ({ now }: Pick<EvalCase, 'now'>) => {
  const moment = new Date(now)
  return { moment, ago: (days: number): string => plusDays(moment, -days).toISOString() }
}

type Ago = (days: number) => string

function recordOf(id: string, sketch: Sketch, ago: Ago) {
  const { $created, $ages, $by, ...fields } = sketch
  const marks = Object.keys(fields).map((field) => [
    field,
    { at: ago($ages[field] ?? Math.min(10, $created)), by: $by[field] ?? 'import' },
  ])
  return {
    id,
    key: null,
    version: `v-${id}`,
    ownerId: 'owner-1',
    fields,
    createdAt: ago($created),
    updatedAt: ago(1),
    marks: Object.fromEntries(marks),
  }
}

/** `c1` of a case as the id it has on the record. */
export const contactId = (name: string, short: string): string => `${name}-${short}`

function activitiesOf({ name, given }: NamedCase, ago: Ago): readonly Activity[] {
  return given.activities
    .map((one, at) =>
      Activity.parse({
        id: `${name}-a${at + 1}`,
        key: null,
        version: 'v1',
        accountId: name,
        dealId: null,
        ownerId: null,
        contactId: one.with === undefined ? null : contactId(name, one.with),
        at: ago(one.days),
        subject: one.subject,
        body: one.text,
        dueOn: null,
        done: null,
        ...how[one.kind],
      }),
    )
    .toSorted((a, b) => (a.at > b.at ? -1 : 1))
}

function readMailsOf({ name, given }: NamedCase, activities: readonly Activity[]): readonly ReadMail[] {
  return given.activities.flatMap(({ read }, at) => {
    const mail = activities.find(({ id }) => id === `${name}-a${at + 1}`)
    if (read === undefined || mail === undefined) return []
    const { kind, urgency, until = null } = read
    const quote = read.quote || mail.body.slice(0, 60) || mail.subject
    const reading = MailReading.parse({ kind, urgency, until, person: null, language: null, quote })
    return [{ activityId: mail.id, hash: mailHash(mail), reading, until }]
  })
}

const claimsOf = ({ name, given }: NamedCase, ago: Ago): readonly Claim[] =>
  given.claims.map(({ days, ...claim }, at) =>
    Claim.parse({ ...claim, id: idOf('claim', name, at), accountId: name, observedAt: ago(days) }),
  )

/** What the brief would have read for this account, as if the case stood in a CRM. Pure. */
export function readingOf(named: NamedCase): BriefReading {
  const { name, given } = named
  const { moment, ago } = timesOf(given)
  const inAccount = (id: string, sketch: Sketch) => ({ ...recordOf(id, sketch, ago), accountId: name })
  const activities = activitiesOf(named, ago)
  return {
    dossier: {
      account: Account.parse(recordOf(name, given.account, ago)),
      contacts: given.contacts.map((one, at) => Contact.parse(inAccount(contactId(name, `c${at + 1}`), one))),
      deals: given.deals.map((one, at) => Deal.parse(inAccount(`${name}-d${at + 1}`, one))),
    },
    timeline: { activities: [...activities], asOf: given.now },
    dealStages,
    stored: [],
    claims: claimsOf(named, ago),
    gaps: given.gaps,
    memory: given.memory.map(({ days, ...rest }) => ({ ...rest, at: ago(days) })),
    flags: given.flags.map(({ flag, days }) => ({ flag, at: ago(days), runId: earlierRun })),
    readMails: readMailsOf(named, activities),
    suppressions: given.suppressed.map((entry) =>
      Suppression.parse({ ...entry, value: valueOf(name, entry), at: ago(30) }),
    ),
    work: given.work.map(({ skill, days }) => ({ runId: earlierRun, skill, at: ago(days) })),
    system: evalSystem,
    now: moment,
  }
}

/** `c1` stands for the contact, `this` for the account; addresses and domains stand for themselves. */
function valueOf(name: string, { scope, value }: EvalCase['suppressed'][number]): string {
  if (scope === 'person') return contactId(name, value).toLowerCase()
  return scope === 'account' ? name.toLowerCase() : value.toLowerCase()
}
