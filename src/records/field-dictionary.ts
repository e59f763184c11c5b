// What Daybook knows about the standard fields of a CRM record: everything else a record holds is a custom field,
// carried along, shown, cited, and never older than `customFieldDays`.
export type FieldKind = 'text' | 'number' | 'date' | 'flag' | 'list'

export interface StandardField {
  readonly kind: FieldKind
  /** After how many days a value is too old to be cited in a message. undefined: it does not age. */
  readonly freshDays?: number
  /** Feeds quota or forecast: always a person (rule `protected-field`). */
  readonly isProtected?: true
}

export const customFieldDays = 365

export const accountFields: Readonly<Record<string, StandardField>> = {
  name: { kind: 'text' },
  formerNames: { kind: 'list' },
  domain: { kind: 'text' },
  website: { kind: 'text' },
  description: { kind: 'text', freshDays: 730 },
  industry: { kind: 'text', freshDays: 730 },
  employees: { kind: 'number', freshDays: 365 },
  revenueUsd: { kind: 'number', freshDays: 365 },
  country: { kind: 'text' },
  city: { kind: 'text' },
  location: { kind: 'text' },
  language: { kind: 'text' },
  timeZone: { kind: 'text' },
  leadSource: { kind: 'text' },
  phone: { kind: 'text' },
  technologies: { kind: 'list', freshDays: 365 },
  hiring: { kind: 'flag', freshDays: 90 },
  fundingStage: { kind: 'text', freshDays: 365 },
  contractEnd: { kind: 'date' },
  foundedYear: { kind: 'number' },
  lifecycle: { kind: 'text', isProtected: true },
  owner: { kind: 'text', isProtected: true },
}

export const contactFields: Readonly<Record<string, StandardField>> = {
  email: { kind: 'text' },
  firstName: { kind: 'text' },
  lastName: { kind: 'text' },
  title: { kind: 'text', freshDays: 365 },
  role: { kind: 'text', freshDays: 365 },
  phone: { kind: 'text' },
  country: { kind: 'text' },
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
  nextStep: { kind: 'text', freshDays: 90 },
}

export const standardFields = { account: accountFields, contact: contactFields, deal: dealFields } as const

/** Days after which a value of `field` is too old to be cited; undefined: never. */
export function freshDaysOf(object: 'account' | 'contact' | 'deal', field: string): number | undefined {
  const known = standardFields[object][field]
  return known === undefined ? customFieldDays : known.freshDays
}

export const isProtected = (object: 'account' | 'contact' | 'deal', field: string): boolean =>
  standardFields[object][field]?.isProtected === true
