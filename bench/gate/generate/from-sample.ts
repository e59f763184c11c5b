import type { Random } from '#base/random.ts'
import { generate } from '#orchestrator/sample-book/generate.ts'
import type { SampleAccount } from '#orchestrator/sample-book/sample-account.ts'
import { ourSide } from './people.ts'
import { hourOf } from './places.ts'
import { daysBefore, text, type Known, type World } from './world.ts'

const days = ['2026-11-17', '2026-10-07', '2026-09-10'] as const

/** Of `accounts` accounts of sample books those that may be written to, each as a world. */
export function sampleWorlds(random: Random, accounts: number): World[] {
  const perBook = Math.ceil(accounts / days.length)
  return days.flatMap((day, at) => {
    const now = new Date(`${day}T00:30:00Z`)
    const plan = { accounts: perBook, seed: 1 + Math.floor(random() * 1_000_000) + at, now }
    return [...generate(plan)].flatMap((chunk) =>
      chunk.accounts.flatMap((account) => worldOf(account, day, random) ?? []),
    )
  })
}

type Group = SampleAccount['groups'][number]

function known(id: string, object: Known['object'], groups: readonly Group[]): Known {
  const spots = groups.flatMap(({ fields, by, at }) =>
    Object.entries(fields).map(([field, value]) => ({ field, value, by, at })),
  )
  return {
    id,
    object,
    fields: Object.fromEntries(spots.map(({ field, value }) => [field, value])),
    marks: Object.fromEntries(spots.map(({ field, by }) => [field, by])),
    at: Object.fromEntries(spots.map(({ field, at }) => [field, at])),
  }
}

function stageOf(account: Known, deals: readonly Known[], isTouched: boolean): World['stage'] | undefined {
  const lifecycle = account.fields['lifecycle']
  if (lifecycle === 'disqualified') return undefined
  if (deals.some(({ fields }) => fields['stage'] !== 'won' && fields['stage'] !== 'lost')) return 'open-deal'
  if (lifecycle === 'customer') return 'customer'
  if (lifecycle === 'former-customer') return 'lapsed'
  return isTouched ? 'working' : 'new'
}

function worldOf(sample: SampleAccount, day: string, random: Random): World | undefined {
  const account = known(sample.key, 'account', sample.groups)
  const contacts = sample.contacts.map((contact, at) =>
    known(`${sample.key}-person-${at + 1}`, 'contact', [contact]),
  )
  const deals = sample.deals.map((deal) => known(deal.key, 'deal', [deal]))
  const hour = hourOf(text(account.fields['country']))
  const { language } = account.fields
  if (hour === undefined || (language !== 'en' && language !== 'de')) return undefined
  // Whoever has his own language is another case; whoever asked to be left alone is one, too.
  if (contacts.length < 1 || contacts.some(({ fields }) => (fields['language'] ?? language) !== language))
    return undefined
  if (sample.suppressions.length > 0 || contacts.some(({ fields }) => fields['optedOut'] === true))
    return undefined
  const now = `${day}T${hour}:00.000Z`
  const stage = stageOf(
    account,
    deals,
    sample.activities.some(({ author }) => author === 'person'),
  )
  if (stage === undefined || text(account.fields['domain']) === undefined) return undefined
  return {
    source: 'sample',
    now,
    timeZone: 'Europe/London',
    language,
    stage,
    account,
    createdAt: sample.createdAt,
    contacts,
    deals,
    activities: quiet(sample, now),
    ...ourSide(language, random),
  }
}

/** The last few things that happened, those left out that would make today a wrong day to write. */
const quiet = (sample: SampleAccount, now: string): World['activities'] =>
  sample.activities
    .filter(({ at, author }) => at < daysBefore(now, author === 'outsider' ? 1 : 12))
    .slice(-5)
    .map(({ at, type, direction, author, subject, body, contact }) => ({
      at,
      type,
      direction,
      author,
      subject,
      body,
      ...withContact(sample, contact),
    }))

const withContact = ({ key, contacts }: SampleAccount, address: string | undefined) => {
  const place = contacts.findIndex((one) => one.key === address)
  return place === -1 ? {} : { contactId: `${key}-person-${place + 1}` }
}
