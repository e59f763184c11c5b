import type { Action, Draft } from '#records/action.ts'
import type { Activity } from '#records/activity.ts'
import { textOf } from '#records/fields.ts'
import type { FactId } from '#records/ids.ts'
import type { DraftPlace, Repair } from '#records/objection.ts'
import { dayIn } from '../grounding/calendar.ts'
import { findingsIn } from '../grounding/ground-text.ts'
import type { Finding, Ground } from '../grounding/ground.ts'
import { formsOf } from '../grounding/plain.ts'
import { readingOf } from '../grounding/reading.ts'
import { statedFact, wordsInOrder, type Stated } from '../grounding/stated.ts'
import { repairOf } from '../repair.ts'
import { rule, type Refusal, type Rule } from '../rule.ts'
import { worldFor, type World } from '../grounding/world.ts'
import { quoted } from '../texts.ts'

/**
 * Every number, amount, date, name, address, place, claim and quotation in a proposed text is said by a fact cited for
 * it, by the sender's profile or by the playbook: the right value of the right thing, not only the same characters.
 * `timeZone` is the book's: it says which day today is. Links to `linkHosts` are for `links-and-markup` alone.
 */
export const groundedTokens = (timeZone: string, linkHosts: readonly string[] = []): Rule =>
  rule({
    name: 'grounded-tokens',
    version: 5,
    judges: ['send-email', 'add-note', 'add-task', 'remember', 'raise-flag'],
    needs: ['clock', 'record', 'facts', 'cited', 'playbook', 'sender', 'timeline'],
    canOverride: true,
    objects: ({ action }, { draft }, { now, record, facts, cited, playbook, sender, timeline }) => {
      const world = worldFor({
        now,
        timeZone,
        linkHosts,
        dossier: record.dossier,
        facts,
        cited,
        playbook,
        sender,
        activities: timeline.activities,
      })
      if (action.kind === 'send-email') return draft && draftRefusal(draft, world)
      return textRefusal(action, world)
    },
  })

/** What the cited facts say. */
function statedBy(cites: readonly FactId[], { cited, facts, dossier, timeZone }: World): readonly Stated[] {
  return [...new Set(cites)].flatMap((id) => {
    const fact = cited[id] ?? facts.find((one) => one.id === id)
    if (fact === undefined) return []
    const deal = dossier.deals.find((one) => one.id === fact.subject.id)
    return [statedFact(fact, { timeZone, currency: (deal && textOf(deal.fields, 'currency')) ?? '' })]
  })
}

/** An id that is no fact: what stands on it is for `cites-current-fact` to hold, once. */
const isUnknown = (cites: readonly FactId[], { cited }: World): boolean =>
  cites.some((id) => cited[id] === undefined)

const wordsOfActivity = ({ subject, body }: Activity): readonly string[] => [
  wordsInOrder(readingOf(subject)),
  wordsInOrder(readingOf(body)),
]

const german =
  /(?<![\p{L}])(?:und|oder|der|die|das|dem|den|ein|eine|einen|nicht|mit|bei|von|zu|ob|wer|wie|was|nach|für|ist|sind|hat|haben|noch|bitte|im|am|auf|aus)(?![\p{L}])|\p{Ll}{3,}en[.!]?$/iu
const english =
  /(?<![\p{L}])(?:the|a|to|of|and|is|are|with|for|their|they|it|has|have|from|by|on|at)(?![\p{L}])/iu

/** What an action says and on which facts. A flag cites none: all that is known of the account may bear its reason. */
function saidIn(
  action: Action,
  { facts }: World,
): { readonly text: string; readonly cites: readonly FactId[] } | undefined {
  switch (action.kind) {
    case 'add-note':
    case 'add-task':
    case 'remember':
      return { text: action.text, cites: action.cites }
    case 'raise-flag':
      return { text: action.why, cites: facts.map(({ id }) => id) }
    default:
      return undefined
  }
}

function textRefusal(action: Action, world: World): Refusal | undefined {
  const said = saidIn(action, world)
  if (said === undefined) return undefined
  const { text, cites } = said
  const ground: Ground = {
    ...world.ground,
    cited: statedBy(cites, world),
    quotable: world.activities.flatMap(wordsOfActivity),
    activityDays: world.activities.map(({ at }) => dayIn(at, world.timeZone)),
    isForColleagues: true,
    language: german.test(text) && !english.test(text) ? 'de' : 'en',
    isTask: action.kind === 'add-task',
  }
  const [finding, ...more] = findingsIn(text, ground)
  if (finding === undefined) return undefined
  return {
    ...words(finding, more.length),
    where: `${action.kind}: ${quoted(text)}`,
    repair: { kind: 'drop-action' },
  }
}

interface Placed extends Finding {
  /** null: the subject. */
  readonly sentence: number | null
  readonly text: string
}

function draftRefusal(draft: Draft, world: World): Refusal | undefined {
  const base = {
    ...world.ground,
    language: draft.language,
    recipient: draft.to,
    activityDays: world.activities.map(({ at }) => dayIn(at, world.timeZone)),
  }
  const all = statedBy(
    draft.sentences.flatMap(({ cites }) => cites),
    world,
  )
  const found = [
    ...(isAnswer(draft.subject, world)
      ? []
      : placed(
          draft.subject,
          null,
          subjectFindings(draft, all, { ground: { ...base, isAboutThem: true, isSubject: true }, world }),
        )),
    ...bodyFindings(draft, all, { ground: base, world }),
  ]
  const [first] = found
  if (first === undefined) return undefined
  const place: DraftPlace = { sentence: first.sentence, start: first.start, end: first.end }
  const repair = repairFor(draft, found)
  return {
    ...words(first, found.length - 1),
    where: `${first.sentence === null ? 'subject' : `sentence ${first.sentence + 1}`}: ${quoted(first.text)}`,
    place,
    ...(repair === undefined ? {} : { repair }),
  }
}

interface Within {
  readonly ground: Ground
  readonly world: World
}

/** The sentences, each against what it cites itself. */
function bodyFindings(
  { sentences }: Draft,
  all: readonly Stated[],
  { ground, world }: Within,
): readonly Placed[] {
  // What is cited once may be named again where nothing is cited: `and about Tonbridge, in a call`.
  const again = { ...ground, names: new Set([...ground.names, ...namesIn(all)]), cited: [], quotable: [] }
  return sentences.flatMap(({ text, cites }, sentence) => {
    if (isUnknown(cites, world)) return []
    if (cites.length === 0 && !ourThings.test(text)) return placed(text, sentence, findingsIn(text, again))
    const cited = all.filter(({ fact }) => fact !== undefined && cites.includes(fact.id))
    const origins = new Set(cited.map(({ fact }) => fact?.sourceRef))
    const quotable = world.activities.filter(({ id }) => origins.has(id)).flatMap(wordsOfActivity)
    return placed(text, sentence, findingsIn(text, { ...ground, cited, quotable }))
  })
}

const ourThings = /(?<![\p{L}])(?:our|unser\p{L}*|we|wir)\s/iu
const namesIn = (cited: readonly Stated[]): readonly string[] =>
  cited.flatMap(({ readings }) =>
    readings.flatMap(({ words: said }) =>
      said.flatMap(({ text, key }) => (/^\p{Lu}/u.test(text) ? [key, ...formsOf(text)] : [])),
    ),
  )

/** A subject cites nothing itself: what the draft cites says it, or what the record says of the account. */
function subjectFindings(
  { subject }: Draft,
  cited: readonly Stated[],
  { ground, world }: Within,
): readonly Finding[] {
  const findings = findingsIn(subject, { ...ground, cited })
  if (findings.length === 0) return findings
  const known = world.facts.filter((fact) => fact.subject.object === 'account' && !fact.tainted)
  const stated = known.map((fact) => statedFact(fact, { timeZone: world.timeZone, currency: '' }))
  return findingsIn(subject, { ...ground, cited: [...cited, ...stated] }).length === 0 ? [] : findings
}

/** `Re: Offer` where a mail called so is on the timeline: their words, or ours. */
function isAnswer(subject: string, { activities }: World): boolean {
  const bare = (text: string): string => wordsInOrder(readingOf(text.replace(prefix, '')))
  return prefix.test(subject) && activities.some((one) => bare(one.subject) === bare(subject))
}
const prefix = /^(?:(?:re|aw|antw|wg|fwd?)\s*:\s*)+/iu

const placed = (text: string, sentence: number | null, findings: readonly Finding[]): readonly Placed[] =>
  findings.map((finding) => ({ ...finding, sentence, text }))

function words({ token, found }: Finding, more: number): Pick<Refusal, 'needed' | 'found'> {
  const others = more === 0 ? '' : `; ${more} more in this text`
  return {
    needed: `“${token}” said by a cited fact`,
    found: `${found ?? 'no cited fact, sender profile or playbook says it'}${others}`,
  }
}

/** One wrong value is put right; a sentence with more at fault is left out; with several sentences only a person can. */
function repairFor(draft: Draft, found: readonly Placed[]): Repair | undefined {
  const [first] = found
  if (first === undefined || found.some(({ sentence }) => sentence !== first.sentence)) return undefined
  if (found.length === 1 && first.right !== undefined) {
    const text = first.text.slice(0, first.start) + first.right + first.text.slice(first.end)
    return first.sentence === null
      ? { kind: 'replace-subject', text }
      : { kind: 'replace-sentence', sentence: first.sentence, text }
  }
  return first.sentence === null ? undefined : repairOf(draft, first.sentence).repair
}
