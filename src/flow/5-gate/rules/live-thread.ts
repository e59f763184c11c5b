import { mailRule } from '../mail/gate-rule.ts'
import type { MailPolicy } from '../mail/mail.ts'

/**
 * Where a person of ours wrote, called or met within the window, or a meeting is booked, agents stay silent, also at
 * other accounts of the same domain; a feed too old to say so holds (G11, G12). Mail that came in and nobody answered is
 * no live thread but a reason to act.
 */
export const liveThread = (policy: MailPolicy) =>
  mailRule({ name: 'live-thread', version: 2, canOverride: false }, policy)
