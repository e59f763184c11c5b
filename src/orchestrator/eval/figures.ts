import type { Action } from '#records/action.ts'
import type { Brief } from '#records/brief.ts'
import type { FactId } from '#records/ids.ts'
import type { Proposal } from '#records/proposal.ts'
import { canonicalJson } from '#base/canonical.ts'
import { citesOf } from '#gate/cites.ts'

const figure = /\d(?:[\d.,]*\d)?/gu
/** What makes a number an offer of a time: `20 minutes`. */
const timeAfter =
  /^\s*-?(?:min(?:ute[ns]?|s)?|hours?|days?|weeks?|months?|stunden?|tage|wochen|h|uhr|[ap]\.?m\.?)\b/iu

const plain = (number: string): string => number.replaceAll(/[.,]/g, '')

/** The numbers a text states, without separators; dates fall into their parts. */
function figuresIn(text: string): readonly string[] {
  return [...text.matchAll(figure)]
    .filter(({ 0: found, index }) => !timeAfter.test(text.slice(index + found.length)))
    .map(({ 0: found }) => plain(found))
}

interface Said {
  readonly where: string
  readonly text: string
  readonly cites: readonly FactId[]
  /** A message may only cite facts; a note may repeat what was read in the timeline, too. */
  readonly mayRepeat: boolean
}

const ofAction = (action: Action, at: number): readonly Said[] =>
  action.kind === 'add-note' || action.kind === 'add-task' || action.kind === 'remember'
    ? [{ where: `action ${at + 1}`, text: action.text, cites: citesOf(action, undefined), mayRepeat: true }]
    : []

/** The first figure that stands in none of the facts its sentence cites; undefined: every one has its source. */
export function figureWithoutSource({ actions, draft }: Proposal, brief: Brief): string | undefined {
  const facts = new Map(brief.facts.map((fact) => [fact.id, canonicalJson(fact.value)]))
  const ours = Object.values(brief.sender).join(' ') + brief.playbook
  const names = brief.facts
    .filter(({ field }) => /name$/i.test(field))
    .map(({ value }) => canonicalJson(value))
  const read = brief.timeline.activities.flatMap(({ subject, body, at }) => [subject, body, at])
  const said: readonly Said[] = [
    ...(draft?.sentences ?? []).map(({ text, cites }, at) => ({
      where: `sentence ${at + 1}`,
      text,
      cites,
      mayRepeat: false,
    })),
    ...actions.flatMap(ofAction),
  ]
  for (const { where, text, cites, mayRepeat } of said) {
    const sources = [
      ...cites.flatMap((id) => facts.get(id) ?? []),
      ours,
      ...names,
      ...(mayRepeat ? read : []),
    ]
    const standing = new Set(
      sources.flatMap((source) => [...source.matchAll(figure)].map(([found]) => plain(found))),
    )
    const lost = figuresIn(text).find((number) => !standing.has(number))
    if (lost !== undefined) return `${where}: ${lost} stands in none of its ${cites.length} cited facts`
  }
  return undefined
}
