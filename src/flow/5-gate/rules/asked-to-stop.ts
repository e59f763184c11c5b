import type { Activity } from '#records/activity.ts'
import type { MailKind } from '#records/inbound-reading.ts'
import { rule } from '../rule.ts'
import { quoted } from '../texts.ts'

const stop = new Set<MailKind>(['unsubscribe', 'not-interested'])
const wordless = new Set<MailKind>(['automatic', 'out-of-office'])

/**
 * Nobody is written to who said no, or asked for no more mail, in what nobody answered yet: a person sees to that. The
 * last word counts, whoever wrote it, for an absence notice takes nothing back; the recipient's own wish for no more mail
 * counts however much was written since. It was read by a model, so a person may set it aside.
 */
export const askedToStop = rule({
  name: 'asked-to-stop',
  version: 2,
  judges: ['send-email'],
  needs: ['clock', 'timeline', 'mailRead'],
  canOverride: true,
  objects: (_subject, { draft }, { now, timeline, mailRead }) => {
    const open = unanswered(timeline.activities, now).map((mail) => ({
      mail,
      read: mailRead.find(({ activityId }) => activityId === mail.id),
    }))
    const last = open.find(({ read }) => read === undefined || !wordless.has(read.kind))?.read
    const wish = open.find(
      ({ mail: { contactId }, read }) =>
        read?.kind === 'unsubscribe' && (contactId === null || contactId === draft?.to),
    )?.read
    const said = last !== undefined && stop.has(last.kind) ? last : wish
    if (said === undefined) return undefined
    return {
      needed: 'no open mail that asks us to stop',
      found: `a mail read as ${said.kind}: ${quoted(said.quote)}`,
      where: said.activityId,
    }
  },
})

/** What outsiders wrote since one of ours, or an agent, last did; newest first. */
function unanswered(activities: readonly Activity[], now: string): readonly Activity[] {
  const moment = Date.parse(now)
  const mails = activities
    .filter(({ type, at }) => type === 'email' && Date.parse(at) <= moment)
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))
  const answer = mails.find(
    ({ direction, author }) => direction === 'outbound' && (author === 'person' || author === 'agent'),
  )
  return mails.filter(
    ({ direction, author, at }) =>
      direction === 'inbound' &&
      author === 'outsider' &&
      (answer === undefined || Date.parse(at) > Date.parse(answer.at)),
  )
}
