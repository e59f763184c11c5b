import { mailRule } from '../mail/gate-rule.ts'
import type { MailPolicy } from '../mail/mail.ts'

/**
 * One outreach at a time for a contact, an account and a domain, whoever began it (G17). The evidence leaves out what
 * this proposal's own keys hold. Here the reason is explained; the reservation in the commit transaction guarantees it.
 */
export const duplicateInFlight = (policy: MailPolicy) =>
  mailRule({ name: 'duplicate-in-flight', version: 1, canOverride: false }, policy)
