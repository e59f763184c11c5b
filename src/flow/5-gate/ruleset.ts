import { hashOf } from '#base/hash.ts'
import type { BookConfig } from '#records/config.ts'
import { isPolicyRule } from './policy/policy-rule.ts'
import type { Rule } from './rule.ts'
import { askedToStop } from './rules/asked-to-stop.ts'
import { capsAndWindow } from './rules/caps-and-window.ts'
import { citesCurrentFact } from './rules/cites-current-fact.ts'
import { commitment, legalPromise } from './rules/commitment.ts'
import { confidence } from './rules/confidence.ts'
import { consentField } from './rules/consent-field.ts'
import { duplicateInFlight } from './rules/duplicate-in-flight.ts'
import { fieldOwnership } from './rules/field-ownership.ts'
import { foreignContent } from './rules/foreign-content.ts'
import { greeting } from './rules/greeting.ts'
import { groundedTokens } from './rules/grounded-tokens.ts'
import { linksAndMarkup } from './rules/links-and-markup.ts'
import { language } from './rules/language.ts'
import { liveThread } from './rules/live-thread.ts'
import { policy } from './rules/policy.ts'
import { protectedField } from './rules/protected-field.ts'
import { quoteStands } from './rules/quote-stands.ts'
import { recipient } from './rules/recipient.ts'
import { recordChanged } from './rules/record-changed.ts'
import { schema } from './rules/schema.ts'
import { stageAction } from './rules/stage-action.ts'
import { valueSaid } from './rules/value-said.ts'
import { suppressed } from './rules/suppressed.ts'
import { undone } from './rules/undone.ts'

/** What of a book's config the rules depend on. */
export interface GateSettings extends Pick<BookConfig, 'gate' | 'outreach' | 'timeZone'> {
  readonly select: Pick<BookConfig['select'], 'liveThreadDays'>
}

/** The rules of one book in the order in which a reviewer reads their objections. */
export interface Ruleset {
  /** Hash of the rules' names and versions and of the settings they depend on. */
  readonly version: string
  readonly rules: readonly Rule[]
  /** What of the book's config it was made from: kept with the first verdict, so that it can be made again. */
  readonly settings: GateSettings
  /** The zone in which the book's own policies know day and hour. */
  readonly timeZone: string
}

// Raised when the frame itself changes: autonomy, links between actions, how objections are made.
const frameVersion = 1

export function rulesetOf({ gate, outreach, select, timeZone }: GateSettings): Ruleset {
  const mail = { outreach, linkHosts: gate.linkHosts, liveThreadDays: select.liveThreadDays, timeZone }
  const rules = [
    schema,
    recipient(mail),
    greeting,
    suppressed(mail),
    askedToStop,
    liveThread(mail),
    duplicateInFlight(mail),
    capsAndWindow(mail),
    linksAndMarkup(mail),
    stageAction,
    protectedField,
    consentField,
    fieldOwnership(gate),
    undone,
    citesCurrentFact,
    valueSaid,
    groundedTokens(timeZone, gate.linkHosts),
    language(gate),
    foreignContent,
    commitment,
    legalPromise,
    quoteStands,
    recordChanged,
    confidence(gate.thresholds),
    policy,
  ]
  const { itemExpiryDays: _queue, ...judged } = gate
  const settings = { gate: judged, outreach, timeZone, liveThreadDays: select.liveThreadDays }
  const version = hashOf([frameVersion, rules.map(({ name, version }) => [name, version]), settings])
  const made = { gate, outreach, timeZone, select: { liveThreadDays: select.liveThreadDays } }
  return { version: `rules-${version.slice(0, 12)}`, rules, settings: made, timeZone }
}

/**
 * Whether a person may set the rule aside. Rules that guard people outside the company have no override; `autonomy` and
 * `needs`, which the frame adds, may always be answered. Policies change from day to day, so their objections say it
 * themselves: `said`. Unknown names may not.
 */
export function canOverride({ rules }: Ruleset, name: string, said?: boolean): boolean {
  if (name === 'autonomy' || name === 'needs') return true
  if (isPolicyRule(name)) return said === true
  return rules.some((rule) => rule.name === name && rule.canOverride)
}
