import { daysBetween, hourMs, utcDay } from '#base/clock.ts'
import { isHumanTouch } from '#records/activity.ts'
import type { Timeline } from '#records/dossier.ts'
import type { Evidence } from '#records/evidence.ts'
import { check } from '../check.ts'
import type { MailRefusal } from '../mail.ts'

type Touches = Extract<Evidence['domainTouches'], { kind: 'known' }>['value']

interface Window {
  readonly now: Date
  readonly windowDays: number
}

/** G12: the feed of mail and activities is fresh enough to show a reply. */
export const feedIsFresh = check(['clock', 'timeline'], ({ now, policy }, { timeline: { asOf } }) => {
  const limit = policy.outreach.maxFeedAgeHours
  const hours = (now.getTime() - new Date(asOf).getTime()) / hourMs
  if (hours <= limit) return undefined
  const found = `could not check: activities are known up to ${asOf} only`
  return { needed: `activities known up to ${limit} hours ago`, found }
})

/** G12 where it leaves: nothing of theirs came in since the draft was made, be it a reply, an absence notice or a bounce. */
export const nothingCameIn = check(['timeline'], ({ mail: { made } }, { timeline }) => {
  if (made === undefined) return { needed: 'the made message', found: 'could not check: there is none' }
  const since = Date.parse(made.draftedAt)
  const reply = timeline.activities.find(
    ({ direction, author, at }) =>
      Date.parse(at) >= since &&
      (direction === 'inbound' || (author === 'system' && direction !== 'outbound')),
  )
  return (
    reply && { needed: 'nothing new since the draft', found: `${reply.type} of ${reply.at}`, where: reply.id }
  )
})

/** G11: no person of ours in the thread within the window and no meeting ahead, also at the domain's other accounts. */
export const noLiveThread = check(
  ['clock', 'timeline', 'domainTouches'],
  ({ now, policy: { liveThreadDays: windowDays } }, { timeline, domainTouches }) =>
    liveHere(timeline, { now, windowDays }) ?? liveNextDoor(domainTouches, { now, windowDays }),
)

const needed = ({ windowDays }: Window): string =>
  `no person in the thread for ${windowDays} days and no meeting ahead`

const isRecent = (at: string, { now, windowDays }: Window): boolean =>
  daysBetween(new Date(at), now) < windowDays

function liveHere({ activities }: Timeline, window: Window): MailRefusal | undefined {
  const meeting = activities.find(({ type, at }) => type === 'meeting' && new Date(at) > window.now)
  if (meeting !== undefined)
    return {
      needed: needed(window),
      found: `a meeting on ${utcDay(new Date(meeting.at))}`,
      where: meeting.id,
    }
  const touch = activities.find((activity) => isHumanTouch(activity) && isRecent(activity.at, window))
  if (touch === undefined) return undefined
  return {
    needed: needed(window),
    found: `${touch.type} by a person of ours on ${utcDay(new Date(touch.at))}`,
    where: touch.id,
  }
}

function liveNextDoor(touches: Touches, window: Window): MailRefusal | undefined {
  const live = touches.find(({ at }) => isRecent(at, window))
  if (live === undefined) return undefined
  return {
    needed: `${needed(window)}, at any account of this domain`,
    found: `${live.what} at account ${live.accountId} on ${utcDay(new Date(live.at))}`,
    where: live.accountId,
  }
}
