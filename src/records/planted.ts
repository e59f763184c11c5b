import * as z from 'zod'
import { AccountId } from './ids.ts'

/** A fault or oddity the sample book planted on purpose, so that tests can score us. */
export const PlantedKind = z.enum([
  // faults that the gate must hold, each under the rule in plantedRules
  'stale-fact',
  'suppressed-contact',
  'domain-thread',
  'twin-in-flight',
  'vendors-disagree',
  'close-date-in-note',
  'foreign-paste',
  'closed-with-inbound',
  'garbled-quote',
  // accounts that selection must leave out
  'suppressed-account',
  'live-thread',
  // look-alikes that must not be held for what they are
  'dictionary-name',
  'renamed',
  'unicode-name',
  'injected-note',
  'unanswered-inbound',
])
export type PlantedKind = z.infer<typeof PlantedKind>

/** The rule each planted fault must be held under. */
export const plantedRules: Readonly<Partial<Record<PlantedKind, string>>> = {
  'stale-fact': 'cites-current-fact',
  'suppressed-contact': 'suppressed',
  'domain-thread': 'live-thread',
  'twin-in-flight': 'duplicate-in-flight',
  'vendors-disagree': 'confidence',
  'close-date-in-note': 'protected-field',
  'foreign-paste': 'foreign-content',
  'closed-with-inbound': 'stage-action',
  'garbled-quote': 'quote-stands',
}

export const Planted = z.object({ accountId: AccountId, kind: PlantedKind, detail: z.string() })
export type Planted = z.infer<typeof Planted>
