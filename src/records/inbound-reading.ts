import { seenText } from '#base/seen-text.ts'
import * as z from 'zod'
import { sha256 } from '#base/sha256.ts'
import type { Activity } from './activity.ts'
import { LocalDate } from './time.ts'

/** What an inbound mail is, in one closed word. */
export const MailKind = z.enum([
  'question',
  'interest',
  'objection',
  'not-interested',
  'unsubscribe',
  'out-of-office',
  'referral',
  'meeting-request',
  'complaint',
  'invoice-or-legal',
  'automatic',
  'other',
])
export type MailKind = z.infer<typeof MailKind>

export const Urgency = z.enum(['low', 'normal', 'high'])

/** How much an unanswered mail counts in ranking, by what it is; mail nobody has read counts 1. */
export const mailWeight: Readonly<Record<MailKind, number>> = {
  'meeting-request': 1,
  complaint: 1,
  interest: 1,
  question: 0.9,
  referral: 0.9,
  'invoice-or-legal': 0.9,
  objection: 0.8,
  other: 0.7,
  'out-of-office': 0.5,
  'not-interested': 0.4,
  unsubscribe: 0.2,
  automatic: 0,
}

/** Characters a quote may have. */
export const quoteLimit = 200

/**
 * What the small tier read in one text. `until` is a date the text names, with or without a year; `person` somebody it
 * names; both and `quote` are an outsider's words, and `quote` stands letter by letter in the text.
 */
export const MailReading = z.object({
  kind: MailKind,
  urgency: Urgency,
  until: z
    .string()
    .regex(/^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'expected YYYY-MM-DD or MM-DD')
    .nullable(),
  person: z.string().min(1).max(80).nullable(),
  language: z
    .string()
    .regex(/^[a-z]{2}$/)
    .nullable(),
  quote: z.string().min(1).max(quoteLimit),
})
export type MailReading = z.infer<typeof MailReading>

/** A reading as it stands on one mail of one account. */
export interface ReadMail {
  readonly activityId: string
  readonly hash: string
  readonly reading: MailReading
  readonly until: LocalDate | null
}

/** What the gate looks at of a reading. */
export const mailReadOf = ({ activityId, reading: { kind, quote } }: ReadMail) => ({
  activityId,
  kind,
  quote,
})

const tidy = (text: string): string =>
  seenText(text)
    .normalize('NFC')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()

/** Subject and body in one spelling, blanks and line ends made equal: what is read, hashed and quoted from. */
export const mailText = ({ subject, body }: Pick<Activity, 'subject' | 'body'>): string =>
  `${tidy(subject)}\n\n${tidy(body)}`.trim()

export const mailHash = (mail: Pick<Activity, 'subject' | 'body'>): string => sha256(mailText(mail))

/** Nobody is away for longer than this; a date beyond it is not believed. */
const longestAbsenceDays = 90

/**
 * The day a text names, for a mail of moment `at`: without a year, the next such day. Null when there is none, it lies
 * before the mail, or too far ahead to be believed.
 */
export function untilOf(named: string | null, at: Date): LocalDate | null {
  if (named === null) return null
  const sent = at.toISOString().slice(0, 10)
  const year = at.getUTCFullYear()
  const days =
    named.length === 10 ? [named] : [`${year}-${named}`, `${year + 1}-${named}`].filter((day) => day >= sent)
  const day = LocalDate.safeParse(days[0]).data
  if (day === undefined || day < sent) return null
  const ahead = (Date.parse(day) - at.getTime()) / 86_400_000
  return ahead > longestAbsenceDays ? null : day
}

/** The mail asks for no answer on `today`: a machine wrote it, or somebody is not back yet. */
export const isQuiet = (
  mail: { readonly kind: MailKind; readonly until: LocalDate | null },
  today: string,
): boolean =>
  mail.kind === 'automatic' || (mail.kind === 'out-of-office' && (mail.until === null || mail.until > today))
