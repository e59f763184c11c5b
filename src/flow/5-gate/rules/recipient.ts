import { mailRule } from '../mail/gate-rule.ts'
import type { MailPolicy } from '../mail/mail.ts'

/** A message goes to one person who stands on the record and reads their own mailbox: G3, G4 and G13's passing bounces. */
export const recipient = (policy: MailPolicy) =>
  mailRule({ name: 'recipient', version: 2, canOverride: false }, policy)
