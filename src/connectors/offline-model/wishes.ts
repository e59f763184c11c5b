import { daysBetween, plusDays, utcDay } from '#base/clock.ts'
import { accountFact, factOf, factsForNote, isPlainText, named } from './citable.ts'
import { draftTo } from './drafts.ts'
import { newestNote } from './finds.ts'
import type { Intent, NoteSentence } from './intents.ts'
import { bestContact, whoIs } from './people.ts'
import type { Known } from './reading.ts'

// The pieces out of which each kind of work puts its wishes together.

export const has = ({ signals }: Known, kind: string): boolean =>
  signals.some((signal) => signal.kind === kind)

export const say = (
  phrase: NoteSentence['phrase'],
  of: Partial<Pick<NoteSentence, 'values' | 'cites'>> = {},
): NoteSentence => ({ phrase, values: of.values ?? {}, cites: of.cites ?? [] })

/** Days since one of ours spoke to them by hand; infinite when nobody ever did. */
export function silentDays({ activities, now }: Known): number {
  const ours = activities.filter(
    ({ author, type, direction, at }) =>
      author === 'person' &&
      new Date(at) <= now &&
      (type === 'meeting' || (direction === 'outbound' && type !== 'note')),
  )
  const newest = ours.reduce((latest, { at }) => (at > latest ? at : latest), '')
  return newest === '' ? Number.POSITIVE_INFINITY : daysBetween(new Date(newest), now)
}

export const task = (
  known: Known,
  purpose: string,
  of: { days: number; sentence: NoteSentence },
): Intent => ({
  kind: 'add-task',
  purpose,
  due: utcDay(plusDays(known.now, of.days)),
  sentences: [of.sentence],
})

export const flag = (known: Known, name: string, why: NoteSentence['phrase']): Intent => ({
  kind: 'raise-flag',
  flag: name,
  until: utcDay(plusDays(known.now, 30)),
  why: say(why),
})

export const mail = (known: Known, reason: Parameters<typeof draftTo>[1]): readonly Intent[] => {
  const draft = draftTo(known, reason)
  return draft === undefined ? [] : [draft]
}

/** The best contact in words, with the facts that hold them. */
export function spokesperson(known: Known): ReturnType<typeof whoIs> {
  const contact = bestContact(known)
  return contact && whoIs(known, contact)
}

/** The open deal's name, as a value and its citation. */
export function openDeal(known: Known): Pick<NoteSentence, 'values' | 'cites'> | undefined {
  const deal = known.deals.find(({ isOpen }) => isOpen)
  const title = deal && factOf(known, deal.id, 'name')
  return title !== undefined && typeof title.value === 'string' && isPlainText(title.value)
    ? { values: { deal: title.value }, cites: [title.id] }
    : undefined
}

export function summary(known: Known): readonly Intent[] {
  const company = named(known)
  const facts = factsForNote(known)
  const note = newestNote(known)
  if (company === undefined || (facts.length === 0 && note === undefined)) return []
  const { name, cites } = company
  const said = note === undefined ? [] : [say('noteSays', { values: { value: note } })]
  const sentences = [say('summary', { values: { name }, cites }), ...facts, ...said]
  return [{ kind: 'add-note', purpose: 'research-summary', sentences }]
}

export function renewalTask(known: Known): readonly Intent[] {
  const end = accountFact(known, 'contractEnd')
  if (known.stage !== 'customer' || !has(known, 'contract-end')) return []
  if (end === undefined || typeof end.value !== 'string') return []
  const sentence = say('renewalTask', { values: { end: end.value }, cites: [end.id] })
  return [task(known, 'renewal', { days: 5, sentence })]
}

export function missingContact(known: Known): readonly Intent[] {
  const company = named(known)
  if (company === undefined || bestContact(known) !== undefined) return []
  const { name, cites } = company
  return [
    task(known, 'missing-contact', {
      days: 7,
      sentence: say('missingContactTask', { values: { name }, cites }),
    }),
  ]
}
