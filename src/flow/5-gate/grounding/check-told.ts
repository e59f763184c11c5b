import type { Finding, Ground, Person } from './ground.ts'
import { isLight } from './about.ts'
import { fold, verbStem } from './plain.ts'
import { isPlainWord } from './plain-words.ts'
import { clausesIn, isHeldBy, isNegative, proseIn, sentencesIn, unsaid } from './prose.ts'
import type { Reading } from './reading.ts'
import type { Stated } from './stated.ts'
import { isFiniteVerb } from './verbs.ts'

// What a draft tells of a message: who did it, to what, before or after what, and whether it was denied there.

const reporting =
  /(?<![\p{L}])(?:(?:told (?:me|us)|wrote|said|mentioned|explained|reported|says)(?:\s(?:to (?:me|us)|in your (?:mail|message)))?,?\s(?:that\s)?|(?:schrieben|schrieb|sagten|sagte|erwähnten|erwähnte|berichteten|erzählten)(?:\s(?:mir|uns|Sie))*,?\s(?:dass\s)?)([^.;!?–—]{6,})/iu
const cheapReport = /told|wrote|said|says|mention|explain|report|schrieb|sagte|erwähnt|berichte|erzähl/iu
const leaves = /,\s(?:so|which|and so|weshalb|deshalb|daher)\s[^]*$/iu
const phrase = /(?<![\p{L}])(?:the|an?|your|her|his|their|our|my|this)\s(?=((?:[\p{L}’-]+(?:\s|$)){1,4}))/giu
const phraseEnd =
  /(?<![\p{L}])(?:is|are|was|were|has|have|had|of|on|in|at|to|for|with|by|from|and|or|that|which|who|will|would|can|could|until|till|before|after|since|because|so|than|as|when|while|if|last|next|this|every|today|now|again|very|too)(?![\p{L}])[^]*$/iu

/** The object told differently: a noun of the reported clause that they did not write. */
export function retoldFindings({ text, isQuestion }: Reading, ground: Ground): readonly Finding[] {
  if (isQuestion || !cheapReport.test(text)) return []
  const match = reporting.exec(text)
  const prose = match === null ? [] : proseIn(ground)
  const [nearest] = prose
  if (match === null || nearest === undefined) return []
  const clause = (match[1] ?? '').replace(leaves, '')
  const from = match.index + match[0].length - (match[1] ?? '').length
  const sources = ground.cited
  const isKnown = (word: string): boolean =>
    ground.names.has(fold(word)) || isHeldBy(word, sources) || isPartOf(fold(word), sources)
  for (const { 0: whole, 1: found = '', index } of ground.language === 'de' ? [] : clause.matchAll(phrase)) {
    const words = found
      .replace(phraseEnd, '')
      .split(/[\s-]+/)
      .filter((word) => word !== '')
    const told = words.filter((word) => word.length > 3 && !isLight(fold(word)) && !isPlainWord(word))
    if (told.length === 0 || told.some((word) => isKnown(word))) continue
    const token = `${whole}${words.join(' ')}`
    return unsaid(text, { start: from + index, token }, { nearest, why: 'it does not speak of this' })
  }
  return []
}

/** `Rechnungen` is said by `Eingangsrechnungen`. */
const isPartOf = (key: string, sources: readonly Stated[]): boolean =>
  key.length > 5 &&
  sources.some(({ forms }) =>
    [...forms].some((form) => form.length > 4 && (form.includes(key.slice(0, -1)) || key.includes(form))),
  )

const pronouns = /^(?:you|sie|he|she|er|i|we|ich|wir)$/i

/** What one person does in the cited text and another in the draft: `Amy finds out`, `Marcus says he finds out`. */
export function doerFindings({ text, words, isQuestion }: Reading, ground: Ground): readonly Finding[] {
  if (isQuestion || ground.cited.length === 0) return []
  for (const stated of proseIn(ground))
    for (const clause of clausesIn(stated)) {
      const done = doneBy(clause, ground.people)
      if (done === undefined) continue
      const at = words.findIndex(({ text: word }) => verbStem(word) === done.stem)
      const verb = words[at]
      // Another thing is done where nothing of what it is done to is named: \`looks after the vans\`, \`looks at a tool\`.
      if (verb === undefined || (done.rest.length > 0 && !done.rest.some((word) => text.includes(word))))
        continue
      const doer = doerBefore(
        words.slice(0, at).map(({ text: word }) => word),
        ground,
      )
      if (doer === undefined || done.who.some(({ id }) => id === doer.id)) continue
      return unsaid(
        text,
        { start: verb.start, token: verb.text },
        { nearest: stated, why: 'somebody else does so' },
      )
    }
  return []
}

/** The person of the record who does something in a clause, and the stem of what is done. */
function doneBy(
  clause: string,
  people: readonly Person[],
): { readonly who: readonly Person[]; readonly stem: string; readonly rest: readonly string[] } | undefined {
  const words = clause.split(/[^\p{L}’]+/u).filter((word) => word !== '')
  for (const [at, word] of words.entries()) {
    if (!/^\p{Lu}/u.test(word)) continue
    const who = people.filter(({ first, last }) =>
      [first, last].some((name) => name !== '' && fold(name) === fold(word)),
    )
    const verb = words.slice(at + 1, at + 4).find((next) => !isLight(fold(next)) && next.length > 3)
    if (who.length === 0 || verb === undefined || !/^\p{Ll}/u.test(verb) || /^(?:that|said|says)$/.test(verb))
      continue
    const rest = words.slice(words.indexOf(verb, at) + 1).filter((next) => !isPlainWord(next))
    return { who, stem: verbStem(verb), rest }
  }
  return undefined
}

/** Who does what follows: the nearest pronoun or name before it. */
function doerBefore(words: readonly string[], { people, recipient }: Ground): Person | undefined {
  const personAt = (word: string): Person | undefined =>
    /^\p{Lu}/u.test(word)
      ? people.find(({ first, last }) =>
          [first, last].some((name) => name !== '' && fold(name) === fold(word)),
        )
      : undefined
  for (const word of words.toReversed()) {
    const person = personAt(word)
    if (person !== undefined) return person
    if (!pronouns.test(word)) continue
    if (/^(?:you|sie)$/i.test(word)) return people.find(({ id }) => id === recipient)
    if (/^(?:i|we|ich|wir)$/i.test(word)) return undefined
  }
  return undefined
}

const actor =
  /(?:^|[,;:]\s|(?<![\p{L}])(?:and|but|since|that|because|as|und|dass|weil|da)\s)(?:(?:Herrn?|Frau|Mr|Mrs|Ms|Dr)\.?\s)?(\p{Lu}[\p{L}’-]+)(?:\s\p{Lu}[\p{L}’-]+)?\s(?:(?:already|also|now|only|still|auch|schon|\p{L}+ly)\s)?(\p{Ll}+)/gu
const germanDone =
  /^(?:hat|ist|will|sagt\p{L}*|schrieb|schreibt|meint\p{L}*|möchte|braucht|entscheidet|prüft)$/u

/** Somebody of theirs who is said to have done or said something, where no cited fact names or is from them. */
export function actorFindings({ text, isQuestion }: Reading, ground: Ground): readonly Finding[] {
  const [nearest] = ground.cited
  if (isQuestion || nearest === undefined) return []
  for (const { 0: whole, 1: name = '', 2: verb = '', index } of text.matchAll(actor)) {
    if (!isFiniteVerb(verb) && !germanDone.test(verb)) continue
    const people = ground.people.filter(
      ({ id, first, last }) =>
        id !== 'sender' && id !== ground.recipient && [first, last].some((one) => fold(one) === fold(name)),
    )
    if (people.length === 0 || isHeldBy(name, ground.cited)) continue
    if (ground.cited.some(({ fact }) => people.some(({ id }) => id === fact?.subject.id))) continue
    return unsaid(
      text,
      { start: index + whole.indexOf(name), token: name },
      { nearest, why: 'it does not name them' },
    )
  }
  return []
}

const cannot =
  /(?<![\p{L}])(\p{Lu}[\p{L}\d-]+)\s(?:cannot|can not|can’t|does not|doesn’t|do not|don’t|is not|isn’t|will not|won’t|never|kann\s(?:\p{L}+\s){0,2}nicht|macht\s(?:\p{L}+\s){0,2}nicht)(?![\p{L}])/gu

/** `PayMate cannot do it` in what they wrote, `PayMate handles it` here. */
export function ableFindings({ text, isQuestion }: Reading, ground: Ground): readonly Finding[] {
  if (isQuestion || isNegative(text)) return []
  for (const stated of proseIn(ground))
    for (const sentence of sentencesIn(stated).filter(isNegative))
      for (const [, subject = ''] of sentence.matchAll(cannot)) {
        if (isLight(fold(subject)) || /^(?:I|We|It|This|That|They|He|She|You)$/.test(subject)) continue
        const at = text.indexOf(`${subject} `)
        const verb =
          at < 0
            ? undefined
            : /^\S+\s(?:\p{L}+ly\s|already\s|also\s|now\s|schon\s)?(\p{Ll}+)/u.exec(text.slice(at))
        const isElsewhere = sentencesIn(stated).some((one) => one.includes(subject) && !isNegative(one))
        if (
          verb === null ||
          verb === undefined ||
          isElsewhere ||
          !(isFiniteVerb(verb[1] ?? '') || /(?:t|en)$/.test(verb[1] ?? ''))
        )
          continue
        return unsaid(text, { start: at, token: verb[0] }, { nearest: stated, why: 'it says the opposite' })
      }
  return []
}

const relation =
  /(?<![\p{L}])(before|after|until|vor|nach|bis)\s(?:(?:the|your|our|my|de[rmn]|die|das|zur|zum|unsere[mnr]?|Ihre[mnr]?)\s)?(\p{L}{4,})/giu
const turned: Readonly<Record<string, string>> = {
  before: 'after',
  after: 'before',
  vor: 'nach',
  nach: 'vor',
}

/** Before and after turned round, or a time they ruled out told as good. */
export function relationFindings({ text, isQuestion, claims }: Reading, ground: Ground): readonly Finding[] {
  if (isQuestion || isNegative(text)) return []
  if (!cheapReport.test(text) && claims(ground.accountName).length === 0) return []
  for (const { 0: token, 1: how = '', 2: what = '', index } of text.matchAll(relation)) {
    for (const stated of proseIn(ground)) {
      const same = sentencesIn(stated).flatMap((sentence) =>
        [...sentence.matchAll(relation)]
          .filter(([, , of = '']) => fold(of) === fold(what))
          .map(([, said = '']) => ({ said: said.toLowerCase(), isNo: isNegative(sentence) })),
      )
      const asSaid = same.filter(({ said }) => said === how.toLowerCase())
      const isRuledOut = asSaid.length > 0 && asSaid.every(({ isNo }) => isNo)
      const isTurned =
        asSaid.length === 0 && same.some(({ said, isNo }) => !isNo && said === turned[how.toLowerCase()])
      if (isRuledOut || isTurned)
        return unsaid(text, { start: index, token }, { nearest: stated, why: 'it says the opposite' })
    }
  }
  return []
}
