import { isDictionaryWord } from '../dictionary.ts'
import type { Ground } from './ground.ts'
import { fold } from './plain.ts'
import { isPlainWord } from './plain-words.ts'

// A name that is nearly one of theirs is that name misspelt: people notice their own.

/** Whether two words differ by one letter: changed, missing, added, or two swapped. */
export function isOneOff(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at += 1
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1)
  if (short.slice(at + 1) === long.slice(at + 1)) return true
  return (
    short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2)
  )
}

/** The name of the account or its people that `key` nearly is; undefined where it is a word or far from all. */
export function nearMiss(
  key: string,
  { accountName, people, language }: Pick<Ground, 'accountName' | 'people' | 'language'>,
): string | undefined {
  if (key.length < 4 || isDictionaryWord(key) || isPlainWord(key)) return undefined
  const names = [...accountName.split(/[\s-]+/), ...people.flatMap(({ first, last }) => [first, last])]
  return names.find(
    (name) =>
      name.length > 3 &&
      fold(name) !== key &&
      !(language === 'de' && isInflected(key, fold(name))) &&
      isOneOff(fold(name), key),
  )
}

/** `Kurze Frage` to somebody called Kurz is no slip: an ending makes another word of it. */
const isInflected = (key: string, name: string): boolean =>
  key.startsWith(name) && /^(?:e|n|s)$/.test(key.slice(name.length))
