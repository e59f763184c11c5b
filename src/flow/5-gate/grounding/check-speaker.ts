import type { Finding, Ground } from './ground.ts'
import { fold } from './plain.ts'
import { unsaid } from './prose.ts'
import type { Reading } from './reading.ts'

// Who said it: `your mail`, `you wrote` speak of the reader, and what is cited must be theirs.

const addressed =
  /(?<![\p{L}])(?:your (?:last |recent |kind )?(?:mail|e-?mail|message|note|letter|question|reply|answer|remark|request|inquiry|enquiry)|you (?:have |had |also |just |recently |once |kindly |yourself )?(?:wrote|written|said|told (?:me|us)|mentioned|asked|explained|named|reported|replied|answered|describe[d]?)|as you (?:put it|say|wrote)|you,? (?:wrote|said)|ihre[rnms]? (?:letzte\p{L}* |freundliche\p{L}* )?(?:mail|e-mail|nachricht|frage|antwort|anfrage|schreiben|bitte)|(?:schrieben|sagten|fragten|erwähnten|nannten|erzählten|berichteten|meinten) Sie|Sie (?:schrieben|sagten|fragten|erwähnten|nannten|erzählten|berichteten|meinten)|haben Sie (?:\p{L}+ ){0,3}(?:geschrieben|gesagt|erwähnt|gefragt)|wie Sie (?:schrieben|sagten))(?![\p{L}])/iu
const cheap = /you|sie|ihre/i
const saying = /^(?:message|mail|e-?mail|note|call|meeting|chat|letter|reply|lastMail|activity)/i

/** Words given to the reader that somebody else wrote or said. */
export function speakerFindings({ text }: Reading, ground: Ground): readonly Finding[] {
  const { recipient, people, cited, isForColleagues } = ground
  if (isForColleagues || recipient === undefined || !cheap.test(text)) return []
  const match = addressed.exec(text)
  if (match === null) return []
  const said = cited.filter(
    ({ fact, readings }) =>
      fact !== undefined && saying.test(fact.field) && readings.some(({ words }) => words.length > 3),
  )
  const [nearest] = said
  const reader = people.find(({ id }) => id === recipient)
  if (nearest === undefined || reader === undefined) return []
  const isTheirs = said.some(
    ({ fact, readings }) =>
      fact?.subject.object !== 'contact' ||
      fact.subject.id === recipient ||
      (readings.some(({ words }) =>
        words.some(
          ({ key }) => key !== '' && [fold(reader.first), fold(reader.last)].includes(key) && key !== '',
        ),
      ) &&
        !isOwnWords(readings.map((reading) => reading.text).join(' '))),
  )
  return isTheirs
    ? []
    : unsaid(text, { start: match.index, token: match[0] }, { nearest, why: 'somebody else said it' })
}

/** Written by somebody of themselves, not a record of who said what. */
const isOwnWords = (text: string): boolean =>
  /(?<![\p{L}])(?:I|we|our|my|ich|wir|unsere?\p{L}?|mein\p{L}*)(?![\p{L}])/iu.test(text)
