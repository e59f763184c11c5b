import { daysBetween } from '#base/clock.ts'
import { named } from './citable.ts'
import type { Intent } from './intents.ts'
import type { Known, KnownActivity } from './reading.ts'
import { mail, say, spokesperson, task } from './wishes.ts'

// The step after silence, by how often we wrote:
//   within the wait   rest; a message that has just gone out must not bring the next one about
//   once              a second message
//   twice             a task for the owner
//   more often        rest for a quarter

const waitDays = 14
const rest = { message: 14, task: 21, silence: 90 } as const

/** Mails of ours that went out, by hand or after a person's yes. */
const sentTo = ({ activities, now }: Known): readonly KnownActivity[] =>
  activities.filter(
    ({ type, direction, at }) => type === 'email' && direction === 'outbound' && new Date(at) <= now,
  )

const isWaiting = (known: Known): boolean =>
  sentTo(known).some(({ at }) => daysBetween(new Date(at), known.now) < waitDays)

/** Whether anybody there, or any talk with them, stands in the timeline: then nobody is silent. */
const wasAnswered = ({ activities }: Known): boolean =>
  activities.some(({ author, type }) => author === 'outsider' || type === 'call' || type === 'meeting')

function ownersTask(known: Known): readonly Intent[] {
  const who = spokesperson(known)
  const company = named(known)
  if (company === undefined) return []
  const sentence =
    who === undefined
      ? say('nextStepPlain', { values: { name: company.name }, cites: company.cites })
      : say('nextStepTask', { values: { who: who.who }, cites: who.cites })
  return [task(known, 'next-step', { days: 3, sentence })]
}

/** The next step after our messages stayed without an answer; none is rest. */
export function nextStep(known: Known): readonly Intent[] {
  const count = sentTo(known).length
  if (count === 0 || count > 2 || isWaiting(known) || wasAnswered(known)) return []
  return count === 1 ? mail(known, 'again') : ownersTask(known)
}

/** Days until the account comes up again after this step. */
export function sequenceRest(known: Known, intents: readonly Intent[]): number {
  if (intents.some(({ kind }) => kind === 'send-email')) return rest.message
  if (intents.some(({ kind }) => kind === 'add-task')) return rest.task
  return sentTo(known).length > 2 ? rest.silence : rest.message
}
