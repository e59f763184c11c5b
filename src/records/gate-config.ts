import * as z from 'zod'

export const GateConfig = z
  .strictObject({
    thresholds: z
      .record(z.string(), z.number().min(0).max(1))
      .default({})
      .describe('confidence needed per kind of action, over the built-in ones'),
    itemExpiryDays: z.number().int().min(1).default(14),
    linkHosts: z
      .array(z.string().toLowerCase())
      .default([])
      .describe("exact hosts a message may link to, besides the sender's own domain; no wildcards"),
    agentFields: z
      .array(z.string())
      .default([])
      .describe('custom fields an agent may write, as account.field; standard fields are built in'),
    languages: z
      .array(z.enum(['en', 'de']))
      .min(1)
      .default(['en', 'de'])
      .describe('languages a message may be written in: those whose statements can be checked'),
  })
  .prefault({})
export type GateConfig = z.infer<typeof GateConfig>

const hourOfDay = (value: string) =>
  z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time like 08:30')
    .default(value)

// Not legal advice. `consent` where a first message in practice needs it.
const carefulCountries = {
  US: 'allow',
  GB: 'allow',
  IE: 'allow',
  AU: 'consent',
  CA: 'consent',
  DE: 'consent',
  AT: 'consent',
  CH: 'consent',
  FR: 'allow',
  NL: 'consent',
} as const

/** Limits on writing to people, whoever asks. Source: safety.md 4.5, G2 and G8 to G10. */
export const OutreachConfig = z
  .strictObject({
    countries: z
      .record(
        z.string().regex(/^[A-Z]{2}$/, 'expected a two-letter country code'),
        z.enum(['allow', 'consent', 'deny']),
      )
      .overwrite((own) => ({ ...carefulCountries, ...own }))
      .prefault({})
      .describe(
        'whether a first message may be written to people in a country; over the built-in table, not named: deny. Ask counsel',
      ),
    mailboxPerDay: z
      .number()
      .int()
      .min(1)
      .max(400)
      .default(50)
      .describe('messages one mailbox may send in a day'),
    backlogDays: z
      .number()
      .int()
      .min(1)
      .default(5)
      .describe('days of work that may wait for one mailbox before further messages are held'),
    domainPerDay: z.number().int().min(1).default(3).describe('messages to one domain in a day'),
    accountEveryWorkingDays: z
      .number()
      .int()
      .min(0)
      .default(3)
      .describe('working days between two messages to one account'),
    personPer30Days: z.number().int().min(1).default(4).describe('messages to one person in 30 days'),
    window: z
      .strictObject({ from: hourOfDay('08:00'), to: hourOfDay('18:00') })
      .prefault({})
      .describe("the recipient's local time in which a message may arrive, Monday to Friday"),
    holidays: z
      .array(z.string().regex(/^([A-Z]{2}:)?(\d{4}-)?\d{2}-\d{2}$/, 'expected 12-25, 2026-12-25 or DE:10-03'))
      .default(['01-01', '12-24', '12-25', '12-26', '12-31', 'US:07-04', 'DE:10-03', 'DE:05-01'])
      .describe('days without messages: every year, once, or in one country'),
    maxFeedAgeHours: z
      .number()
      .min(0.1)
      .default(24)
      .describe('how old the activity feed may be before messages are held'),
  })
  .prefault({})
export type OutreachConfig = z.infer<typeof OutreachConfig>
