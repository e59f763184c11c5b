import * as z from 'zod'
import { canonicalJson } from '#base/canonical.ts'
import type { Action } from './action.ts'
import type { Activity } from './activity.ts'
import type { Fact } from './fact.ts'
import { JsonValue } from './fields.ts'
import { Instant } from './time.ts'

/**
 * Something a person took back (`daybook undo`). Of a field `taken` is the value that was written and `restored` what
 * stands again; null of everything else. `at` is also the restored field's mark in the CRM. `wasPerson`: a person had
 * entered the restored value before Daybook wrote over it.
 */
export const TakenBack = z.object({
  intent: z.string(),
  taken: JsonValue,
  restored: JsonValue,
  wasPerson: z.boolean(),
  by: z.string(),
  at: Instant,
})
export type TakenBack = z.infer<typeof TakenBack>

/** The same, seen by the gate: once something newer is known it stands in nobody's way any more. */
export const Undone = TakenBack.extend({ isOvertaken: z.boolean() })
export type Undone = z.infer<typeof Undone>

/** What an action is part of, as far as its intent depends on it: the kind of work, and to whom its draft goes. */
export interface IntentScope {
  readonly skill: string
  readonly to: string | undefined
}

/**
 * What an action intends at its account, without wording and without what brought the run about: tomorrow's run means
 * the same. Of a field it is the field, whatever the value. undefined for `none`.
 */
export function intentOf(action: Action, { skill, to }: IntentScope): string | undefined {
  switch (action.kind) {
    case 'set-field':
      return fieldIntent(action.object, action.field)
    case 'move-stage':
      return fieldIntent({ object: 'deal', id: action.deal }, 'stage')
    case 'add-note':
    case 'add-task':
      return `${action.kind} ${action.purpose}`
    case 'send-email':
      return `send-email ${to ?? ''} ${skill}`
    case 'create-contact':
      return `create-contact ${textual(action.fields['email'])}`
    case 'create-account':
      return `create-account ${textual(action.fields['domain'])}`
    case 'observe':
      return `observe ${action.subject.object}:${action.subject.id} ${action.field}`
    case 'settle-claim':
      return `settle-claim ${action.field}`
    case 'raise-flag':
      return `raise-flag ${action.flag}`
    case 'remember':
      return `remember ${action.topic}`
    case 'merge-suggestion':
      return `merge-suggestion ${action.duplicateOf}`
    case 'none':
      return undefined
  }
}

const textual = (value: unknown): string => (typeof value === 'string' ? value.toLowerCase() : '')

/** The intent of writing one field of one record. */
export const fieldIntent = (
  record: { readonly object: string; readonly id: string },
  field: string,
): string => `field ${record.object}:${record.id}:${field}`

/** What is known of the account now. */
export interface KnownNow {
  readonly facts: readonly Fact[]
  readonly activities: readonly Activity[]
  readonly now: Instant
}

const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b)

/**
 * Whether anything newer than the undo is known: of a field a fact about it, else any fact about the account (of the CRM
 * what people entered), or something people or outsiders did there. What the undo itself put back is no news.
 */
function isOvertaken({ intent, restored, at }: TakenBack, { facts, activities, now }: KnownNow): boolean {
  const newer = facts.filter(({ observedAt }) => observedAt > at)
  if (intent.startsWith('field '))
    return newer.some(
      ({ subject, field, value, source }) =>
        fieldIntent(subject, field) === intent && !(source === 'crm' && isSame(value, restored)),
    )
  const isNews = (one: Activity): boolean =>
    one.at > at && one.at <= now && (one.author === 'person' || one.author === 'outsider')
  return newer.some(({ source, trust }) => source !== 'crm' || trust === 'human') || activities.some(isNews)
}

/** What was taken back, seen with what is known now. */
export const undoneAmong = (taken: readonly TakenBack[], known: KnownNow): Undone[] =>
  taken.map((one) => ({ ...one, isOvertaken: isOvertaken(one, known) }))

/** The undos that still stand against an action: a person took the same intent back, and nothing newer is known. */
export function standingUndos(
  action: Action,
  scope: IntentScope,
  undone: readonly Undone[],
): readonly Undone[] {
  if (undone.length === 0) return []
  const intent = intentOf(action, scope)
  return undone.filter((one) => one.intent === intent && !one.isOvertaken)
}

/** Whether the action would do exactly what was taken back; wording never counts, a field's value does. */
export function isRepetition(action: Action, { taken }: TakenBack): boolean {
  if (action.kind === 'set-field') return isSame(action.value, taken)
  return action.kind !== 'move-stage' || isSame(action.to, taken)
}
