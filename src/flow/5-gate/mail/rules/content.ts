import { cut } from '#base/seen-text.ts'
import type { Activity } from '#records/activity.ts'
import { linksOfMail } from '../allowed-links.ts'
import { check } from '../check.ts'
import { headerFaultIn, withoutReplyMarks } from '../headers.ts'
import type { MailRefusal } from '../mail.ts'
import { subjectFault, textFault } from '../text-check.ts'
import type { TextFault } from '../text-fault.ts'

/** G14: the subject says it answers or forwards only where this person and we really wrote under that subject. */
export const honestSubject = check(['timeline'], ({ mail: { subject, contactId } }, { timeline }) => {
  const bare = withoutReplyMarks(subject)
  if (bare === subject) return undefined
  const isReal = ({ type, subject: earlier, contactId: who }: Activity): boolean =>
    type === 'email' && who === contactId && earlier !== '' && sameSubject(earlier, bare)
  if (timeline.activities.some(isReal)) return undefined
  return {
    needed: 'no mark of a reply without a mail it answers',
    found: `“${cut(subject, 80)}”`,
    where: 'subject',
    place: { sentence: null, start: 0, end: Math.max(0, subject.length - bare.length) },
    ...(bare.trim() === '' ? {} : { repair: { kind: 'replace-subject', text: bare } as const }),
  }
})

const sameSubject = (a: string, b: string): boolean =>
  withoutReplyMarks(a).trim().toLowerCase() === withoutReplyMarks(b).trim().toLowerCase()

/** G14 where it leaves: a marked subject comes with the References of a mail that was really exchanged. */
export const realReferences = check(['thread'], ({ mail: { subject, made } }, { thread }) => {
  if (withoutReplyMarks(subject) === subject) return undefined
  const header = Object.entries(made?.headers ?? {}).find(
    ([name]) => name.toLowerCase() === 'references',
  )?.[1]
  const ids = header?.match(/<[^<>\s]+>/g) ?? []
  return ids.length > 0 && ids.every((id) => thread.includes(id))
    ? undefined
    : { needed: 'References to mail of this thread', found: header ?? 'none', where: 'subject' }
})

/** G15: nothing in the headers or the text does more than be read. The first fault, with its place and repair. */
export const plainContent = check(
  ['record', 'sender'],
  ({ mail, policy: { linkHosts } }, { record: { dossier }, sender }) => {
    const allowed = linksOfMail({ sender, linkHosts, dossier })
    const inHeader = [...mail.to, ...mail.names].flatMap((text) => headerFaultIn(text) ?? [])[0]
    if (inHeader !== undefined) return { needed: inHeader.needed, found: inHeader.found, where: 'to' }
    const subject = subjectFault(mail.subject, allowed)
    if (subject !== undefined) return inSubject(subject)
    for (const [sentence, text] of mail.sentences.entries()) {
      const fault = textFault(text, allowed)
      if (fault !== undefined) return inSentence(fault, sentence)
    }
    return undefined
  },
)

const inSubject = ({ needed, found, start, end, rest }: TextFault): MailRefusal => ({
  needed,
  found,
  where: 'subject',
  place: { sentence: null, start, end },
  ...(rest === undefined ? {} : { repair: { kind: 'replace-subject', text: rest } }),
})

const inSentence = ({ needed, found, start, end, rest }: TextFault, sentence: number): MailRefusal => ({
  needed,
  found,
  where: `sentence ${sentence + 1}`,
  place: { sentence, start, end },
  ...(rest === undefined ? {} : { repair: { kind: 'replace-sentence', sentence, text: rest } }),
})

const maxBytes = 100_000

/** G15 where it leaves: small, in plain text, with nothing attached, and no header that breaks. */
export const plainMessage = check([], ({ mail: { made } }) => {
  if (made === undefined) return { needed: 'the made message', found: 'could not check: there is none' }
  if (made.attachments > 0) return { needed: 'no attachment', found: `${made.attachments}` }
  if (made.hasHtml) return { needed: 'plain text alone', found: 'a part in HTML' }
  if (made.bytes >= maxBytes) return { needed: `fewer than ${maxBytes} bytes`, found: `${made.bytes}` }
  const values = [made.from.name, made.from.address, ...Object.entries(made.headers).flat()]
  const fault = values.flatMap((text) => (/[\r\n\0]/.test(text) ? (headerFaultIn(text) ?? []) : []))[0]
  return fault && { needed: fault.needed, found: fault.found }
})
