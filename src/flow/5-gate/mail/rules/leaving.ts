import { hourMs } from '#base/clock.ts'
import { check } from '../check.ts'
import { asciiHost } from '../host.ts'
import type { MadeMail, MailRefusal } from '../mail.ts'

// What can be judged only where a message leaves: the made message, its mailbox, its approval.

const missing: MailRefusal = { needed: 'the made message', found: 'could not check: there is none' }

const header = ({ headers }: MadeMail, name: string): string =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1] ?? ''

/** G5: the message says who writes and where they are found by post. */
export const identified = check(['mailbox'], ({ mail: { made } }, { mailbox }) => {
  if (made === undefined) return missing
  const wanted = [made.from.name, mailbox.company, mailbox.postalAddress]
  const absent = wanted.find((part) => part.trim() === '' || !made.footer.includes(part))
  return absent === undefined
    ? undefined
    : {
        needed: "the sender's name, company and postal address in the footer",
        found: absent.trim() === '' ? 'one of them is not set' : `“${absent}” is not in it`,
      }
})

/** G6: one https address to leave by one click, on our own host, seen in the text too, with a token that verifies. */
export const canUnsubscribe = check(['unsubscribe'], ({ mail: { made } }, { unsubscribe }) => {
  if (made === undefined) return missing
  const needed = 'a working way to unsubscribe (RFC 8058) in headers and text'
  const links = header(made, 'list-unsubscribe').match(/<[^>]*>/g) ?? []
  const [link = ''] = links.map((one) => one.slice(1, -1)).filter((one) => one.startsWith('https://'))
  const host = URL.canParse(link) ? new URL(link).hostname : undefined
  if (links.length !== 1 || host === undefined)
    return { needed, found: `List-Unsubscribe: ${header(made, 'list-unsubscribe')}` }
  if (header(made, 'list-unsubscribe-post') !== 'List-Unsubscribe=One-Click')
    return { needed, found: 'no one-click header' }
  if (!unsubscribe.hosts.includes(host)) return { needed, found: `its host ${host} is not ours` }
  if (!made.footer.includes(link)) return { needed, found: 'the link is not in the text' }
  return unsubscribe.tokenVerifies ? undefined : { needed, found: 'its token does not verify' }
})

const checkHours = 24

/** G7: it comes from the mailbox's owner, over a domain whose SPF, DKIM and DMARC were seen within a day. */
export const authenticated = check(
  ['clock', 'mailbox', 'authentication'],
  ({ mail: { made }, now }, { mailbox, authentication: seen }) => {
    if (made === undefined) return missing
    const { address } = made.from
    if (address.toLowerCase() !== mailbox.owner.toLowerCase())
      return { needed: `a message of ${mailbox.owner}`, found: `one of ${address}` }
    const domain = asciiHost(address.slice(address.lastIndexOf('@') + 1))
    if (domain !== seen.domain)
      return { needed: `the checked domain ${seen.domain}`, found: domain ?? 'none' }
    const age = now.getTime() - Date.parse(seen.checkedAt)
    if (!(age >= 0 && age <= checkHours * hourMs))
      return {
        needed: `a look at the domain within ${checkHours} hours`,
        found: `the last one at ${seen.checkedAt}`,
      }
    const bad = (['spf', 'dkim', 'dmarc'] as const).filter((name) => !seen[name])
    if (bad.length > 0) return { needed: 'SPF, DKIM and DMARC in order', found: `not: ${bad.join(', ')}` }
    const unsigned = ['list-unsubscribe', 'list-unsubscribe-post'].filter(
      (name) => !seen.signedHeaders.includes(name),
    )
    return unsigned.length === 0
      ? undefined
      : { needed: 'a DKIM signature over both unsubscribe headers', found: `not over ${unsigned.join(', ')}` }
  },
)

const approvalHours = 72

/** G16: exactly what a person approved, at most 72 hours ago, on facts that still stand. */
export const asApproved = check(['clock', 'approval'], ({ mail: { made }, now }, { approval }) => {
  if (made === undefined) return missing
  if (made.contentHash !== approval.contentHash)
    return { needed: 'the content that was approved', found: 'another one' }
  const age = now.getTime() - Date.parse(approval.at)
  if (!(age >= 0 && age <= approvalHours * hourMs))
    return { needed: `an approval within ${approvalHours} hours`, found: `one of ${approval.at}` }
  return approval.factsStand
    ? undefined
    : { needed: 'facts as they were approved', found: 'one of them changed' }
})

/** G19: sending is switched on. */
export const switchedOn = check(['killSwitch'], (_ask, { killSwitch }) =>
  killSwitch.isOn ? { needed: 'sending to be switched on', found: 'the kill switch is on' } : undefined,
)
