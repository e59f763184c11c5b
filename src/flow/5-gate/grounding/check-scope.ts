import type { Finding, Ground } from './ground.ts'
import { formsOf, verbStem } from './plain.ts'
import { isPlainWord } from './plain-words.ts'
import { clausesIn, isNegative, proseIn, unsaid } from './prose.ts'
import type { Reading } from './reading.ts'
import { segmentsOf } from './segments.ts'
import type { Stated } from './stated.ts'

// How far it goes: all of them, only these, always; and whether it is so, was asked, or is still to come.

interface Reach {
  readonly told: RegExp
  readonly said: RegExp
}
const reach = (told: string, said = told): Reach => ({
  told: new RegExp(String.raw`(?<![\p{L}])(?:${told})(?![\p{L}])`, 'iu'),
  said: new RegExp(String.raw`(?<![\p{L}])(?:${said})(?![\p{L}])`, 'iu'),
})
const reaches: readonly Reach[] = [
  reach(
    String.raw`all (?:of )?(?:your|the|their|our|these|those|\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\p{L}+teen|\p{L}+ty)(?: \p{L}+)?|all over|every (?!day|week|month|quarter|year|morning|evening|time|now|other|success|good|reason|chance)\p{L}+|each (?!other|day|week|month|year|time)\p{L}+|everyone|everybody|everywhere|the whole (?!day|week|weekend|thing|point|story|idea|year|time)\p{L}+|the entire|alle (?:ihre|ihrer|\p{L}+) ?\p{Lu}\p{L}+|alle[nr]? (?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|\d+)|jede[rs]? (?!woche|tag|monat|jahr)\p{Lu}\p{L}+|sämtliche\p{L}*|überall|die ganze\p{L}* \p{L}+`,
    'all|every|each|everyone|everybody|everywhere|whole|entire|total|none|nobody|any|alle[nrs]?|jede[nrs]?|sämtliche\\p{L}*|überall|ganze[nrs]?|gesamt\\p{L}*|niemand|keine?[nmrs]?',
  ),
  reach(
    'both (?!of us|sides|of you)\\p{L}+|beide[nr]? (?!seiten)\\p{L}+',
    'both|two|all|beide[nrs]?|zwei|alle[nrs]?',
  ),
  reach(
    'always|constantly|all the time|permanently|non-?stop|around the clock|time and again|again and again|immer|ständig|dauernd|permanent|rund um die uhr|jedes mal|immer wieder',
    'always|constantly|all the time|all day|daily|every|each|permanent\\p{L}*|non-?stop|24|keeps?|again|until|immer|ständig|dauernd|rund um die uhr|durchgehend|jede[nrs]?|täglich|wieder|laufend',
  ),
  reach(
    'never|not once|not a single|nie|niemals|kein einziges mal',
    'never|no|not|none|nobody|without|nie|niemals|nicht|keine?[nmrs]?|n’t',
  ),
  reach(
    '(?:the )?most (?:of )?(?:your|the|them|people|\\p{L}+s)|most of|the majority|mostly|die meisten|meistens|der großteil|überwiegend',
    'most|mostly|majority|mainly|largely|half|meisten|meist|großteil|mehrheit|überwiegend|hauptsächlich|more than|\\d+\\s?%|percent|prozent',
  ),
]

const contentOf = (text: string): readonly string[] =>
  text
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word.length > 2 && !isPlainWord(word))
    .flatMap((word) => [...formsOf(word), verbStem(word)])

/** The clause of the cited texts that shares most words of substance with a text, and how many. */
function nearestClause(
  text: string,
  prose: readonly Stated[],
): { readonly clause: string; readonly shared: number; readonly stated: Stated } | undefined {
  const wanted = new Set(contentOf(text))
  let best: { clause: string; shared: number; stated: Stated } | undefined
  for (const stated of prose)
    for (const clause of clausesIn(stated)) {
      const shared = new Set(contentOf(clause).filter((form) => wanted.has(form))).size
      if (shared > (best?.shared ?? 0)) best = { clause, shared, stated }
    }
  return best
}

/** All, always, never, most, where what they wrote of it does not go so far. */
export function reachFindings(reading: Reading, ground: Ground): readonly Finding[] {
  const { text } = reading
  if (ground.isTask || ground.isSubject || !reaches.some(({ told }) => told.test(text))) return []
  const prose = proseIn(ground)
  const [first] = prose
  if (first === undefined) return []
  for (const { start, end } of segmentsOf(reading, ground)) {
    const part = text.slice(start, end)
    for (const { told, said } of reaches) {
      const match = told.exec(part)
      if (match === null) continue
      const nearest = nearestClause(part, prose)
      const isSaid =
        nearest === undefined
          ? prose.some((stated) => clausesIn(stated).some((clause) => said.test(clause)))
          : said.test(nearest.clause)
      if (!isSaid)
        return unsaid(
          text,
          { start: start + match.index, token: match[0] },
          { nearest: nearest?.stated ?? first, why: 'it does not go so far' },
        )
    }
  }
  return []
}

const open =
  /(?<![\p{L}])(?:will|would|could|might|may|should|shall|going to|plan(?:s|ned|ning)?|want(?:s|ed)?|wish\p{L}*|hope[sd]?|consider\p{L}*|think\p{L}*|maybe|perhaps|possibly|if|whether|until|before|unless|being|due|expected|next|about to|asked?|asks|wird|werden|würde\p{L}*|könnte\p{L}*|möchte\p{L}*|will|wollen|soll\p{L}*|plan\p{L}*|überleg\p{L}*|vielleicht|eventuell|ob|falls|wenn|bevor|bis|folgt|nächste\p{L}*)(?![\p{L}])|\?/iu
const done =
  /(?<![\p{L}])(?:has|have|had|was|were|did|already|since|now that|is|are|confirmed|\p{L}{3,}ed|went|made|took|built|bought|began|sold|left|hat|haben|ist|sind|wurde\p{L}*|bereits|schon|ge\p{L}{3,}(?:t|en))(?![\p{L}])/iu

const asked =
  /\?\s*$|(?<![\p{L}])(?:asked|asks|wondered|wants? to know|would like to know|enquired|fragte?n?|möchte\p{L}* wissen|will wissen),?\s(?:whether|if|how|what|when|who|ob|wie|was|wann|wer)(?![\p{L}])/iu

/** What they asked, plan or rule out, told as if it were so. */
export function settledFindings(reading: Reading, ground: Ground): readonly Finding[] {
  if (ground.isTask || ground.isSubject) return []
  const prose = proseIn(ground)
  const [first] = prose
  if (first === undefined) return []
  const { text } = reading
  for (const { start, end } of segmentsOf(reading, ground)) {
    const part = text.slice(start, end)
    if (open.test(part) || isNegative(part) || !done.test(part)) continue
    for (const stated of prose) {
      const wanted = new Set(contentOf(part))
      if (wanted.size < 2) continue
      const holding = stated.readings
        .flatMap((one) => one.text.split(/(?<=[.!?])\s+/))
        .filter((sentence) => new Set(contentOf(sentence).filter((form) => wanted.has(form))).size >= 3)
      if (holding.length > 0 && holding.every((sentence) => asked.test(sentence)))
        return unsaid(
          text,
          { start, token: part.trim() },
          { nearest: stated, why: 'it is asked there, not said' },
        )
    }
  }
  return []
}
