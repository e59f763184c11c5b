import { check } from '../check.ts'

/** G17: nothing else is under way for the contact, the account or the domain, whoever began it. */
export const nothingInFlight = check(['openItems'], (_ask, { openItems }) => {
  const [open] = openItems
  return open === undefined
    ? undefined
    : {
        needed: 'nothing else under way for this contact, account or domain',
        found: `${open.holder} holds the ${open.scope} ${open.value}`,
        where: open.value,
      }
})
