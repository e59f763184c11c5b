import { cut } from '#base/seen-text.ts'
import * as z from 'zod'
import { unstorable } from '#base/storable.ts'
import { plusDays, utcDay } from '#base/clock.ts'
import type { Action } from '#records/action.ts'
import type { Brief } from '#records/brief.ts'
import { Proposal } from '#records/proposal.ts'

/** What a subagent handed in: a proposal, or what is wrong with it, in words a model can mend it by. */
export type Parsed =
  | { readonly kind: 'proposal'; readonly proposal: Proposal }
  | { readonly kind: 'malformed'; readonly problems: readonly string[] }

type Token = Pick<Brief, 'accountId' | 'runId' | 'skill' | 'dossier' | 'at'>

/** Filled in by code. A model that restates one of them must restate it right. */
const filled = (token: Token) => ({
  accountId: token.accountId,
  runId: token.runId,
  skill: token.skill.name,
  basedOn: token.dossier.account.version,
})

/** Parses a hand-in against the run token. Pure; the gate still judges everything that parses. */
export function parseProposal(raw: unknown, token: Token): Parsed {
  const given = z.record(z.string(), z.unknown()).safeParse(raw)
  if (!given.success) return malformed(['the proposal must be a JSON object'])
  const broken = unstorable(raw).map(
    (place) => `${place}: a NUL or half a letter, which nobody can read; leave it out`,
  )
  if (broken.length > 0) return malformed(broken)
  const restated = restatedProblems(given.data, token)
  if (restated.length > 0) return malformed(restated)
  const parsed = Proposal.safeParse({ ...given.data, ...filled(token) })
  if (!parsed.success) return malformed(parsed.error.issues.flatMap(wordsOf))
  const problems = [...foreign(parsed.data, token), ...incoherent(parsed.data), ...tooFar(parsed.data, token)]
  return problems.length > 0 ? malformed(problems) : { kind: 'proposal', proposal: parsed.data }
}

const malformed = (problems: readonly string[]): Parsed => ({
  kind: 'malformed',
  problems: problems.slice(0, 12),
})

const shortly = (value: unknown): string => cut(JSON.stringify(value) ?? 'undefined', 80)

function restatedProblems(given: Readonly<Record<string, unknown>>, token: Token): string[] {
  return Object.entries(filled(token)).flatMap(([name, value]) =>
    given[name] === undefined || given[name] === value
      ? []
      : [
          name === 'accountId'
            ? `the proposal names account ${shortly(given[name])}, but the work is on ${shortly(value)} only`
            : `${name} is ${shortly(given[name])}, but this work has ${shortly(value)}; leave it out`,
        ],
  )
}

/** One line per problem, with the place and, for a union, what each place expects. */
function wordsOf(issue: z.core.$ZodIssue): string[] {
  const place = issue.path.map(String).join('.') || 'proposal'
  return [`${place}: ${issue.message.replaceAll('\n', ' ')}`]
}

const listed = (kind: string, id: string) => `${kind} ${shortly(id)} is no record of this account`

/** Ids of other accounts' records. Nothing a subagent was shown holds them, so it made them up or was talked into them. */
function foreign({ actions, draft }: Proposal, { accountId, dossier }: Token): string[] {
  const contacts = new Set<string>(dossier.contacts.map(({ id }) => id))
  const deals = new Set<string>(dossier.deals.map(({ id }) => id))
  const isOurs = ({ object, id }: { readonly object: string; readonly id: string }): boolean => {
    if (object === 'account') return id === accountId
    return object === 'contact' ? contacts.has(id) : object === 'deal' && deals.has(id)
  }
  const ofAction = (action: Action): string[] => {
    if (action.kind === 'set-field' && !isOurs(action.object))
      return [listed(action.object.object, action.object.id)]
    if (action.kind === 'observe' && !isOurs(action.subject))
      return [listed(action.subject.object, action.subject.id)]
    return action.kind === 'move-stage' && !deals.has(action.deal) ? [listed('deal', action.deal)] : []
  }
  const recipient =
    draft !== undefined && !contacts.has(draft.to) ? [`draft.to: ${listed('contact', draft.to)}`] : []
  return [
    ...actions.flatMap((action, at) => ofAction(action).map((problem) => `actions.${at}: ${problem}`)),
    ...recipient,
  ]
}

/** Parts that do not fit together. */
function incoherent({ actions, draft }: Proposal): string[] {
  const sends = actions.filter(({ kind }) => kind === 'send-email').length
  const problems: string[] = []
  if (sends > 1) problems.push('actions: at most one send-email')
  if (sends === 1 && draft === undefined) problems.push('draft: a send-email needs a draft')
  if (sends === 0 && draft !== undefined) problems.push('actions: a draft needs a send-email action')
  if (actions.length > 1 && actions.some(({ kind }) => kind === 'none'))
    problems.push('actions: none stands alone')
  for (const [at, { needs = [] }] of actions.entries())
    for (const need of needs)
      if (need === at || need >= actions.length)
        problems.push(`actions.${at}.needs: ${need} is not the index of another action`)
  return problems
}

// What an agent says steers the ranking for half a year at most: whoever talks one into more would put an account to
// sleep, or on top, for good.
const longestDays = 180

function tooFar({ actions, nextTouch }: Proposal, { at: now }: Token): string[] {
  const last = utcDay(plusDays(new Date(now), longestDays))
  const beyond = (place: string, day: string | undefined): string[] =>
    day === undefined || day <= last
      ? []
      : [`${place}: ${day} is more than ${longestDays} days ahead; at most ${last}`]
  return [
    ...beyond('nextTouch', nextTouch),
    ...actions.flatMap((action, at) =>
      action.kind === 'raise-flag' ? beyond(`actions.${at}.until`, action.until) : [],
    ),
  ]
}
