import type { Finding, Ground } from './ground.ts'
import { formsOf } from './plain.ts'
import { isPlainWord } from './plain-words.ts'
import { proseIn, sentencesIn, unsaid } from './prose.ts'
import type { Reading } from './reading.ts'

// What is told the other way round: new for old, the third for the second, a forecast of ours for a plan of theirs.

const words = String.raw`[^.,;:!?]{2,50}?`
const stop = String.raw`(?=[.,;:!?]|$|\s(?:in|on|by|at|next|this|last|since|before|after|because|im|am|seit|nächste[nsm]?|and|und)\s)`
const part = (source: string): RegExp => new RegExp(String.raw`(?<![\p{L}])(?:${source})`, 'iu')
/** `old` and `new` as named groups. */
const changes: readonly RegExp[] = [
  part(
    String.raw`(?:swap|swaps|swapping|swapped|replace|replaces|replacing|exchange|exchanging|exchanged|trade|trading|traded|switch|switching)\s(?<old>${words})\s(?:for|by|with|against)\s(?<fresh>${words})${stop}`,
  ),
  part(
    String.raw`(?<old>${words})\s(?:will be|is being|is|are|are being|was|were|have been|has been|get|gets)\s(?:replaced|swapped|exchanged)\s(?:by|with|for)\s(?<fresh>${words})${stop}`,
  ),
  part(
    String.raw`(?:switch|switching|switched|move|moving|moved|migrate|migrating|migrated|change|changing|changed|went|going)\sfrom\s(?<old>${words})\sto\s(?<fresh>${words})${stop}`,
  ),
  part(
    String.raw`(?<fresh>${words})\s(?:replaces|replaced|will replace|instead of|rather than|in place of)\s(?<old>${words})${stop}`,
  ),
  part(
    String.raw`(?:ersetzen|ersetzt|tauschen|tauscht|wechseln|umstellen)\s(?:sie\s)?(?<old>${words})\s(?:durch|gegen)\s(?<fresh>${words})${stop}`,
  ),
  part(
    String.raw`(?<old>${words})\s(?:wird|werden|wurde|wurden)\s(?:\p{L}+\s){0,3}?durch\s(?<fresh>${words})\s(?:ersetzt|ausgetauscht)`,
  ),
  part(
    String.raw`von\s(?<old>${words})\s(?:auf|zu)\s(?<fresh>${words})\s(?:um|umgestellt|gewechselt|umgestiegen|wechseln)`,
  ),
  part(String.raw`(?<fresh>${words})\s(?:statt|anstelle von|ersetzt)\s(?<old>${words})${stop}`),
]
const cheapChange =
  /swap|replac|exchang|trad|switch|from|mov|migrat|instead|rather|place of|ersetz|tausch|wechsel|umst|durch|statt|anstelle/i

interface Change {
  readonly old: ReadonlySet<string>
  readonly fresh: ReadonlySet<string>
  readonly start: number
  readonly token: string
}

const substance = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .split(/[^\p{L}\d]+/u)
      .filter((word) => word.length > 1 && !isPlainWord(word))
      .flatMap(formsOf),
  )

function changeIn(text: string): Change | undefined {
  if (!cheapChange.test(text)) return undefined
  for (const pattern of changes) {
    const match = pattern.exec(text)
    const { old = '', fresh = '' } = match?.groups ?? {}
    if (match !== null)
      return { old: substance(old), fresh: substance(fresh), start: match.index, token: match[0] }
  }
  return undefined
}

const meets = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  [...one].some((form) => other.has(form))

/** What replaces what, turned round. */
export function changeFindings({ text }: Reading, ground: Ground): readonly Finding[] {
  const told = changeIn(text)
  if (told === undefined) return []
  for (const stated of proseIn(ground))
    for (const sentence of sentencesIn(stated)) {
      const said = changeIn(sentence)
      if (said === undefined) continue
      if (meets(told.old, said.fresh) && meets(told.fresh, said.old))
        return unsaid(
          text,
          { start: told.start, token: told.token },
          { nearest: stated, why: 'it says it the other way round' },
        )
    }
  return []
}

const places: readonly string[] = [
  'first 1st erste ersten erster erstes',
  'second 2nd zweite zweiten zweiter zweites',
  'third 3rd dritte dritten dritter drittes',
  'fourth 4th vierte vierten vierter viertes',
  'fifth 5th fünfte fünften fünfter fünftes',
  'sixth 6th sechste sechsten sechster',
  'seventh 7th siebte siebten siebter',
  'eighth 8th achte achten achter',
  'ninth 9th neunte neunten neunter',
  'tenth 10th zehnte zehnten zehnter',
]
const placeOf = new Map(places.flatMap((line, at) => line.split(' ').map((word) => [word, at] as const)))
const placed = new RegExp(String.raw`(?<![\p{L}])(${[...placeOf.keys()].join('|')})\s(\p{L}{3,})`, 'giu')
const placesIn = (
  text: string,
): readonly {
  readonly place: number
  readonly noun: string
  readonly start: number
  readonly token: string
}[] =>
  [...text.matchAll(placed)].map(({ 0: token, 1: word = '', 2: noun = '', index }) => ({
    place: placeOf.get(word.toLowerCase()) ?? -1,
    noun,
    start: index,
    token,
  }))
const spans =
  /^(?:of|quarter|half|time|place|step|week|month|quartal|mal|schritt|party|thing|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|january|february|march|may|june|july|october|december|class|hand|thought|glance|rate)$/i

/** `The third roaster` where they wrote of the second: also in a question. */
export function placeFindings({ text }: Reading, ground: Ground): readonly Finding[] {
  for (const { place, noun, start, token } of placesIn(text)) {
    if (spans.test(noun)) continue
    const forms = formsOf(noun)
    for (const stated of proseIn(ground)) {
      const same = stated.readings
        .flatMap((reading) => placesIn(reading.text))
        .filter((one) => formsOf(one.noun).some((form) => forms.includes(form)))
      if (same.length > 0 && same.every((one) => one.place !== place))
        return unsaid(text, { start, token }, { nearest: stated, why: 'it names another one' })
    }
  }
  return []
}

const internal =
  /(?<![\p{L}])(?:our (?:\p{L}+ )?(?:forecast|pipeline|quota|sales target|crm|win rate|commit list|upsell plan|account plan|lead score|margin)|(?:you|your \p{L}+) (?:are|is|as) (?:\p{L}+ )?in our (?:forecast|pipeline)|(?:win|close|closing) probability|lead scor(?:e|ing)|churn risk|upsell(?:ing)?|cross-sell(?:ing)?|forecast category|(?:unser\p{L}*|in der) (?:\p{L}+ )?(?:forecast|pipeline|umsatzprognose|vertriebsprognose|umsatzziel\p{L}*|abschlusswahrscheinlichkeit)|abschlusswahrscheinlichkeit|kündigungsrisiko)(?![\p{L}])/iu

/** What is ours to know: our own forecast and risk are no words for a customer. */
export function internalFindings({ text }: Reading, ground: Ground): readonly Finding[] {
  if (ground.isForColleagues) return []
  const match = internal.exec(text)
  return match === null ||
    ground.own.some(({ readings }) => readings.some((reading) => internal.test(reading.text)))
    ? []
    : [
        {
          token: match[0],
          start: match.index,
          end: match.index + match[0].length,
          found: 'it is our own bookkeeping: nothing for a customer to read',
        },
      ]
}
