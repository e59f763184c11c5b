import { plusDays } from '#base/clock.ts'
import type { Activity } from '#records/activity.ts'
import type { Dossier, Timeline } from '#records/dossier.ts'
import type { OutreachCounts } from '#records/evidence.ts'
import { numberOf, textOf } from '#records/fields.ts'
import type { ContactId } from '#records/ids.ts'
import { isSet } from './person.ts'

interface Written {
  readonly orders: {
    readonly mailboxWaiting: number
    readonly domainOpenToday: number
    readonly domainSentToday: number
    readonly domainInCrmToday: number
    readonly accountLastAt: string | null
    readonly personOpen: number
    readonly personSent: number
  }
  readonly dossier: Dossier
  readonly timeline: Timeline
  readonly to: ContactId | undefined
  readonly now: Date
}

/**
 * Our orders and the CRM's own mail together. A sent order is a mail of the CRM, too, so of these the larger number
 * counts; of the CRM's only what came after the person's own last word, for whoever answers is in a conversation. Bounces are what the contact's record says: no feed of them exists before messages are sent.
 */
export function outreachCounts({ orders, dossier, timeline, to, now }: Written): OutreachCounts {
  const mails = timeline.activities.filter((activity) => isOurMail(activity, now))
  const month = plusDays(now, -30).toISOString()
  const since = [month, lastWord(timeline, to)].toSorted().at(-1) ?? month
  const toPerson = mails.filter(({ contactId, at }) => to !== undefined && contactId === to && at > since)
  const fields = dossier.contacts.find(({ id }) => id === to)?.fields ?? {}
  const isBounced =
    ['bounced', 'hardBounced', 'emailBounced'].some((name) => isSet(fields, name)) ||
    /^(?:hard[ -]?)?bounced$|^undeliverable$/i.test(textOf(fields, 'emailStatus') ?? '')
  return {
    mailboxWaiting: orders.mailboxWaiting,
    domainToday: orders.domainOpenToday + Math.max(orders.domainSentToday, orders.domainInCrmToday),
    accountLastAt: [orders.accountLastAt ?? '', ...mails.map(({ at }) => at)].toSorted().at(-1) || null,
    person30Days: orders.personOpen + Math.max(orders.personSent, toPerson.length),
    hardBounces: isBounced ? 1 : 0,
    softBounces30Days: Math.max(0, Math.trunc(numberOf(fields, 'softBounces30Days') ?? 0)),
  }
}

/** When this person last wrote or called; empty where they never did. */
const lastWord = ({ activities }: Timeline, person: ContactId | undefined): string =>
  activities
    .flatMap(({ type, direction, author, contactId, at }) =>
      contactId === person &&
      direction === 'inbound' &&
      author === 'outsider' &&
      (type === 'email' || type === 'call')
        ? [at]
        : [],
    )
    .toSorted()
    .at(-1) ?? ''

const isOurMail = ({ type, direction, author, at }: Activity, now: Date): boolean =>
  type === 'email' &&
  direction === 'outbound' &&
  (author === 'person' || author === 'agent') &&
  Date.parse(at) <= now.getTime()
