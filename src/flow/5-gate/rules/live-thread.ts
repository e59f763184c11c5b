import { daysBetween, hourMs, utcDay } from '#base/clock.ts'
import { isHumanTouch } from '#records/activity.ts'
import type { Timeline } from '#records/dossier.ts'
import type { Evidence } from '#records/evidence.ts'
import { rule, type Refusal } from '../rule.ts'

type Touches = Extract<Evidence['domainTouches'], { kind: 'known' }>['value']

// A feed further behind may hide a reply of today.
const maxFeedHours = 24

/**
 * Where a person of ours wrote, called or met within the window, or a meeting is booked, agents stay silent, also at
 * other accounts of the same domain. Mail that came in and nobody answered is no live thread but a reason to act.
 */
export const liveThread = (windowDays: number) =>
  rule({
    name: 'live-thread',
    version: 1,
    judges: ['send-email'],
    needs: ['timeline', 'domainTouches'],
    canOverride: false,
    objects: (_subject, _proposal, { now, timeline, domainTouches }) => {
      const moment = new Date(now)
      return (
        feedTooOld(timeline, moment) ??
        liveHere(timeline, { now: moment, windowDays }) ??
        liveNextDoor(domainTouches, { now: moment, windowDays })
      )
    },
  })

interface Window {
  readonly now: Date
  readonly windowDays: number
}

const needed = ({ windowDays }: Window): string =>
  `no person in the thread for ${windowDays} days and no meeting ahead`

function feedTooOld({ asOf }: Timeline, now: Date): Refusal | undefined {
  const hours = (now.getTime() - new Date(asOf).getTime()) / hourMs
  if (hours <= maxFeedHours) return undefined
  const found = `could not check: activities are known up to ${asOf} only`
  return { needed: `activities known up to ${maxFeedHours} hours ago`, found }
}

const isRecent = (at: string, { now, windowDays }: Window): boolean =>
  daysBetween(new Date(at), now) < windowDays

function liveHere({ activities }: Timeline, window: Window): Refusal | undefined {
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

function liveNextDoor(touches: Touches, window: Window): Refusal | undefined {
  const live = touches.find(({ at }) => isRecent(at, window))
  if (live === undefined) return undefined
  return {
    needed: `${needed(window)}, at any account of this domain`,
    found: `${live.what} at account ${live.accountId} on ${utcDay(new Date(live.at))}`,
    where: live.accountId,
  }
}
