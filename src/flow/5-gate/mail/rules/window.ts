import { dayMs } from '#base/clock.ts'
import { countryOf } from '../country.ts'
import { check } from '../check.ts'
import type { Mail, MailPolicy, MailRefusal } from '../mail.ts'
import { fieldsOf } from '../person.ts'
import { opening } from '../send-window.ts'
import { plausibleZones } from '../zones.ts'
import type { Dossier } from '#records/dossier.ts'

// An approval lasts 72 hours (G16): what cannot leave in them would need another one.
const approvalDays = 3

interface Moment {
  readonly mail: Mail
  readonly now: Date
  readonly policy: MailPolicy
}

function closed(
  { mail, now, policy: { outreach } }: Moment,
  dossier: Dossier,
  days: number,
): MailRefusal | undefined {
  const contact = fieldsOf(mail, dossier)
  const { fields } = dossier.account
  const zones = plausibleZones(contact, fields)
  if (zones.length === 0)
    return {
      needed: "the recipient's time zone, or a country that has one",
      found: 'could not check: neither is on the record',
      where: 'to',
    }
  const country = countryOf(contact, fields).code
  const until = new Date(now.getTime() + days * dayMs)
  if (opening({ zones, country }, outreach, { from: now, until }) !== undefined) return undefined
  const { from, to } = outreach.window
  const place = zones.length === 1 ? zones[0] : `all ${zones.length} zones of ${country}`
  return {
    needed: `${from} to ${to} on a working day in ${place}${days > 0 ? `, within ${days * 24} hours` : ''}`,
    found: days > 0 ? 'no such hour' : `${now.toISOString().slice(0, 16)} UTC`,
    where: 'to',
  }
}

/** G8 at the gate: between now and the end of an approval there is an hour in which it may arrive. */
export const windowAhead = check(['clock', 'record'], (ask, { record }) =>
  closed(ask, record.dossier, approvalDays),
)

/** G8 where it leaves: it may arrive now. */
export const windowOpen = check(['clock', 'record'], (ask, { record }) => closed(ask, record.dossier, 0))
