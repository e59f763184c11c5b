import { decide } from '#gate/decide.ts'
import { fieldsNow } from '#gate/rules/record-changed.ts'
import { rulesetOf } from '#gate/ruleset.ts'
import { actionKinds } from '#records/action.ts'
import type { Dossier } from '#records/dossier.ts'
import { Evidence } from '#records/evidence.ts'
import { settings } from './gate-case.ts'
import { drafted } from './model-drafted.ts'
import { now, readingOf, type Sketch } from './model-brief.ts'

const ruleset = rulesetOf(settings)
const known = <T>(value: T) => ({ kind: 'known', value })

/** People whose country is not the point of a sketch live where they may be written to. */
const inBritain = ({ contacts, ...rest }: Dossier): Dossier => ({
  ...rest,
  contacts: contacts.map((contact) => ({ ...contact, fields: { country: 'GB', ...contact.fields } })),
})

const nothingWritten = {
  mailboxWaiting: 0,
  domainToday: 0,
  accountLastAt: null,
  person30Days: 0,
  hardBounces: 0,
  softBounces30Days: 0,
}

/** The rules that hold the drafter's work, by action; what the book knows beside the brief is in `more`. */
export async function held(sketch: Sketch, more: Readonly<Record<string, unknown>> = {}, reword?: number) {
  const { proposal, brief, answers } = await drafted(sketch, reword === undefined ? {} : { reword })
  const dossier = inBritain(brief.dossier)
  const parts = {
    record: { dossier, stage: brief.stage },
    basis: { version: dossier.account.version, fields: fieldsNow(dossier) },
    facts: brief.facts,
    cited: Object.fromEntries(brief.facts.map((fact) => [fact.id, fact])),
    claims: readingOf(sketch).claims,
    timeline: brief.timeline,
    suppressions: readingOf(sketch).suppressions,
    playbook: brief.playbook,
    sender: brief.sender,
    skill: {
      actions: brief.skill.actions,
      autonomy: Object.fromEntries(actionKinds.map((kind) => [kind, 'auto'])),
    },
    domainTouches: [],
    openItems: [],
    answers,
    mentions: [],
    freedFields: [],
    newContacts: [],
    outreach: nothingWritten,
    ...more,
  }
  const evidence = Evidence.parse({
    now: now.toISOString(),
    ...Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, known(value)])),
  })
  return decide(proposal, evidence, ruleset).actions.flatMap((verdict) =>
    verdict.kind === 'hold'
      ? verdict.objections.map(({ rule }) => `${proposal.actions[verdict.action]?.kind}: ${rule}`)
      : [],
  )
}
