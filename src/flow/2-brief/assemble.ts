import type { Brief, Memory, Skill } from '#records/brief.ts'
import type { Claim } from '#records/claim.ts'
import { factOfClaim } from '#records/claim-fact.ts'
import type { BookConfig } from '#records/config.ts'
import { factsOfDossier } from '#records/dossier-facts.ts'
import { stageOfDossier } from '#records/dossier-stage.ts'
import type { Dossier, Timeline } from '#records/dossier.ts'
import type { Fact } from '#records/fact.ts'
import { textOf } from '#records/fields.ts'
import type { Gap } from '#records/gap.ts'
import type { AccountId, RunId } from '#records/ids.ts'
import type { DealStage } from '#records/stage.ts'
import type { Suppression } from '#records/suppression.ts'
import type { SkillName } from '#records/words.ts'
import { chooseSkill } from './choose-skill.ts'
import { skillQuestion, type SkillSource, type SkillWork } from './skill-question.ts'
import { playbookSections } from './playbook.ts'
import { suppressedContacts } from './policy.ts'
import { reconcile, type Reconciled } from './reconcile.ts'
import { signalsOf, type SignalSource } from './signals.ts'

/** What the run says about the account's place in it, and the static texts of the book. */
export interface BriefOrder {
  readonly runId: RunId
  readonly accountId: AccountId
  readonly reasons: readonly string[]
  readonly config: Pick<BookConfig, 'sender' | 'language' | 'select'>
  /** The whole playbook; the stage's section is taken from it. */
  readonly playbook: string
  readonly skills: Readonly<Record<SkillName, Skill>>
  /** The kind of work the run was asked for; without it code chooses one per account. */
  readonly skill?: SkillName | undefined
}

/** What was read for one brief, all of it fresh. */
export interface BriefReading {
  readonly dossier: Dossier
  readonly timeline: Timeline
  readonly dealStages: readonly DealStage[]
  readonly stored: readonly Fact[]
  readonly claims: readonly Claim[]
  readonly gaps: readonly Gap[]
  readonly memory: readonly Memory[]
  readonly flags: SignalSource['flags']
  readonly readMails: SignalSource['readMails']
  readonly suppressions: readonly Suppression[]
  /** The kinds of work done here before. */
  readonly work: readonly SkillWork[]
  /** The CRM connector's name, part of every fact's id. */
  readonly system: string
  readonly now: Date
}

/** The same statement may stand in the CRM and with us: it is one fact. The first one found wins. */
const distinct = (facts: readonly Fact[]): Fact[] =>
  [...new Map(facts.toReversed().map((fact) => [fact.id, fact])).values()].toReversed()

const hasValue = ({ value }: Claim): boolean => value !== null && value !== ''

/** What code settled stands for the rest that agrees with it; what it could not settle is offered side by side. */
function factsOf({ dossier, stored, claims, system }: BriefReading, { settled, open }: Reconciled): Fact[] {
  const decided = new Set(settled.map(({ field }) => field))
  const offered = claims.filter(
    ({ id, field }) => !decided.has(field) || settled.some((one) => one.id === id),
  )
  const told = [...offered, ...open.flatMap((question) => question.claims)]
  return distinct([
    ...factsOfDossier(dossier, system),
    ...told.filter(hasValue).map((claim) => factOfClaim(claim, system)),
    ...stored,
  ])
}

/**
 * What the run was asked for; else what an earlier pass of the same run did, so that our own effects never change the
 * kind of work; else what code chooses.
 */
function skillFor(
  order: BriefOrder,
  reading: BriefReading,
  found: Pick<SkillSource, 'stage' | 'signals' | 'questions'>,
): ReturnType<typeof chooseSkill> {
  if (order.skill !== undefined) return { skill: order.skill, because: 'the run was asked for it' }
  const earlier = reading.work.find(({ runId }) => runId === order.runId)
  if (earlier !== undefined)
    return { skill: earlier.skill, because: 'an earlier pass of this run did the same' }
  return chooseSkill(
    skillQuestion({ ...reading, ...found, idealCustomer: order.config.select.idealCustomer }),
  )
}

/** Puts one brief together. Pure: the same reading and order give the same brief. */
export function assembleBrief(order: BriefOrder, reading: BriefReading): Brief {
  const { dossier, timeline, dealStages, now } = reading
  const stage = stageOfDossier(dossier, timeline, dealStages)
  const signals = signalsOf(reading)
  const reconciled = reconcile(dossier, reading.claims.filter(hasValue), now)
  const questions = reconciled.open
  const { skill, because } = skillFor(order, reading, { stage, signals, questions })
  const { config } = order
  return {
    accountId: order.accountId,
    runId: order.runId,
    at: now.toISOString(),
    skill: order.skills[skill],
    playbook: playbookSections(order.playbook, [stage, ...order.skills[skill].sections]),
    stage,
    dossier,
    timeline,
    facts: factsOf(reading, reconciled),
    openQuestions: [...questions],
    gaps: [...reading.gaps],
    signals: [...signals],
    memory: [...reading.memory],
    sender: config.sender,
    dealStages: [...dealStages],
    language: textOf(dossier.account.fields, 'language') ?? config.language,
    policy: {
      suppressedContacts: [...suppressedContacts(dossier, reading.suppressions)],
      minDaysBetweenTouches: config.select.minDaysBetweenTouches,
    },
    reasons: [...order.reasons, `${skill}: ${because}`],
  }
}
