// What a test asks of generated accounts, and the book of 4,000 it asks about.
import { daysBetween } from '#base/clock.ts'
import { generate } from '#orchestrator/sample-book/generate.ts'
import type { SampleAccount } from '#orchestrator/sample-book/sample-account.ts'
import { isHumanTouch } from '#records/activity.ts'
import { freshDaysOf } from '#records/field-dictionary.ts'
import type { PlantedKind } from '#records/planted.ts'
import { plantedRules } from '../setup/planted-rules.ts'

export const now = new Date('2026-11-21T10:00:00Z')
export const accountsOf = (accounts: number, seed = 1): readonly SampleAccount[] =>
  [...generate({ accounts, seed, now })].flatMap((chunk) => chunk.accounts)

export const book = accountsOf(4000)
export const having = (kind: PlantedKind) =>
  book.filter(({ planted }) => planted.some((one) => one.kind === kind))
export const isFaulty = ({ planted }: SampleAccount) => planted.some(({ kind }) => kinds.has(kind))
const kinds: ReadonlySet<string> = new Set(Object.keys(plantedRules))

export const fieldsOf = ({ groups }: SampleAccount) =>
  Object.assign({}, ...groups.map(({ fields }) => fields))
export const domainOf = (account: SampleAccount): unknown => fieldsOf(account).domain
export const daysAgo = (at: string) => daysBetween(new Date(at), now)
export const citable = ['employees', 'industry', 'description', 'hiring', 'technologies', 'fundingStage']
export const freshFacts = ({ groups }: SampleAccount): readonly string[] =>
  groups.flatMap(({ fields, at }) =>
    citable.filter((field) => field in fields && daysAgo(at) < (freshDaysOf('account', field) ?? 0)),
  )
export const touches = ({ activities }: SampleAccount) => activities.filter(isHumanTouch)
export const inbound = ({ activities }: SampleAccount) =>
  activities.filter(({ direction }) => direction === 'inbound')
const newest = (events: readonly { at: string }[]) =>
  events.reduce((latest, { at }) => (at > latest ? at : latest), '')
export const waits = (account: SampleAccount) => newest(inbound(account)) > newest(touches(account))
export const isLive = (account: SampleAccount) => touches(account).some(({ at }) => daysAgo(at) < 7)
export const openDeals = ({ deals }: SampleAccount) =>
  deals.filter(({ fields }) => fields['stage'] !== 'won' && fields['stage'] !== 'lost')
export const notes = ({ activities }: SampleAccount) =>
  activities.filter(({ type, author }) => type === 'note' && author === 'person')
export const newestNote = (account: SampleAccount) => notes(account).findLast(() => true)?.body ?? ''
export const textsOf = ({ activities, deals, groups }: SampleAccount): string =>
  [
    ...activities.flatMap(({ subject, body }) => [subject, body]),
    ...deals.map(({ fields }) => String(fields['name'])),
    ...groups.map(({ fields }) => JSON.stringify(fields)),
  ].join('\n')
export const plain = (text: string) => text.normalize('NFKC').replaceAll(/\s+/g, ' ')

/** All accounts by the domain on their record. */
export const byDomain = Map.groupBy(
  book.filter((account) => domainOf(account) !== undefined),
  (account) => String(domainOf(account)),
)
export const neighbours = (account: SampleAccount) =>
  (byDomain.get(String(domainOf(account))) ?? []).filter(({ key }) => key !== account.key)

/** The stem of a company's address stands for its name: no two accounts share one but for planted pairs. */
const stems = [...byDomain.keys()].map((domain) => domain.split('.')[0]?.split('-').at(-1) ?? '')
const stemPattern = /[a-z]+/g
export const stemSet = new Set(stems)
export const stemsIn = (text: string) =>
  new Set((text.toLowerCase().match(stemPattern) ?? []).filter((word) => stemSet.has(word)))
