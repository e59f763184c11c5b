// What Daybook knows about the standard fields of a CRM record: everything else a record holds is a custom field,
// carried along, shown, cited, and never older than `customFieldDays`.
export type FieldKind = 'text' | 'number' | 'date' | 'flag' | 'list'

export interface StandardField {
  readonly kind: FieldKind
  /** After how many days a value is too old to be cited in a message. undefined: it does not age. */
  readonly freshDays?: number
  /** Feeds quota or forecast: always a person (rule `protected-field`). */
  readonly isProtected?: true
  /**
   * A finding about the company or person that vendors and their own words can know: agents may fill and renew it (rule
   * `field-ownership`). Not marked: what says who somebody is or where mail goes (name, domain, email: the key of
   * duplicates and suppressions), what steers the gate itself (language, timeZone), what is agreed or credited between
   * people (contractEnd, leadSource, a deal's name), and formerNames, which free other companies' names for our texts.
   */
  readonly agentsWrite?: true
  /**
   * Above it one source alone is not believed. So few companies are larger than the last band which vendors tell apart
   * (10,001 people and more) that a slip, a mistaken identity or a lie is the likelier reason; money in proportion.
   */
  readonly aloneUpTo?: number
}

export const customFieldDays = 365

const finding = { agentsWrite: true } as const

export const accountFields: Readonly<Record<string, StandardField>> = {
  name: { kind: 'text' },
  formerNames: { kind: 'list' },
  domain: { kind: 'text' },
  website: { kind: 'text', ...finding },
  description: { kind: 'text', freshDays: 730, ...finding },
  industry: { kind: 'text', freshDays: 730, ...finding },
  employees: { kind: 'number', freshDays: 365, aloneUpTo: 10_000, ...finding },
  revenueUsd: { kind: 'number', freshDays: 365, aloneUpTo: 2_500_000_000, ...finding },
  country: { kind: 'text', ...finding },
  city: { kind: 'text', ...finding },
  location: { kind: 'text', ...finding },
  language: { kind: 'text' },
  timeZone: { kind: 'text' },
  leadSource: { kind: 'text' },
  phone: { kind: 'text', ...finding },
  technologies: { kind: 'list', freshDays: 365, ...finding },
  hiring: { kind: 'flag', freshDays: 90, ...finding },
  fundingStage: { kind: 'text', freshDays: 365, ...finding },
  contractEnd: { kind: 'date' },
  foundedYear: { kind: 'number', ...finding },
  lifecycle: { kind: 'text', isProtected: true },
  owner: { kind: 'text', isProtected: true },
}

export const contactFields: Readonly<Record<string, StandardField>> = {
  email: { kind: 'text' },
  firstName: { kind: 'text' },
  lastName: { kind: 'text' },
  title: { kind: 'text', freshDays: 365, ...finding },
  role: { kind: 'text', freshDays: 365, ...finding },
  phone: { kind: 'text', ...finding },
  country: { kind: 'text', ...finding },
  language: { kind: 'text' },
  timeZone: { kind: 'text' },
  optedOut: { kind: 'flag' },
}

export const dealFields: Readonly<Record<string, StandardField>> = {
  name: { kind: 'text' },
  stage: { kind: 'text', isProtected: true },
  amount: { kind: 'number', isProtected: true },
  currency: { kind: 'text', isProtected: true },
  closeDate: { kind: 'date', isProtected: true },
  forecastCategory: { kind: 'text', isProtected: true },
  owner: { kind: 'text', isProtected: true },
  nextStep: { kind: 'text', freshDays: 90, ...finding },
}

export const standardFields = { account: accountFields, contact: contactFields, deal: dealFields } as const

/** Days after which a value of `field` is too old to be cited; undefined: never. */
export function freshDaysOf(object: 'account' | 'contact' | 'deal', field: string): number | undefined {
  const known = standardFields[object][field]
  return known === undefined ? customFieldDays : known.freshDays
}

/** The largest number of `field` that one source may tell alone; undefined: any. */
export const aloneUpTo = (object: 'account' | 'contact' | 'deal', field: string): number | undefined =>
  standardFields[object][field]?.aloneUpTo

export const isProtected = (object: 'account' | 'contact' | 'deal', field: string): boolean =>
  standardFields[object][field]?.isProtected === true

// Worked out from `employees`: it may be written where that may.
const workedOut = new Set(['account.sizeBand'])

/** Whether an agent may write this standard field; custom fields need a line in `gate.agentFields`. */
export const agentsMayWrite = (object: 'account' | 'contact' | 'deal', field: string): boolean =>
  standardFields[object][field]?.agentsWrite === true || workedOut.has(`${object}.${field}`)

const consentWords =
  /\b(?:consent(?:ed|s)?|gdpr|dsgvo|unsubscribed?|suppress(?:ed|ion)?|opt(?:ed)? ?(?:in|out)|do not|dnc|no (?:mail|e ?mail|calls?|contact)|permissions?|(?:legal|lawful) basis|legitimate interest|(?:werbe)?einwilligung|widerspr(?:uch|ochen)|(?:black|block)list(?:ed)?|blocked|newsletter|contactable|mailable|subscri(?:bed|ption status)|bounced?)\b/

/**
 * Whether a field, standard or custom, says that somebody may or may not be written to: by the words of its name, in
 * whatever case they are joined (`optedOut`, `HasOptedOutOfEmail`, `gdpr_consent`).
 */
export const isConsent = (field: string): boolean =>
  consentWords.test(
    field
      .replaceAll(/(?<=[\p{Ll}\d])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|[^\p{L}\d]+/gu, ' ')
      .toLowerCase(),
  )
