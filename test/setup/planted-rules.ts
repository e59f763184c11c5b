import type { PlantedKind } from '#records/planted.ts'

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
