import { detectAll } from 'tinyld/light'
import type { Draft } from '#records/action.ts'
import type { GateConfig } from '#records/gate-config.ts'
import { textOf } from '#records/fields.ts'
import type { DraftPlace } from '#records/objection.ts'
import { rule, type Rule } from '../rule.ts'
import { quoted } from '../texts.ts'

/**
 * A message is written in a language whose statements can be checked, in the one it says it is written in, and in the
 * recipient's where the record names it. Texts too short to tell pass.
 */
export const language = ({ languages }: Pick<GateConfig, 'languages'>): Rule =>
  rule({
    name: 'language',
    version: 2,
    judges: ['send-email'],
    needs: ['record'],
    canOverride: true,
    objects: (_subject, { draft }, { record }) => {
      if (draft === undefined) return undefined
      const said = draft.language
      const checked: readonly string[] = languages
      if (!checked.includes(said))
        return { needed: `a message in ${checked.join(' or ')}`, found: `one in ${said}`, where: 'language' }
      const contact = record.dossier.contacts.find(({ id }) => id === draft.to)
      const { account } = record.dossier
      const theirs =
        codeOf(contact && textOf(contact.fields, 'language')) ?? codeOf(textOf(account.fields, 'language'))
      if (theirs !== undefined && theirs !== said)
        return {
          needed: `a message in ${theirs}, the recipient’s language on record`,
          found: `one in ${said}`,
          where: 'language',
        }
      const other = otherLanguage(draft)
      return other && { needed: `text in ${said}, as the draft says`, ...other }
    },
  })

const names: Readonly<Record<string, string>> = {
  english: 'en',
  englisch: 'en',
  german: 'de',
  deutsch: 'de',
  french: 'fr',
  französisch: 'fr',
  français: 'fr',
  spanish: 'es',
  español: 'es',
  spanisch: 'es',
  italian: 'it',
  italienisch: 'it',
  italiano: 'it',
  dutch: 'nl',
  niederländisch: 'nl',
  nederlands: 'nl',
}
/** `de-AT`, `German` and `Deutsch` are `de`; undefined where the record names none that is known. */
function codeOf(written: string | undefined): string | undefined {
  const plain = written?.trim().toLowerCase() ?? ''
  return names[plain] ?? (/^[a-z]{2}(?:[-_]|$)/.test(plain) ? plain.slice(0, 2) : undefined)
}

// The small words that hold every text together tell the language of a sentence: cheaply, and whatever names stand in it.
const small: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set(
    'the and you your with for that this are have has from will would can could we our of to is it at by be not if as on what how when about an or they their i a'.split(
      ' ',
    ),
  ),
  de: new Set(
    'der die das und sie ihr ihre ihnen ihrem ihren mit für dass ist sind haben hat von wird würde kann könnte wir unser zu zum zur auf bei nicht wenn als ein eine einen einem aus im am den dem des ich wie auch oder noch gern es um'.split(
      ' ',
    ),
  ),
}
const enoughWords = 7

interface Found {
  readonly found: string
  readonly where: string
  readonly place?: DraftPlace
}

/** The first sentence that is plainly in another language, or the whole text where none is by itself. */
function otherLanguage({ language: said, sentences }: Draft): Found | undefined {
  const read = sentences.map(({ text }, sentence) => ({ text, sentence, ...evidence(text, said) }))
  const wrong = read.find(
    ({ words, own, best }) => words >= enoughWords && best.count >= 3 && own * 3 <= best.count,
  )
  if (wrong !== undefined)
    return {
      found: `a sentence in ${wrong.best.language}`,
      where: `sentence ${wrong.sentence + 1}: ${quoted(wrong.text)}`,
      place: { sentence: wrong.sentence, start: 0, end: wrong.text.length },
    }
  const [words, own] = [sum(read.map((one) => one.words)), sum(read.map((one) => one.own))]
  // Where one word in eight is a small word of the language it claims, no closer look is needed.
  if (words < 12 || own * 8 >= words) return undefined
  const guessed = guess(sentences.map(({ text }) => prose(text)).join('\n'), said)
  return guessed === undefined ? undefined : { found: `text in ${guessed}`, where: 'the whole text' }
}

const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0)

/** Quotations and addresses may be in any language. */
const prose = (text: string): string =>
  text.replaceAll(/["“„][^"“”„]*["“”]/gu, ' ').replaceAll(/\S+[@/]\S+|\S+\.\S{2,}/g, ' ')

function evidence(text: string, said: string) {
  const words =
    prose(text)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  const count = (language: string): number => words.filter((word) => small[language]?.has(word)).length
  const best = Object.keys(small)
    .filter((one) => one !== said)
    .map((one) => ({ language: one, count: count(one) }))
    .reduce((a, b) => (b.count > a.count ? b : a))
  return { words: words.length, own: count(said), best }
}

/**
 * The language of a longer text, where it is hardly the one it is said to be. Half a millisecond: only for texts in which
 * next to no small word of that language stands.
 */
function guess(text: string, said: string): string | undefined {
  const all = detectAll(text)
  const [first] = all
  const own = all.find(({ lang }) => lang === said)?.accuracy ?? 0
  return first === undefined || first.lang === said || first.accuracy < 0.1 || own * 3 > first.accuracy
    ? undefined
    : first.lang
}
