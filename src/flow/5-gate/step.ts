import type { Brief } from '#records/brief.ts'
import type { Gated } from '#records/cleared.ts'
import type { BookConfig } from '#records/config.ts'
import type { Evidence, Part, ToolAnswer } from '#records/evidence.ts'
import type { Proposal } from '#records/proposal.ts'
import type { Cause } from '#records/run.ts'
import type { World } from '#ports/world.ts'
import type { WithDb } from '#state/db.ts'
import { clear } from './clear.ts'
import { readEvidence, type Kept } from './evidence-step.ts'
import { fieldsNow } from './rules/record-changed.ts'
import { rulesetOf } from './ruleset.ts'

type Needs = Pick<World, 'crm' | 'clock' | 'faults'> & WithDb

/** A proposal as it comes from the subagent, with the brief it worked on and the answers its tools gave. */
export interface GateOrder {
  readonly proposal: Proposal
  readonly brief: Pick<Brief, 'dossier' | 'playbook' | 'sender' | 'skill' | 'gaps'>
  readonly answers: readonly ToolAnswer[]
  readonly cause: Cause
  readonly config: BookConfig
}

/**
 * Reads the evidence once and judges. Writes nothing: commit stores proposal, evidence and verdict in its transaction.
 * Never throws a Fault: what cannot be read holds the actions that depend on it. May be called again at any time.
 */
export function gate(world: Needs, { brief, answers, ...order }: GateOrder): Promise<Gated> {
  return judge(world, order, {
    basis: known({ version: brief.dossier.account.version, fields: fieldsNow(brief.dossier) }),
    playbook: known(brief.playbook),
    sender: known(brief.sender),
    answers: known([...answers]),
    gaps: known([...brief.gaps]),
    actions: known(brief.skill.actions),
  })
}

/**
 * Judges a proposal that a person changed or releases. It is based on the record the person was shown, which is the one
 * the earlier judgement saw; everything else is read afresh.
 */
export function gateAgain(
  world: Needs,
  { before, ...order }: Pick<GateOrder, 'proposal' | 'cause' | 'config'> & { readonly before: Evidence },
): Promise<Gated> {
  return judge(world, order, {
    basis: shownThen(before),
    playbook: before.playbook,
    sender: before.sender,
    answers: before.answers,
    gaps: before.gaps,
    actions: before.skill.kind === 'unreadable' ? before.skill : known(before.skill.value.actions),
  })
}

async function judge(
  world: Needs,
  { proposal, cause, config }: Pick<GateOrder, 'proposal' | 'cause' | 'config'>,
  kept: Kept,
): Promise<Gated> {
  const evidence = await readEvidence(world, { proposal, kept, cause, config })
  const gated = clear(proposal, evidence, rulesetOf(config))
  world.faults.at('verdict-made')
  return gated
}

function shownThen({ record, basis }: Evidence): Evidence['basis'] {
  if (record.kind === 'unreadable') return basis
  const { dossier } = record.value
  return known({ version: dossier.account.version, fields: fieldsNow(dossier) })
}

const known = <T>(value: T): Part<T> => ({ kind: 'known', value })
