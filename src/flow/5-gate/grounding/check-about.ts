import { isOfFact } from './about.ts'
import { guess, isConditional, type Claim } from './claim-part.ts'
import type { Finding, Ground } from './ground.ts'
import { readingOf, type Reading } from './reading.ts'
import type { Stated } from './stated.ts'
import { clausesIn } from './prose.ts'
import { news, verdicts, type Verdict } from './verdicts.ts'

// A statement about them is about what it cites, and what goes beyond a fact, news, troubles, plans, is said by one.

/** What is stated of them that no cited fact has anything to do with, or that goes beyond what the facts say. */
export function aboutFindings(reading: Reading, ground: Ground): readonly Finding[] {
  const { text, claims } = reading
  if (reading.isQuestion || ground.isTask) return []
  const found: Finding[] = []
  for (const claim of claims(ground.accountName)) {
    const isOff = !ground.isForColleagues && isOffTopic(text, claim, ground)
    const one = isOff ? offTopic(text, claim, ground) : beyondFacts(reading, claim, ground)
    if (one !== undefined) found.push(one)
  }
  return found.length > 0 ? found : presumed(reading, ground)
}

/** What is between us is ours to say, too. */
const betweenUs = /(?<![\p{L}])(?:between us|zwischen uns)(?![\p{L}])/iu
const quoted = /["“„]([^"“”„]{2,}?)["“”]/u

function isOffTopic(text: string, { from, to }: Claim, { cited, names }: Ground): boolean {
  // Without any cite it is for `cites-current-fact` to hold.
  if (cited.length === 0) return false
  const part = text.slice(from, to)
  if (quoted.test(part) || betweenUs.test(part)) return false
  const reading = readingOf(part)
  return !cited.some((stated) => isOfFact(reading, stated, names))
}

function offTopic(text: string, { start, end }: Claim, { cited }: Ground): Finding {
  const [first] = cited
  const token = text.slice(start, end).replace(/[\s.!]+$/, '')
  return {
    token,
    start,
    end: start + token.length,
    found: first && `${first.label} is cited: it speaks of something else`,
  }
}

const isSaid = ({ pattern, topics, fields, said }: Verdict, { cited }: Ground): boolean =>
  cited.some(
    (stated) =>
      stated.fact !== undefined &&
      (topics.some((topic) => stated.topics.includes(topic)) ||
        fields.test(stated.fact.field) ||
        stated.readings.some(({ text }) => pattern.test(text)) ||
        (said !== undefined && isWritten(said, stated))),
  )

/** Said by them in other words, and not denied in the same breath. */
const isWritten = (said: RegExp, stated: Stated): boolean =>
  stated.readings.some(({ text }) => said.test(text)) &&
  clausesIn(stated).some((clause) => said.test(clause) && !noPlan.test(clause))
const noPlan = /(?<![\p{L}])(?:not|no|cannot|nicht|keine?[nmrs]?)(?![\p{L}])|n’t(?![\p{L}])/iu

function beyondFacts({ text }: Reading, { start, end, from }: Claim, ground: Ground): Finding | undefined {
  const part = text.slice(start, end)
  const before = text.slice(from, start)
  for (const verdict of verdicts) {
    const match = verdict.pattern.exec(part) ?? undefined
    if (match === undefined || isSaid(verdict, ground) || saysLiterally(match[0], ground.cited)) continue
    if (isQuoted(text, start + match.index) || guess.test(before)) continue
    return findingAt(start + match.index, match[0], ground)
  }
  return undefined
}

/** Inside quotation marks the words are theirs; whether they are is asked of the quotation. */
const isQuoted = (text: string, at: number): boolean =>
  (text.slice(0, at).match(/["“”„]/gu)?.length ?? 0) % 2 === 1

const saysLiterally = (words: string, cited: readonly Stated[]): boolean => {
  const said = readingOf(words)
    .words.map(({ key }) => key)
    .join(' ')
  return said !== '' && cited.some((stated) => stated.said.includes(` ${said} `))
}

function findingAt(start: number, token: string, { cited }: Ground): Finding {
  const nearest = cited.find(({ fact }) => fact !== undefined)
  return {
    token: token.trim(),
    start,
    end: start + token.trimEnd().length,
    found: nearest && `${nearest.label} is cited: it does not say so`,
  }
}

const behindYour =
  /(?<![\p{L}])(?:your|the\scompany’s|ihr(?:e[mnrs]?)?)\s(?:(?:new|latest|recent|last|current|upcoming|big|own|first|second|successful|neue[nrms]?|letzte[nrms]?|jüngste[nrms]?|aktuelle[nrms]?|zweite[nrms]?|kürzliche[nrms]?)\s){0,2}(?:\p{L}+[\s-]){0,2}?$/iu
const congratulating =
  /(?<![\p{L}])(?:congrat\p{L}*|glückwunsch|gratul\p{L}*|kudos|well done|hats off|cheers)(?![\p{L}])[^.!?]{0,60}$/iu
const reading_ =
  /(?<![\p{L}])(?:read|heard|saw|seen|learn(?:ed|t)|noticed|gelesen|gehört|gesehen|erfahren)\s(?:about|of|on|von|über)?\s?(?:the|your|dem|der|den|ihre[mnrs]?)\s(?:\p{L}+\s){0,3}$/iu

/** News taken for granted: `your new funding round`, `congratulations on the award`, `I read about the merger`. */
function presumed({ text }: Reading, ground: Ground): readonly Finding[] {
  if (!ground.isAboutThem && !congratulating.test(text.replace(/[.!?\s]+$/, '').slice(0, 60))) return []
  if (isConditional(text) || guess.test(text)) return []
  for (const verdict of news) {
    const match = verdict.pattern.exec(text)
    if (match === null || isSaid(verdict, ground) || isQuoted(text, match.index)) continue
    if (saysLiterally(match[0], [...ground.cited, ...ground.own])) continue
    const before = text.slice(0, match.index)
    if (behindYour.test(before) || congratulating.test(before) || reading_.test(before))
      return [findingAt(match.index, match[0], ground)]
  }
  return []
}
