import { candidatesOf } from '#gate/mentions.ts'
import { fieldsNow } from '#gate/rules/record-changed.ts'
import { allCites } from '#gate/cites.ts'
import { allTexts } from '#gate/texts.ts'
import { tokensOf } from '#records/tokens.ts'
import type { Dossier } from '#records/dossier.ts'
import { actionKinds } from '#records/action.ts'
import { Evidence } from '#records/evidence.ts'
import type { Proposal } from '#records/proposal.ts'
import type { GateCase } from './case.ts'
import { dossierOf, factsInForce, statedFacts, timelineOf, version } from './records.ts'

// What clears is written: autonomy is no rule of this bench.
const autonomy = Object.fromEntries(actionKinds.map((kind) => [kind, 'auto']))

const known = (value: unknown) => ({ kind: 'known', value })

/** Everything the gate may look at, from the case alone. Throws a ZodError where the case names what no CRM could hold. */
export function evidenceOf(one: GateCase, proposal: Proposal): Evidence {
  const dossier = dossierOf(one)
  const cited = new Set<string>(allCites(proposal))
  const facts = factsInForce(one, dossier)
  const everyFact = [...statedFacts(one).map(({ fact }) => fact), ...facts]
  const parts = {
    clock: {},
    record: { dossier, stage: one.record.stage },
    basis: { version, fields: asRead(one, dossier) },
    facts,
    cited: Object.fromEntries(everyFact.flatMap((fact) => (cited.has(fact.id) ? [[fact.id, fact]] : []))),
    claims: [],
    gaps: [],
    timeline: timelineOf(one),
    mailRead: [],
    domainTouches: [],
    openItems: one.underWay,
    suppressions: one.suppressions.map((entry) => ({ ...entry, at: one.record.account.createdAt })),
    answers: one.answers.map(({ ref, text }) => ({ ref, text, tool: 'record', tainted: true })),
    mentions: mentionsOf(one, proposal),
    playbook: one.playbook,
    sender: one.sender,
    skill: { actions: one.allowed, autonomy },
    freedFields: [],
    newContacts: [],
    policies: [],
    outreach: one.counts,
  }
  return Evidence.parse({
    now: one.now,
    ...Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, known(value)])),
  })
}

/** The fields as the agent saw them: those of today, but for what changed since. */
function asRead(one: GateCase, dossier: Dossier) {
  const fields = fieldsNow(dossier)
  for (const [spot, value] of Object.entries(one.readBefore)) {
    const at = spot.lastIndexOf('.')
    const [id, field] = [spot.slice(0, at), spot.slice(at + 1)]
    fields[id] = { ...fields[id], [field]: value }
  }
  return fields
}

/** What the look-up in the book's index finds for the words of the proposal. */
function mentionsOf(one: GateCase, proposal: Proposal) {
  const { others, record } = one
  const { names, domains, emails, tokens } = candidatesOf(allTexts(proposal))
  const own = String(record.account.fields['name'] ?? '').toLowerCase()
  const carriers = (name: string) =>
    others.filter((other) => other.name.toLowerCase() === name).length + (own === name ? 1 : 0)
  const named = others.flatMap((other) => {
    const of = (kind: string, said: readonly string[], values: readonly string[]) =>
      values
        .map((value) => value.toLowerCase())
        .filter((value) => said.includes(value))
        .map((value) => ({
          accountId: other.id,
          kind,
          value,
          isShared: kind === 'name' && carriers(value) > 1,
        }))
    return [
      ...of('name', names, [other.name]),
      ...of('domain', domains, other.domain === undefined ? [] : [other.domain]),
      ...of('contact', emails, other.emails),
    ]
  })
  return [...named, ...toldElsewhere(one, tokens)]
}

/** Tokens that stand in what is known of other accounts and in nothing of this one. */
function toldElsewhere({ others, facts, record }: GateCase, said: readonly string[]) {
  const own = record.account.id
  const told = [
    ...facts.map(({ accountId = own, value }) => ({ accountId, tokens: tokensOf(value) })),
    ...others.flatMap(({ id, name, domain = '', emails }) =>
      [name, domain, ...emails].map((value) => ({ accountId: id, tokens: tokensOf(value) })),
    ),
    ...[record.account, ...record.contacts, ...record.deals].flatMap(({ fields }) =>
      Object.values(fields).map((value) => ({ accountId: own, tokens: tokensOf(value) })),
    ),
  ]
  return said.flatMap((value) => {
    const holders = new Set(
      told.flatMap(({ accountId, tokens }) => (tokens.includes(value) ? [accountId] : [])),
    )
    const [accountId] = holders
    return accountId === undefined || holders.has(own)
      ? []
      : [{ accountId, kind: 'fact', value, isShared: holders.size > 2 }]
  })
}
