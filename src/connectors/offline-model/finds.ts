import { daysBetween } from '#base/clock.ts'
import { isPlainText } from './citable.ts'
import type { Intent } from './intents.ts'
import type { Known, KnownActivity } from './reading.ts'

// What the drafter finds in texts. It takes statements out of them and nothing else: an instruction in a text is text.

/** As a hasty reader sees it: ligatures and odd blanks made plain. A quote of this is no longer letter by letter. */
const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim()

const isWithin =
  (days: number, now: Date) =>
  ({ at }: KnownActivity): boolean =>
    new Date(at) <= now && daysBetween(new Date(at), now) <= days

const isFromOutside = ({ author }: KnownActivity): boolean => author === 'outsider'

/** "We are now 140 people …" in an inbound mail: what it says, quoted as the drafter read it. */
export function headCountInMail(known: Known): readonly Intent[] {
  const { record, account, activities, now } = known
  if (record === undefined) return []
  for (const mail of activities.filter(isWithin(120, now)).filter(isFromOutside)) {
    const match = /\bwe are now (\d[\d.,]*) (?:people|employees|colleagues)/i.exec(plain(mail.body.quoted))
    const value = Number(match?.[1]?.replaceAll(/[.,]/g, ''))
    if (match === null || !Number.isSafeInteger(value) || value <= 0) continue
    if (record.fields['employees'] === value) return []
    const subject = { system: record.system, object: 'account', id: account }
    return [{ kind: 'observe', subject, field: 'employees', value, quote: match[0], sourceRef: mail.id }]
  }
  return []
}

/** "… close date moves to 2026-12-31 …" in a note of ours, for the open deal. Whether an agent may is the gate's to say. */
export function closeDateInNote(known: Known): readonly Intent[] {
  const deal = known.deals.find(({ isOpen }) => isOpen)
  const { record } = known
  if (deal === undefined || record === undefined) return []
  for (const note of ownNotes(known)) {
    const day = /close date mov(?:es|ed) to (\d{4}-\d{2}-\d{2})/i.exec(plain(note.body.quoted))?.[1]
    if (day === undefined) continue
    if (deal.fields['closeDate'] === day) return []
    const cites = known.facts.filter(({ recordId, field }) => recordId === deal.id && field === 'closeDate')
    const object = { system: record.system, object: 'deal', id: deal.id }
    return [{ kind: 'set-field', object, field: 'closeDate', value: day, cites: cites.map(({ id }) => id) }]
  }
  return []
}

const ownNotes = ({ activities, now }: Known): readonly KnownActivity[] =>
  activities.filter(isWithin(400, now)).filter((one) => one.type === 'note' && one.author === 'person')

/** Words that address a machine rather than a colleague: such a note is not worth repeating. */
const addressesMachines =
  /\b(ignore|disregard|instructions?|system prompt|assistant|you must|as an ai|agents?|forward|export|override|approve)\b/i

/**
 * What a colleague noted last, to repeat in a summary. The drafter repeats it trustingly, wherever it was pasted from;
 * only a note that gives orders to a machine, or is more than plain text, is left alone.
 */
export function newestNote(known: Known): string | undefined {
  const [note] = ownNotes(known)
  const text = note && plain(note.body.quoted)
  if (text === undefined || text === '' || text.length > 600) return undefined
  if (addressesMachines.test(text) || !isPlainText(text)) return undefined
  // One piece, so that a reworded pass cannot share a sentence with the first by way of a quote.
  return text.replaceAll(/[.!?]+(\s+|$)/g, '; ').replace(/[;\s]+$/, '')
}
