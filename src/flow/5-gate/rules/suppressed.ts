import { mailRule } from '../mail/gate-rule.ts'
import type { MailPolicy } from '../mail/mail.ts'

/**
 * Whoever asked to be left alone is, and whoever the law of their country keeps from us: G1, G2, G18, and G13 for an
 * address that takes no mail. No override: only data or policy cure it.
 */
export const suppressed = (policy: MailPolicy) =>
  mailRule({ name: 'suppressed', version: 2, canOverride: false }, policy)
