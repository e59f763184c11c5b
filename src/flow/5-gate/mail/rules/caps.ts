import { isFreeDay, workingDays } from '../calendar.ts'
import { check } from '../check.ts'
import { countryOf } from '../country.ts'
import { fieldsOf } from '../person.ts'
import { dayIn } from '../zones.ts'

/** G9: what waits for the mailbox, and what the recipient's domain got today, is below the book's limits. */
export const belowCaps = check(['outreach'], ({ policy }, { outreach: counts }) => {
  const { mailboxPerDay, backlogDays, domainPerDay } = policy.outreach
  const backlog = mailboxPerDay * backlogDays
  if (counts.mailboxWaiting >= backlog)
    return {
      needed: `fewer than ${backlog} messages waiting for one mailbox`,
      found: `${counts.mailboxWaiting} wait`,
    }
  return counts.domainToday >= domainPerDay
    ? {
        needed: `at most ${domainPerDay} messages a day to one domain`,
        found: `${counts.domainToday} today`,
        where: 'to',
      }
    : undefined
})

/** G9: enough working days since the last message to the account. */
export const accountSpaced = check(
  ['clock', 'record', 'outreach'],
  ({ mail, now, policy: { outreach, timeZone } }, { record: { dossier }, outreach: { accountLastAt } }) => {
    const most = outreach.accountEveryWorkingDays
    if (accountLastAt === null || most === 0) return undefined
    const country = countryOf(fieldsOf(mail, dossier), dossier.account.fields).code
    const isFree = (day: string) => isFreeDay(day, outreach.holidays, country)
    const last = dayIn(timeZone, new Date(accountLastAt))
    const passed = workingDays(last, dayIn(timeZone, now), { most, isFree })
    return passed >= most
      ? undefined
      : {
          needed: `${most} working days between two messages to one account`,
          found: `the last one is of ${last}, ${passed} working days ago`,
          where: 'to',
        }
  },
)

/** G10: this person is not written to too often. */
export const personSpared = check(['outreach'], ({ policy: { outreach } }, { outreach: { person30Days } }) =>
  person30Days < outreach.personPer30Days
    ? undefined
    : {
        needed: `at most ${outreach.personPer30Days} messages to one person in 30 days`,
        found: `${person30Days} so far`,
        where: 'to',
      },
)

// Providers ask for one message in 30 seconds; the sender adds its jitter on top.
const gapMs = 30_000

/** G9 where it leaves: the mailbox has room today and rests between two messages. */
export const mailboxRests = check(
  ['clock', 'mailbox'],
  ({ now }, { mailbox: { sentToday, mayToday, lastSentAt } }) => {
    if (sentToday >= mayToday)
      return { needed: `at most ${mayToday} messages of this mailbox today`, found: `${sentToday}` }
    const since = lastSentAt === null ? gapMs : now.getTime() - Date.parse(lastSentAt)
    return since >= gapMs
      ? undefined
      : {
          needed: `${gapMs / 1000} seconds between two messages`,
          found: `${Math.round(since / 1000)} seconds`,
        }
  },
)
