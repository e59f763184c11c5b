import { mailRule } from '../mail/gate-rule.ts'
import type { MailPolicy } from '../mail/mail.ts'

/** Nobody is written to too often or at night: G8, G9 and G10. A person may release it; sending asks again. */
export const capsAndWindow = (policy: MailPolicy) =>
  mailRule({ name: 'caps-and-window', version: 1, canOverride: true }, policy)
