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

export const Planted = z.object({ accountId: AccountId, kind: PlantedKind, detail: z.string() })
export type Planted = z.infer<typeof Planted>
