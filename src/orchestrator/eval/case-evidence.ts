import type { BriefReading } from '#brief/assemble.ts'
import { plusDays } from '#base/clock.ts'
import { hashOf } from '#base/hash.ts'
import { allCites } from '#gate/cites.ts'
import { currentFacts } from '#gate/current-facts.ts'
import { candidatesOf } from '#gate/mentions.ts'
import { fieldsNow } from '#gate/rules/record-changed.ts'
import { allTexts } from '#gate/texts.ts'
import { actionKinds } from '#records/action.ts'
import { domainForms } from '#records/addresses.ts'
import type { Brief } from '#records/brief.ts'
import type { Neighbour } from '#records/eval-case.ts'
import type { Evidence, ForeignMention, OpenItem, ToolAnswer } from '#records/evidence.ts'
import { textOf } from '#records/fields.ts'
import { AccountId } from '#records/ids.ts'
import { mailReadOf } from '#records/inbound-reading.ts'
import type { Proposal } from '#records/proposal.ts'
import { evalSystem, type NamedCase } from './case-reading.ts'

// What clears is written: a hold for a person's look would hide what the rules say.
const autonomy = Object.fromEntries(actionKinds.map((kind) => [kind, 'auto' as const]))

const known = <T>(value: T) => ({ kind: 'known' as const, value })

const neighbourId = ({ name }: Neighbour): AccountId =>
  AccountId.parse(`neighbour-${hashOf(name).slice(0, 12)}`)

/** Everything the gate looks at for this case, as 5-gate would have read it from a book that holds its neighbours. Pure. */
export function evidenceOf(
  { given }: NamedCase,
  found: {
    readonly reading: BriefReading
    readonly brief: Brief
    readonly proposal: Proposal
    readonly answers: readonly ToolAnswer[]
  },
): Evidence {
  const { reading, brief, proposal } = found
  const facts = currentFacts({ ...reading, stored: reading.stored }, evalSystem)
  const cited = new Set<string>(allCites(proposal))
  return {
    now: given.now,
    record: known({ dossier: brief.dossier, stage: brief.stage }),
    basis: known({ version: brief.dossier.account.version, fields: fieldsNow(brief.dossier) }),
    facts: known(facts),
    cited: known(
      Object.fromEntries(
        [...brief.facts, ...facts].flatMap((fact) => (cited.has(fact.id) ? [[fact.id, fact]] : [])),
      ),
    ),
    claims: known([...reading.claims]),
    gaps: known([...brief.gaps]),
    timeline: known(brief.timeline),
    domainTouches: known(touchesNextDoor(given.neighbours, brief)),
    openItems: known(
      given.underWay.map((holder): OpenItem => ({ scope: 'account', value: brief.accountId, holder })),
    ),
    suppressions: known([...reading.suppressions]),
    answers: known([...found.answers]),
    mentions: known(mentionsOf(given.neighbours, proposal)),
    playbook: known(brief.playbook),
    sender: known(brief.sender),
    skill: known({ actions: brief.skill.actions, autonomy }),
    ...quietBook,
    mailRead: known(reading.readMails.map(mailReadOf)),
  }
}

/** What no case tells of: a clock that runs, no rules of the book's own, nothing written so far. */
const quietBook = {
  freedFields: known([]),
  newContacts: known([]),
  clock: known({}),
  policies: known([]),
  undone: known([]),
  outreach: known({
    mailboxWaiting: 0,
    domainToday: 0,
    accountLastAt: null,
    person30Days: 0,
    hardBounces: 0,
    softBounces30Days: 0,
  }),
}

function touchesNextDoor(neighbours: readonly Neighbour[], { dossier, at }: Brief) {
  const own = domainForms(textOf(dossier.account.fields, 'domain') ?? '')[0]
  return neighbours.flatMap((one) =>
    one.touchedDays !== undefined && own !== undefined && one.domain === own
      ? [
          {
            accountId: neighbourId(one),
            at: plusDays(new Date(at), -one.touchedDays).toISOString(),
            what: one.touchedDays < 0 ? 'a booked meeting' : 'a touch by a person of ours',
          },
        ]
      : [],
  )
}

function mentionsOf(neighbours: readonly Neighbour[], proposal: Proposal): ForeignMention[] {
  const { names, domains, emails } = candidatesOf(allTexts(proposal))
  const said = (list: readonly string[], value: string | undefined) =>
    value !== undefined && list.includes(value.toLowerCase())
  return neighbours.flatMap((one) => {
    const mention = (kind: ForeignMention['kind'], value = '') => ({
      accountId: neighbourId(one),
      kind,
      value: value.toLowerCase(),
      isShared: neighbours.filter(({ name }) => name.toLowerCase() === one.name.toLowerCase()).length > 1,
    })
    return [
      ...(said(names, one.name) ? [mention('name', one.name)] : []),
      ...(said(domains, one.domain) ? [mention('domain', one.domain)] : []),
      ...(said(emails, one.email) ? [mention('contact', one.email)] : []),
    ]
  })
}
