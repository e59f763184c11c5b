import type { Contact } from '#records/contact.ts'
import { textOf } from '#records/fields.ts'
import type { Repair } from '#records/objection.ts'
import { isDictionaryWord } from '../dictionary.ts'
import { greetedIn, type Greeted } from '../mail/greeting.ts'
import { isLike, namePart, namesOf } from '../mail/names.ts'
import { rule } from '../rule.ts'
import { quoted } from '../texts.ts'

/**
 * A message greets whom it goes to. Held where the name is another contact's of this account, or, behind a word of
 * greeting, no name of the recipient's in any way people shorten or misspell it.
 */
export const greeting = rule({
  name: 'greeting',
  version: 1,
  judges: ['send-email'],
  needs: ['record'],
  // A person may know somebody by a name that stands nowhere.
  canOverride: true,
  objects: (_subject, { draft }, { record: { dossier } }) => {
    const to = dossier.contacts.find(({ id }) => id === draft?.to)
    if (draft === undefined || to === undefined) return undefined // `schema` and `recipient` say so
    const names = namesOf(to.fields)
    if (names.length === 0) return undefined
    const all = dossier.contacts.map(({ fields }) => namesOf(fields))
    const account = (textOf(dossier.account.fields, 'name') ?? '').split(/\s+/).map(namePart)
    for (const [sentence, { text }] of draft.sentences.slice(0, 2).entries()) {
      const greeted = greetedIn(text).find((one) => isSomebodyElse(one, { names, all, account }))
      if (greeted === undefined) continue
      const { start, end } = greeted
      return {
        needed: `a greeting to ${fullName(to)}, to whom it goes`,
        found: `one to ${quoted(text.slice(start, end))}`,
        where: `sentence ${sentence + 1}: ${quoted(text)}`,
        place: { sentence, start, end },
        ...mended(text, sentence, { greeted, to }),
      }
    }
    return undefined
  },
})

interface Known {
  readonly names: readonly string[]
  /** Of each contact here. */
  readonly all: readonly (readonly string[])[]
  readonly account: readonly string[]
}

const anybody =
  /^(?:there|all|team|again|every(?:one|body)|both|folks|friends?|colleagues?|sir|sirs|madam|ladies|gentlemen|hiring|manager|zusammen|alle|together|damen|herren|kolleg(?:e|en|in|innen)|leute|nochmals?|from|and|to|und|aus|wieder|mal|an)$/i

function isSomebodyElse({ words, isPlain }: Greeted, { names, all, account }: Known): boolean {
  if (words.some((word) => anybody.test(word))) return false
  const parts = words.flatMap((word) => word.split('-')).map(namePart)
  const isOther = (part: string): boolean =>
    !names.includes(part) && all.some((theirs) => theirs.includes(part))
  const isOwn = words.some((word) => [word, ...word.split('-')].some((one) => isLike(one, names)))
  // `Anna Tomson` to Anna Berg, where a Tomson is there, too.
  if (parts.some(isOther)) return !parts.some((part) => names.includes(part)) || isAll(parts, all)
  if (!isPlain || isOwn) return false
  return parts.every((part) => part.length > 2 && !account.includes(part) && !isDictionaryWord(part))
}

/** Whether all these words are the names of one of them. */
const isAll = (parts: readonly string[], all: Known['all']): boolean =>
  all.some((theirs) => parts.every((part) => theirs.includes(part)))

const fullName = ({ fields }: Contact): string =>
  ['firstName', 'lastName'].flatMap((name) => textOf(fields, name) ?? []).join(' ')

function mended(
  text: string,
  sentence: number,
  { greeted: { words, start, end, isGendered }, to }: { readonly greeted: Greeted; readonly to: Contact },
): { readonly repair?: Repair } {
  const first = textOf(to.fields, 'firstName')
  const name = words.length === 1 ? first : first && fullName(to)
  if (isGendered || name === undefined) return {}
  return {
    repair: { kind: 'replace-sentence', sentence, text: text.slice(0, start) + name + text.slice(end) },
  }
}
