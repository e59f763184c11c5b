import type { Dossier, Timeline } from '#records/dossier.ts'
import type { Fact } from '#records/fact.ts'
import { textOf } from '#records/fields.ts'
import type { AccountRun } from '#state/read/account-history.ts'
import type { AccountStanding } from '#state/read/account-standing.ts'
import type { Printer } from './cli.ts'

/** What is known of one account. */
export interface Shown {
  readonly dossier: Dossier
  readonly timeline: Timeline
  readonly facts: readonly Fact[]
  readonly standing: AccountStanding | undefined
  readonly excluded: string | undefined
  readonly runs: readonly AccountRun[]
}

const shortly = (value: unknown): string =>
  (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(/\s+/g, ' ').slice(0, 90)

const day = (at: string): string => at.slice(0, 10)

function whyLines({ standing, excluded, runs }: Shown): readonly string[] {
  if (standing === undefined) return ['not ranked yet: daybook sync']
  const now = excluded === undefined ? 'may be chosen by the next run' : `left alone now: ${excluded}`
  return [
    `segment ${standing.segment}, stage ${standing.stage}, ${now}${standing.flags.length > 0 ? `; flags: ${standing.flags.join(', ')}` : ''}`,
    ...runs.map(
      (run) =>
        `${day(run.day)}  rank ${run.rank} by ${run.seat}, score ${run.score.toFixed(1)}: ${run.reasons.join('; ')}\n              → ${run.outcome ?? 'open'}${run.reason === null ? '' : `: ${run.reason}`}`,
    ),
  ]
}

const contactLine = ({ id, fields }: Dossier['contacts'][number]): string =>
  `${id}  ${shortly(fields['firstName'] ?? '')} ${shortly(fields['lastName'] ?? '')}, ${shortly(fields['title'] ?? '?')}, ${shortly(fields['email'] ?? 'no address')}`

const dealLine = ({ id, fields }: Dossier['deals'][number]): string =>
  `${id}  ${shortly(fields['name'] ?? '')}, ${shortly(fields['stage'] ?? '?')}, ${shortly(fields['amount'] ?? '?')} ${shortly(fields['currency'] ?? '')}`.trimEnd()

const activityLine = ({ at, type, direction, author, subject }: Timeline['activities'][number]): string =>
  `${day(at)}  ${type}${direction === 'none' ? '' : ` ${direction}`} by ${author}: ${shortly(subject)}`

/** The account on one screen. */
export function accountScreen(shown: Shown, print: Pick<Printer, 'bold' | 'dim'>): string {
  const { dossier, timeline, facts } = shown
  const { account, contacts, deals } = dossier
  const section = (title: string, lines: readonly string[]): readonly string[] => [
    '',
    print.bold(title),
    ...(lines.length === 0 ? ['  none'] : lines.map((line) => `  ${line}`)),
  ]
  const factLine = (fact: Fact): string => {
    const origin = `${fact.source}, ${fact.trust}${fact.tainted ? ', written by an outsider' : ''}, ${fact.id}`
    return `${day(fact.observedAt)}  ${fact.field} = ${shortly(fact.value)}  ${print.dim(origin)}`
  }
  return [
    print.bold(`${textOf(account.fields, 'name') ?? account.id}  ${account.id}`),
    ...section('Why chosen, or not', whyLines(shown)),
    ...section('Contacts', contacts.map(contactLine)),
    ...section('Deals', deals.map(dealLine)),
    ...section('Facts', facts.filter(({ subject }) => subject.object === 'account').map(factLine)),
    ...section('Timeline', timeline.activities.slice(0, 15).map(activityLine)),
  ].join('\n')
}
