import { textOf, type Fields } from '#records/fields.ts'
import { isOneOff } from '../grounding/spelling.ts'

/** A name's parts as people compare them: no case, no diacritics, `ü` and `ue` alike. */
export const namePart = (written: string): string =>
  written
    .toLowerCase()
    .replaceAll(/ä|æ|ae/gu, 'a')
    .replaceAll(/ö|ø|œ|oe/gu, 'o')
    .replaceAll(/ü|ue/gu, 'u')
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('đ', 'd')
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

const partsOf = (text: string): readonly string[] => text.split(/[\s-]/u).map(namePart)

/** First and last name, in parts, and whole where they are written with a hyphen. */
export const namesOf = (fields: Fields): readonly string[] =>
  ['firstName', 'lastName'].flatMap((field) => {
    const name = textOf(fields, field) ?? ''
    return [...partsOf(name), namePart(name)].filter((part) => part.length > 1)
  })

// Short forms that share too little with the name to be told by their letters.
const shortForms = [
  'robert rob bob bobby',
  'william will bill billy liam',
  'richard rick dick rich',
  'edward ed ted ned teddy',
  'elizabeth elisabeth liz lizzy beth betty lisa lisbeth sissi elsa',
  'margaret margarete meg peggy maggie greta gretel rita',
  'katherine catherine katharina kate katie kathy kitty kathi katja',
  'john jack johnny',
  'james jim jimmy jamie',
  'henry harry hank',
  'charles chuck charlie',
  'anthony tony',
  'alexander alexandra alex sandy sasha sascha xander lex sandra',
  'michael mike mick micha michi',
  'johannes hans hannes',
  'josef joseph sepp joe jupp',
  'friedrich fritz fred',
  'heinrich heinz heiner henrik',
  'georg schorsch jorg george',
  'ludwig lutz louis',
  'maximilian max maxi',
  'sebastian basti bastian seb',
  'matthias hias matze matt',
  'franziska franzi',
  'eleanor nell ellie nora lena',
  'theodore theodor ted theo',
  'susan susanne sue susi',
  'patricia pat patty tricia trish',
  'dorothy dorothea dot dolly doro',
  'sarah sally',
  'mary maria molly polly mia',
  'ignatius nacho ignacio',
  'francisco paco francis frank',
].map((line) => new Set(line.split(' ')))

/** Whether a word may well be one of the names: as written, a short form, a misspelling or initials. */
export function isLike(word: string, names: readonly string[]): boolean {
  const part = namePart(word)
  if (part.length < 2 || (part.length <= 3 && word === word.toUpperCase())) return true
  return names.some(
    (name) =>
      name.slice(0, 3) === part.slice(0, 3) ||
      (part.length > 3 && isOneOff(name, part)) ||
      (part.length > 3 && (name.endsWith(part) || part.endsWith(name))) ||
      shortForms.some((forms) => forms.has(name) && forms.has(part)),
  )
}
