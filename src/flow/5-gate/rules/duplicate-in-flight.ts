import { rule } from '../rule.ts'

/**
 * One outreach at a time for a contact, an account and a domain, whoever began it. The evidence leaves out what this
 * proposal's own keys hold. Here the reason is explained; the reservation in the commit transaction guarantees it.
 */
export const duplicateInFlight = rule({
  name: 'duplicate-in-flight',
  version: 1,
  judges: ['send-email'],
  needs: ['openItems'],
  canOverride: false,
  objects: (_subject, _proposal, { openItems }) => {
    const open = openItems[0]
    if (open === undefined) return undefined
    return {
      needed: 'nothing else under way for this contact, account or domain',
      found: `${open.holder} holds the ${open.scope} ${open.value}`,
      where: open.value,
    }
  },
})
