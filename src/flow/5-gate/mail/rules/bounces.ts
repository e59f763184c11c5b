import { check } from '../check.ts'

// The breaker of a mailbox: safety.md 4.5, G13.
const fromSends = 50
const bounceShare = 0.02
const complaintShare = 0.001
const softLimit = 3

/** G13: no message to this address came back for good. */
export const notBounced = check(['outreach'], (_ask, { outreach: { hardBounces } }) =>
  hardBounces === 0
    ? undefined
    : {
        needed: 'an address that takes mail',
        found: `it came back as undeliverable${hardBounces > 1 ? `, ${hardBounces} times` : ''}`,
        where: 'to',
        effect: 'block',
      },
)

/** G13: not three times in 30 days turned away for a while. */
export const notTurnedAway = check(['outreach'], (_ask, { outreach: { softBounces30Days } }) =>
  softBounces30Days < softLimit
    ? undefined
    : {
        needed: `fewer than ${softLimit} messages turned away in 30 days`,
        found: `${softBounces30Days}`,
        where: 'to',
      },
)

/** G13 where it leaves: the mailbox's bounces and complaints are below the marks at which providers stop it. */
export const breakerClosed = check(['mailbox'], (_ask, { mailbox: { sent, bounced, complained } }) => {
  if (sent >= fromSends && bounced / sent >= bounceShare)
    return { needed: `bounces below ${bounceShare * 100} %`, found: `${bounced} of ${sent} messages bounced` }
  return complained > 0 && complained / Math.max(sent, 1) >= complaintShare
    ? {
        needed: `complaints below ${complaintShare * 100} %`,
        found: `${complained} of ${sent} messages were reported as spam`,
      }
    : undefined
})
