import { parseProposal } from '#propose/parse.ts'
import { decide } from '#gate/decide.ts'
import { rulesetOf, type Ruleset } from '#gate/ruleset.ts'
import { GateConfig, OutreachConfig } from '#records/gate-config.ts'
import type { Evidence } from '#records/evidence.ts'
import type { Objection } from '#records/objection.ts'
import { Proposal } from '#records/proposal.ts'
import { Skill } from '#records/brief.ts'
import type { GateCase } from './case.ts'
import { dossierOf, version } from './records.ts'
import { evidenceOf } from './world.ts'

/** What became of the judged action of a case. */
export interface Judged {
  readonly outcome: 'clear' | 'hold'
  readonly objections: readonly Objection[]
}

/** A case made ready: judging it is `decide` and nothing else. */
export interface Prepared {
  readonly one: GateCase
  /** What the door before the gate says of it; it holds whatever the rules say. */
  readonly malformed: readonly string[]
  readonly ready:
    | { readonly proposal: Proposal; readonly evidence: Evidence; readonly rules: Ruleset }
    | undefined
}

const runId = 'run_gatebench'
const rulesets = new Map<string, Ruleset>()

function rulesFor({ settings, timeZone }: GateCase): Ruleset {
  const key = JSON.stringify([settings, timeZone])
  const known = rulesets.get(key)
  if (known !== undefined) return known
  const made = rulesetOf({
    gate: GateConfig.parse(settings.gate),
    outreach: OutreachConfig.parse(settings.outreach),
    select: { liveThreadDays: 7 },
    timeZone,
  })
  rulesets.set(key, made)
  return made
}

/** The case as the gate takes it. Throws a ZodError where its record or settings are none. */
export function prepare(one: GateCase): Prepared {
  const dossier = dossierOf(one)
  const filled = { accountId: one.record.account.id, runId, basedOn: version }
  const whole = Proposal.safeParse({ ...one.proposal, ...filled })
  const skill = Skill.safeParse({
    name: one.proposal.skill,
    description: '',
    body: '',
    tools: [],
    actions: one.allowed,
  })
  if (!whole.success || !skill.success)
    return { one, malformed: [whole.error?.message ?? 'no such skill'], ready: undefined }
  const proposal = whole.data
  const parsed = parseProposal(one.proposal, {
    accountId: proposal.accountId,
    runId: proposal.runId,
    skill: skill.data,
    dossier,
    at: one.now,
  })
  return {
    one,
    malformed: parsed.kind === 'malformed' ? parsed.problems : [],
    ready: { proposal, evidence: evidenceOf(one, proposal), rules: rulesFor(one) },
  }
}

/** Judges one case: the rules' objections to its judged action, and `malformed` where it does not even parse. */
export function judge({ one, malformed, ready }: Prepared): Judged {
  const shape = malformed.map((found) => ({ rule: 'malformed', needed: 'a proposal that parses', found }))
  if (ready === undefined) return { outcome: 'hold', objections: shape }
  const verdict = decide(ready.proposal, ready.evidence, ready.rules).actions[one.expected.action]
  const said = verdict === undefined || verdict.kind === 'clear' ? [] : verdict.objections
  const objections = [...said, ...shape]
  return { outcome: objections.length > 0 ? 'hold' : 'clear', objections }
}
