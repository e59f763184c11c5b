import { newestNote } from './finds.ts'
import type { Intent } from './intents.ts'
import type { Known } from './reading.ts'
import {
  flag,
  has,
  mail,
  openDeal,
  renewalTask,
  say,
  silentDays,
  spokesperson,
  summary,
  task,
} from './wishes.ts'

function replyTask(known: Known): Intent {
  const person = spokesperson(known)
  const sentence = person
    ? say('replyTask', { values: { who: person.who }, cites: person.cites })
    : say('replyTaskPlain')
  return task(known, 'reply', { days: 1, sentence })
}

/** Who writes to us, kept for next time. */
export function champion(known: Known): readonly Intent[] {
  const person = spokesperson(known)
  if (person === undefined) return []
  const sentence = say('champion', { values: { who: person.who }, cites: person.cites })
  return [{ kind: 'remember', topic: 'champion', sentences: [sentence] }]
}

const reply = (known: Known): readonly Intent[] => [
  ...mail(known, 'reply'),
  replyTask(known),
  ...renewalTask(known),
  ...champion(known),
]

function forDeal(known: Known): readonly Intent[] {
  const deal = openDeal(known)
  if (deal === undefined) return mail(known, 'follow')
  const next =
    silentDays(known) > 30
      ? task(known, 'deal-risk', { days: 2, sentence: say('dealRiskTask', deal) })
      : task(known, 'follow-up', { days: 3, sentence: say('dealTask', deal) })
  return [...mail(known, 'deal'), next]
}

function forCustomer(known: Known): readonly Intent[] {
  const renewal = renewalTask(known)
  const expansion = has(known, 'job-posting') ? [flag(known, 'expansion', 'flagExpansion')] : []
  if (renewal.length === 0) return expansion
  const churn = silentDays(known) > 60 ? [flag(known, 'churn-risk', 'flagChurn')] : []
  return [...mail(known, 'renewal'), ...renewal, ...churn, ...expansion]
}

/** A working account that a colleague spoke to a moment ago, with nothing new, is left in peace. */
export const wasJustTouched = (known: Known): boolean =>
  silentDays(known) < 21 && known.signals.every(({ kind }) => kind === 'flag')

function byStage(known: Known): readonly Intent[] {
  switch (known.stage) {
    case 'working':
      return wasJustTouched(known) ? [] : mail(known, 'follow')
    case 'open-deal':
      return forDeal(known)
    case 'customer':
      return forCustomer(known)
    case 'lapsed':
      return mail(known, 'lapsed')
    default:
      return []
  }
}

/** An answer, else what the stage asks for; with a summary where a colleague noted something. Nothing is an answer. */
export function followUp(known: Known): readonly Intent[] {
  const wanted = has(known, 'unanswered-inbound') ? reply(known) : byStage(known)
  const isWorth = known.stage !== 'closed' && newestNote(known) !== undefined
  return isWorth ? [...summary(known), ...wanted] : wanted
}
