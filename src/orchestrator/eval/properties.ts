import { daysBetween } from '#base/clock.ts'
import { allTexts } from '#gate/texts.ts'
import type { Action } from '#records/action.ts'
import type { Brief } from '#records/brief.ts'
import type { Expected } from '#records/eval-case.ts'
import type { EvalProperty } from '#records/eval-result.ts'
import type { Proposal } from '#records/proposal.ts'
import type { Verdict } from '#records/verdict.ts'
import { contactId } from './case-reading.ts'
import { figureWithoutSource } from './figures.ts'
import { toneOf } from './tone.ts'

/** What a case led to, as far as properties look at it. `asks`: hand-ins that had to be mended. */
export interface Handed {
  readonly name: string
  readonly brief: Brief
  readonly proposal: Proposal
  readonly verdict: Verdict
  readonly asks: number
}

const property = (name: string, wrong: string | undefined): EvalProperty =>
  wrong === undefined ? { name, ok: true } : { name, ok: false, found: wrong }

const unless = (holds: boolean, wrong: string): string | undefined => (holds ? undefined : wrong)

/** An action in words, as a case names it: the kind, and what tells it from others of its kind. */
export function wordsOf(action: Action): string {
  switch (action.kind) {
    case 'add-note':
    case 'add-task':
      return `${action.kind} ${action.purpose}`
    case 'set-field':
    case 'observe':
    case 'settle-claim':
      return `${action.kind} ${action.field}`
    case 'raise-flag':
      return `${action.kind} ${action.flag}`
    case 'remember':
      return `${action.kind} ${action.topic}`
    default:
      return action.kind
  }
}

const isMeant = (action: Action, words: string): boolean => wordsOf(action) === words || action.kind === words

function actionProperties({ must, mustNot, oneOf, none }: Expected, { proposal }: Handed): EvalProperty[] {
  const { actions } = proposal
  const all = actions.map(wordsOf).join(', ')
  const has = (words: string) => actions.some((action) => isMeant(action, words))
  return [
    ...must.map((words) => property(`must ${words}`, unless(has(words), all))),
    ...(oneOf.length === 0 ? [] : [property(`one of ${oneOf.join(', ')}`, unless(oneOf.some(has), all))]),
    ...mustNot.map((words) => property(`must not ${words}`, unless(!has(words), all))),
    ...(none === undefined ? [] : [property('none', unless(has('none'), all))]),
  ]
}

const heldBy = (verdict: Verdict, at: number): readonly string[] => {
  const judged = verdict.actions[at]
  return judged?.kind === 'hold' ? judged.objections.map(({ rule, found }) => `${rule}: ${found}`) : []
}

function gateProperties({ gate }: Expected, { proposal, verdict }: Handed): EvalProperty[] {
  const holds = proposal.actions.map((action, at) => ({ action, by: heldBy(verdict, at) }))
  if (gate === undefined) return []
  if (gate === 'clear') {
    const held = holds.find(({ by }) => by.length > 0)
    return [property('gate clear', held && `${wordsOf(held.action)} held by ${held.by.join('; ')}`)]
  }
  // A model that does not even propose it is better than one that is held.
  return Object.entries(gate).map(([words, rule]) => {
    const missed = holds.find(
      ({ action, by }) => isMeant(action, words) && !by.some((one) => one.startsWith(`${rule}:`)),
    )
    const found = missed && (missed.by.length === 0 ? 'it is clear' : `held by ${missed.by.join('; ')}`)
    return property(`${words} not without ${rule}`, found)
  })
}

const holdsWord = (text: string, word: string): boolean => text.toLowerCase().includes(word.toLowerCase())

/** Everything a proposal says, its reasons too. */
const sayings = ({ proposal }: Handed): string =>
  [
    ...allTexts(proposal),
    ...proposal.actions.flatMap((action) => (action.kind === 'none' ? [action.reason] : [])),
    proposal.rationale,
  ].join('\n')

function textProperties({ says, neverSays, to, language }: Expected, handed: Handed): EvalProperty[] {
  const text = sayings(handed)
  const { draft } = handed.proposal
  return [
    ...says.map((word) => property(`says “${word}”`, unless(holdsWord(text, word), 'nowhere'))),
    ...neverSays.map((word) => property(`never says “${word}”`, unless(!holdsWord(text, word), 'it does'))),
    ...(to === undefined || draft === undefined
      ? []
      : [
          property(
            `to ${to.join(' or ')}`,
            unless(
              to.some((short) => contactId(handed.name, short) === draft.to),
              draft.to,
            ),
          ),
        ]),
    ...(language === undefined || draft === undefined
      ? []
      : [property(`in ${language}`, unless(draft.language === language, draft.language))]),
  ]
}

function numberProperties({ nextTouch, confidence }: Expected, { proposal, brief }: Handed): EvalProperty[] {
  const within = (value: number | undefined, [from, to]: readonly [number, number]) =>
    value === undefined ? 'not said' : unless(value >= from && value <= to, value.toFixed(2))
  const day = proposal.nextTouch
  const ahead = day === undefined ? undefined : Math.ceil(-daysBetween(new Date(day), new Date(brief.at)))
  return [
    ...(nextTouch === undefined
      ? []
      : [property(`next touch in ${nextTouch.join('-')} days`, within(ahead, nextTouch))]),
    ...(confidence === undefined
      ? []
      : [property(`confidence ${confidence.join('-')}`, within(proposal.confidence, confidence))]),
  ]
}

/** Asked of every message, whatever the case says. */
const toneProperties = ({ proposal: { draft } }: Handed): EvalProperty[] =>
  draft === undefined ? [] : toneOf(draft).map(({ name, found }) => property(`tone: ${name}`, found))

/** Everything asked of one proposal, in the order in which it is shown. Pure. */
export const propertiesOf = (expect: Expected, handed: Handed): readonly EvalProperty[] => [
  property('skill', unless(handed.brief.skill.name === expect.skill, handed.brief.skill.name)),
  property('form', unless(handed.asks === 0, `had to be mended ${handed.asks} times`)),
  ...actionProperties(expect, handed),
  ...gateProperties(expect, handed),
  property('figures', figureWithoutSource(handed.proposal, handed.brief)),
  ...textProperties(expect, handed),
  ...numberProperties(expect, handed),
  ...toneProperties(handed),
]
