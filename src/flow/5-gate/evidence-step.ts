import { Fault } from '#base/fault.ts'
import { actionKinds } from '#records/action.ts'
import type { BookConfig } from '#records/config.ts'
import { stageOfDossier } from '#records/dossier-stage.ts'
import type { Dossier } from '#records/dossier.ts'
import { effectKey, itemKey } from '#records/effect-key.ts'
import type { Evidence, Part } from '#records/evidence.ts'
import type { Fact } from '#records/fact.ts'
import type { FactId } from '#records/ids.ts'
import { textOf } from '#records/fields.ts'
import { mailReadOf } from '#records/inbound-reading.ts'
import type { Proposal } from '#records/proposal.ts'
import type { Cause } from '#records/run.ts'
import type { AutonomyLevel } from '#records/verdict.ts'
import { undoneAmong, type TakenBack } from '#records/undone.ts'
import type { World } from '#ports/world.ts'
import { isAway } from '#state/busy.ts'
import type { WithDb } from '#state/db.ts'
import { askTogether } from '#state/read/question.ts'
import { autonomyLevels } from '#state/read/autonomy.ts'
import { briefClaims } from '#state/read/brief-claims.ts'
import { briefFacts } from '#state/read/brief-facts.ts'
import { briefSuppressions } from '#state/read/brief-suppressions.ts'
import { evidenceCited } from '#state/read/evidence-cited.ts'
import { evidenceDomainTouches } from '#state/read/evidence-domain-touches.ts'
import { evidenceMentions } from '#state/read/evidence-mentions.ts'
import { evidenceNewContacts } from '#state/read/evidence-new-contacts.ts'
import { evidenceOpenItems } from '#state/read/evidence-open-items.ts'
import { evidenceUndone } from '#state/read/evidence-undone.ts'
import { evidenceOutreach } from '#state/read/evidence-outreach.ts'
import { activePolicies } from '#state/read/policies.ts'
import { readMailsOf } from '#state/read/inbound-of-account.ts'
import { addressForms, domainForms } from '#records/addresses.ts'
import { allCites } from './cites.ts'
import { judgedAt } from './clock.ts'
import { currentFacts } from './current-facts.ts'
import { sameMailbox } from './mail/address.ts'
import { outreachCounts } from './mail/counts.ts'
import { asciiHost, unicodeHost } from './mail/host.ts'
import { dayIn, momentIn } from './mail/zones.ts'
import { candidatesOf } from './mentions.ts'
import { allTexts } from './texts.ts'

/** What is not read afresh but comes from the brief, or from the evidence of an earlier judgement. */
export interface Kept extends Pick<Evidence, 'basis' | 'playbook' | 'sender' | 'answers' | 'gaps'> {
  /** Kinds of action the skill allows. */
  readonly actions: Part<readonly string[]>
}

export interface EvidenceAsk {
  readonly proposal: Proposal
  readonly kept: Kept
  readonly cause: Cause
  readonly config: Pick<BookConfig, 'kind' | 'timeZone'>
}

type Needs = Pick<World, 'crm' | 'clock'> & WithDb

// More than any window of days holds at one account; the newest come first.
const activities = 100

// A line in daybook.toml is no signature, and an administrator's has no place yet: nothing is free. Fails closed.
const signedFree: string[] = []

/**
 * Reads everything the gate may look at, once. What cannot be read becomes an unreadable part with its reason; what
 * throws is a bug, or a database that went away. Nothing is written.
 */
export async function readEvidence(world: Needs, ask: EvidenceAsk): Promise<Evidence> {
  const { proposal, kept, config } = ask
  const { accountId } = proposal
  const [time, dossier, timeline, stages] = await Promise.all([
    readable(async () => world.clock()),
    readable(() => existing(world, accountId)),
    readable(() => world.crm.timeline(accountId, activities)),
    readable(() => world.crm.dealStages()),
  ])
  const judged = judgedAt(time, [
    ...(timeline.kind === 'known' ? [timeline.value.asOf] : []),
    ...(dossier.kind === 'known' ? [dossier.value.account.updatedAt] : []),
  ])
  const now = new Date(judged.now)
  const own = await readable(() => ownState(world, ask, { dossier, now }))
  const facts = both(dossier, own, (record, { stored, claims }) =>
    currentFacts({ dossier: record, stored, claims }, world.crm.system),
  )
  return {
    ...judged,
    undone: of(own, ({ undone }) => undoneNow(undone, { facts, timeline, now: judged.now })),
    policies: own.kind === 'unreadable' ? own : await readable(async () => own.value.policies()),
    outreach: written(proposal, { own, dossier, timeline, sender: kept.sender, now }),
    record: both(dossier, both(timeline, stages, pair), (record, [seen, list]) => ({
      dossier: record,
      stage: stageOfDossier(record, seen, list),
    })),
    facts,
    cited: both(own, facts, ({ offered }, current) =>
      citedAmong(allCites(proposal), [...offered, ...current]),
    ),
    timeline,
    ...fromOurTables(own),
    ...aboutPeople(dossier, own),
    skill: both(kept.actions, own, (allowed, { levels }) => skillOf(allowed, levels, config)),
    ...asKept(kept),
  }
}

const fromOurTables = (own: Part<OwnState>) => ({
  claims: of(own, ({ claims }) => claims),
  newContacts: of(own, ({ newContacts }) => newContacts),
  mailRead: of(own, ({ readMails }) => readMails.map(mailReadOf)),
  mentions: of(own, ({ mentions }) => mentions),
})

/** What cannot be read brings no news: then what a person took back stands. */
const undoneNow = (
  undone: readonly TakenBack[],
  { facts, timeline, now }: Pick<Evidence, 'facts' | 'timeline' | 'now'>,
) =>
  undoneAmong(undone, {
    facts: facts.kind === 'known' ? facts.value : [],
    activities: timeline.kind === 'known' ? timeline.value.activities : [],
    now,
  })

const asKept = ({ basis, playbook, sender, answers, gaps }: Kept) => ({
  freedFields: known(signedFree),
  basis,
  playbook,
  sender,
  answers,
  gaps,
})

const skillOf = (
  allowed: readonly string[],
  set: Readonly<Record<string, AutonomyLevel>>,
  { kind: book }: Pick<BookConfig, 'kind'>,
) => ({
  actions: [...allowed],
  autonomy: Object.fromEntries(actionKinds.map((kind) => [kind, set[kind] ?? defaultLevel(book)])),
})

/** A sample book writes what clears; wherever somebody works for real, a person looks first until they say otherwise. */
const defaultLevel = (kind: BookConfig['kind']) =>
  kind === 'sample' ? ('auto' as const) : ('review' as const)

/** All that the gate looks at in our own tables, in one statement. */
function ownState(
  { db }: WithDb,
  { proposal, cause, kept, config: { timeZone } }: EvidenceAsk,
  { dossier, now }: { readonly dossier: Part<Dossier>; readonly now: Date },
) {
  const { accountId, runId, skill, draft } = proposal
  const scope = { accountId, skill, cause }
  const record = dossier.kind === 'known' ? dossier.value : undefined
  const domains = record === undefined ? [] : domainsOf(record, draft?.to)
  const ownKeys = {
    ownOrderKey: effectKey(scope, { kind: 'send-email' }, draft),
    ownItemKey: itemKey(scope),
  }
  return askTogether(db, {
    stored: briefFacts(accountId),
    claims: briefClaims(accountId),
    offered: evidenceCited(allCites(proposal)),
    levels: autonomyLevels(skill),
    newContacts: evidenceNewContacts({ runId, accountId }),
    readMails: readMailsOf(accountId),
    mentions: evidenceMentions({ accountId, ...candidatesOf(allTexts(proposal)) }),
    suppressions: briefSuppressions(record === undefined ? [] : listedAs(record)),
    openItems: evidenceOpenItems({ accountId, contactId: draft?.to, domains, ...ownKeys, now }),
    domainTouches: evidenceDomainTouches({ accountId, domains, now }),
    outreach: evidenceOutreach({
      accountId,
      contactId: draft?.to,
      address: record && addressOf(record, draft?.to),
      mailbox: kept.sender.kind === 'known' ? kept.sender.value.email : '',
      ownOrderKey: ownKeys.ownOrderKey,
      today: new Date(momentIn(timeZone, dayIn(timeZone, now), 0)),
      now,
    }),
    policies: activePolicies,
    undone: evidenceUndone(accountId),
  })
}

type OwnState = Awaited<ReturnType<typeof ownState>>

/** What depends on who stands on the record: it is unreadable where the record is. */
const aboutPeople = (dossier: Part<Dossier>, own: Part<OwnState>) => ({
  suppressions: both(dossier, own, (_, { suppressions }) => suppressions),
  openItems: both(dossier, own, (_, { openItems }) => openItems),
  domainTouches: both(dossier, own, (_, { domainTouches }) => domainTouches),
})

/** What was written so far, by our orders and the CRM: unreadable as soon as one of its sources is. */
const written = ({ draft }: Proposal, from: Sources): Evidence['outreach'] =>
  both(
    both(from.own, from.sender, pair),
    both(from.dossier, from.timeline, pair),
    ([{ outreach }], [dossier, timeline]) =>
      outreachCounts({ orders: outreach, dossier, timeline, to: draft?.to, now: from.now }),
  )

interface Sources extends Pick<Evidence, 'timeline' | 'sender'> {
  readonly own: Part<OwnState>
  readonly dossier: Part<Dossier>
  readonly now: Date
}

async function existing({ crm }: Needs, accountId: Proposal['accountId']): Promise<Dossier> {
  const found = await crm.dossier(accountId)
  if (found === undefined) throw new Fault('refused', `the CRM no longer has account ${accountId}`)
  return found
}

const addressOf = ({ contacts }: Dossier, to: string | undefined): string | undefined => {
  const recipient = contacts.find(({ id }) => id === to)
  return recipient && textOf(recipient.fields, 'email')?.toLowerCase()
}

/** The account's domain, and the one the message would go to: lower case, without `www.`. */
function domainsOf(record: Dossier, to: string | undefined): readonly string[] {
  const texts = [textOf(record.account.fields, 'domain'), addressOf(record, to)]
  return [...new Set(texts.flatMap((text) => domainForms(text ?? '')[0] ?? []))]
}

/** Every spelling under which the account or one of its people could stand on the suppression list. */
function listedAs({ account, contacts }: Dossier): readonly string[] {
  const emails = contacts.flatMap(({ fields }) => textOf(fields, 'email') ?? [])
  const ids = [account.id, ...contacts.map(({ id }) => id)].map((id) => id.toLowerCase())
  const domains = [textOf(account.fields, 'domain') ?? '', ...emails].flatMap(domainForms)
  const inAscii = [...emails.map(sameMailbox), ...domains.flatMap((domain) => asciiHost(domain) ?? [])]
  const inLetters = inAscii.map(inUnicode)
  return [
    ...new Set([...ids, ...emails.flatMap(addressForms), ...domains, ...inAscii, ...inLetters]),
  ].toSorted()
}

/** An address or a host with its domain as people write it. */
const inUnicode = (text: string): string => {
  const at = text.lastIndexOf('@') + 1
  return text.slice(0, at) + unicodeHost(text.slice(at))
}

/** By id; of two readings of one statement the later one counts, for its value was confirmed since. */
const citedAmong = (ids: readonly FactId[], facts: readonly Fact[]): Record<FactId, Fact> => {
  const wanted = new Set<string>(ids)
  return Object.fromEntries(facts.filter(({ id }) => wanted.has(id)).map((fact) => [fact.id, fact]))
}

const known = <T>(value: T): Part<T> => ({ kind: 'known', value })

/**
 * The one place where a failure of the outside turns into an answer: every rule that needs this part will object. Not a
 * database that went away, the built-in CRM's included: no verdict could be kept, and the account waits until it is back.
 */
async function readable<T>(read: () => Promise<T>): Promise<Part<T>> {
  try {
    return known(await read())
  } catch (thrown) {
    if (!(thrown instanceof Fault) || isAway(thrown)) throw thrown
    return { kind: 'unreadable', reason: thrown.message }
  }
}

/** What follows from a part: unreadable where it is. */
const of = <A, B>(part: Part<A>, take: (value: A) => B): Part<B> =>
  part.kind === 'unreadable' ? part : known(take(part.value))

const pair = <A, B>(a: A, b: B) => [a, b] as const

/** Both parts as one: unreadable as soon as either is. */
const both = <A, B, C>(a: Part<A>, b: Part<B>, join: (a: A, b: B) => C): Part<C> =>
  a.kind === 'unreadable' ? a : of(b, (value) => join(a.value, value))
