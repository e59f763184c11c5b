import { isDictionaryWord } from '../dictionary.ts'
import type { Finding, Ground } from './ground.ts'
import { fold } from './plain.ts'
import type { Reading } from './reading.ts'

// Reference numbers, keys, codes: nobody reads them, and they carry what nobody should send. One that no source says is
// held, also where it is pulled apart.

/** Letters and digits that are no code: `22nd`, `3pm`, `10x`, `Q3`, `B2B`, `1980s`, `2x4`. */
const ordinary =
  /^(?:\d+(?:[.,]\d+)?(?:st|nd|rd|th|k|m|mn|bn|x|h|hrs?|min|mins|am|pm|s|er|ern|en|ste[nrs]?|te[nrs]?|d|gb|mb|tb|kg|g|km|cm|mm|kw|mw|gw|kwh|mwh|ml|l|t|v|hz|px|dpi|fach|facher|fache[nrs]?|köpfig\p{L}*|jährig\p{L}*|minütig\p{L}*|stündig\p{L}*|tägig\p{L}*)?|\d+x\d+|q[1-4]|h[12]|fy\d{2,4}|[bcd]2[bcd]|[a-z]\d{1,3}|\d{1,2}[a-z]|covid19|mp3|mp4|web3|h264|ipv[46]|iso\d{3,5}|en\d{3,5}|din\d{2,5}|office365|m365|s4|r3|co2|\d{1,2}h\d{2})$/iu
const codeLike = /[\p{L}\p{N}_]*(?:\p{L}\p{N}|\p{N}\p{L})[\p{L}\p{N}_]*/gu
/** Twelve and more of hex or base64, or letters nobody can speak. */
const run = /(?<![\p{L}\p{N}/+=_-])(?:[0-9a-f]{12,}|[A-Za-z0-9+/_-]{24,}={0,2})(?![\p{L}\p{N}])/gu
const apart = /(?<![\p{L}\p{N}])(?:[\p{L}\p{N}][ ._·*|-]{1,2}){5,}[\p{L}\p{N}](?![\p{L}\p{N}])/gu
const unspoken = /(?<![\p{L}\p{N}])\p{L}*[bcdfghjklmnpqrstvwxz]{6,}\p{L}*(?![\p{L}\p{N}])/giu
const reference =
  /(?:#|(?<![\p{L}])(?:ref|reference|ticket|case|order|invoice|id|no|nr|code|key|aktenzeichen|vorgang|rechnung)\.?\s?(?:#|no\.?|nr\.?|:)?\s?)([\p{L}\p{N}]*\p{N}[\p{L}\p{N}/-]{3,})/giu

/** The codes in a text that no source says. */
export function codeFindings(reading: Reading, ground: Ground): readonly Finding[] {
  const { text, links, dates, numbers } = reading
  const isTaken = (start: number, end: number): boolean =>
    [...links, ...dates].some((one) => one.start < end && start < one.end)
  const found: Finding[] = []
  const add = (token: string, start: number): void => {
    if (!isTaken(start, start + token.length) && !isKnown(token, ground))
      found.push({ token, start, end: start + token.length, found: undefined })
  }
  if (/\d/.test(text)) {
    for (const { 0: token, index } of text.matchAll(codeLike))
      if (
        token.length > 3 &&
        !ordinary.test(token) &&
        !numbers.some(({ start, end }) => start <= index && end >= index + token.length)
      )
        add(token, index)
    for (const { 0: whole, 1: token = '', index } of text.matchAll(reference))
      add(token, index + whole.length - token.length)
  }
  for (const { 0: token, index } of text.matchAll(run)) if (/\d|[a-z][A-Z]/.test(token)) add(token, index)
  for (const { 0: token, index } of text.matchAll(apart)) add(token, index)
  if (ground.language === 'en')
    for (const { 0: token, index } of text.matchAll(unspoken)) if (!isDictionaryWord(token)) add(token, index)
  return found
}

function isKnown(token: string, { cited, own, names, quotable, accountName }: Ground): boolean {
  const key = fold(token.replaceAll(/[^\p{L}\p{N}]/gu, ''))
  const isIn = (said: string): boolean => said.replaceAll(' ', '').includes(key)
  return (
    names.has(key) ||
    fold(accountName.replaceAll(/[^\p{L}\p{N}]/gu, '')).includes(key) ||
    [...cited, ...own].some(
      ({ said, label }) => isIn(said) || isIn(fold(label.replaceAll(/[^\p{L}\p{N}]/gu, ''))),
    ) ||
    quotable.some(isIn)
  )
}
