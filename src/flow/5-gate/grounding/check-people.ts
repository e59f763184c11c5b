import type { Finding, Ground, Person } from './ground.ts'
import { fold } from './plain.ts'
import type { Lexeme, Reading } from './reading.ts'
import { isOneOff } from './spelling.ts'

// Who is greeted, who signs, and which first name goes with which last name.

const greeting =
  /^(?:hello|hi|hey|dear|good (?:day|morning|afternoon|evening)|greetings|hallo|liebe[rs]?|guten (?:tag|morgen|abend)|(?:schönen|einen) guten tag|sehr geehrte[rs]?|moin|servus|grüezi)[,\s]+(?:(?:mr|mrs|ms|mx|dr|prof|herrn?|frau)\.?\s+)*((?:\p{Lu}[\p{L}’'.-]*\s?){1,4})(?:[,!.–—-]|\s*$)/iu
/** `Anna, thank you for your time`; `Anna Berg, your CTO, …` speaks of her. */
const nameFirst =
  /^((?:\p{Lu}[\p{L}’'.-]*\s?){1,3})[,!–—](?!\s?(?:your|our|who|whose|the|a|an|ihre?[mnrs]?|unsere?|der|die|das|dein\p{L}*|and|und|or)(?![\p{L}])|\s?\p{Lu}\p{L}+\s(?:with|at|bei|of)|\s?\p{Lu}{2,4}(?![\p{L}]))/u
/** `Thanks again, Anna.`, `Liebe Grüße vorab, Anna.` */
const nameLast = /^(?:[\p{L}’]+\s?){1,5},\s((?:\p{Lu}[\p{L}’'-]*\s?){1,2})[.!]?$/u
const closing =
  /^(?:with )?(?:(?:best|kind|warm|many|viele|beste|herzliche|freundliche|liebe|mit freundlichen|mit besten) )?(?:regards|wishes|thanks|cheers|sincerely|yours(?: sincerely| faithfully)?|grüße[n]?|gruß)[,\s]+((?:\p{Lu}[\p{L}’'.-]*\s?){1,4})$/iu

/** Names given to the wrong person: greeted as somebody else, signed as one of theirs, first and last name mixed. */
export function peopleFindings(reading: Reading, ground: Ground): readonly Finding[] {
  if (ground.isForColleagues) return mixed(reading, ground)
  const greeted = greeting.exec(reading.text)
  if (greeted !== null)
    return wrongNames(greeted, {
      reading,
      allowed: namesOf(ground, ground.recipient),
      who: 'the recipient',
      ground,
    })
  const addressed = nameFirst.exec(reading.text) ?? nameLast.exec(reading.text)
  if (addressed !== null) {
    const allowed = new Set([...namesOf(ground, ground.recipient), ...namesOf(ground, 'sender')])
    const wrong = wrongNames(addressed, { reading, allowed, who: 'the recipient', ground })
    if (wrong.length > 0) return wrong
  }
  const signed = closing.exec(reading.text)
  if (signed !== null)
    return wrongNames(signed, { reading, allowed: namesOf(ground, 'sender'), who: 'the sender', ground })
  return mixed(reading, ground)
}

const namesOf = ({ people }: Ground, id: Person['id'] | undefined): ReadonlySet<string> =>
  new Set(
    people
      .filter((person) => person.id === id)
      .flatMap(({ first, last }) => `${first} ${last}`.split(/[\s-]+/).map(fold)),
  )

const anybody =
  /^(?:there|all|team|again|everyone|everybody|both|zusammen|alle|together|sir|madam|damen|herren|und|von|van|de|der|from|at|bei)$/

function wrongNames(
  match: RegExpExecArray,
  {
    reading,
    allowed,
    who,
    ground,
  }: {
    readonly reading: Reading
    readonly allowed: ReadonlySet<string>
    readonly who: string
    readonly ground: Ground
  },
): readonly Finding[] {
  const from = match[0].lastIndexOf(match[1] ?? '')
  const named = reading.words.filter(({ start, end }) => start >= from && end <= match[0].length)
  const wrong = named.filter(
    ({ key }) => key.length > 1 && !allowed.has(key) && !anybody.test(key) && isPersons(key, ground),
  )
  const [first] = wrong
  return first === undefined || allowed.size === 0
    ? []
    : [{ token: first.text, start: first.start, end: first.end, found: `it is not a name of ${who}` }]
}

/** A person's name: those of others. Names nobody has are found by the check of names, and may be ours: the company's. */
const isPersons = (key: string, { people }: Ground): boolean =>
  people.some(({ first, last }) => `${first} ${last}`.split(/[\s-]+/).some((name) => fold(name) === key))

function mixed({ words, text }: Reading, { people }: Ground): readonly Finding[] {
  return words.flatMap((first, index): readonly Finding[] => {
    const last = words[index + 1]
    if (last === undefined || !areOneName(first, last, text)) return []
    const firsts = people.filter((person) => fold(person.first) === first.key)
    const lasts = people.filter((person) => fold(person.last) === last.key)
    const meant = lasts.find(
      (person) =>
        person.first !== '' && fold(person.first) !== first.key && isOneOff(fold(person.first), first.key),
    )
    if (firsts.length === 0 && meant !== undefined && first.key.length > 2)
      return [
        {
          token: first.text,
          start: first.start,
          end: first.end,
          found: `“${meant.first}” is the nearest: spelt otherwise`,
        },
      ]
    if (firsts.length === 0 || lasts.length === 0 || firsts.some((person) => lasts.includes(person)))
      return []
    return [
      {
        token: text.slice(first.start, last.end),
        start: first.start,
        end: last.end,
        found: 'first and last name are of two people',
      },
    ]
  })
}

const areOneName = (first: Lexeme, last: Lexeme, text: string): boolean =>
  /^\p{Lu}/u.test(first.text) && /^\p{Lu}/u.test(last.text) && text.slice(first.end, last.start) === ' '
