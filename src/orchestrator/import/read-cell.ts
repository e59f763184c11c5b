import type { Json } from '#base/canonical.ts'
import { domainOf, emailOf } from '#tools/domain/domain.ts'
import { type DateOrder, readDate, readMoment } from './read-date.ts'
import { type Cell, doubt, empty, readHeadCount, readNumber, readYear, valueCell } from './read-number.ts'
import type { CellKind } from './targets.ts'
import {
  isFundingStage,
  isNothing,
  readActivityType,
  readDealStatus,
  readDirection,
  readFlag,
  readLifecycle,
} from './vocabulary.ts'

const orDoubt = <T extends Json>(value: T | undefined, reason: string): Cell<Json> =>
  value === undefined ? doubt(reason) : valueCell(value)

const listOf = (text: string): Cell<Json> => {
  const items = text.split(';').map((item) => item.trim())
  return valueCell([...new Set(items.filter((item) => item !== ''))])
}

const longestId = 200

/** An id is compared letter by letter; a blank or a line break inside one is a shifted cell, not an id. */
const readId = (text: string): Cell<Json> =>
  text.length > longestId || /[\r\n\t]/.test(text)
    ? doubt('no id: too long, or a line break inside')
    : valueCell(text)

// Postgres keeps no NUL; U+FFFD stands where the file had bytes of no character. Either way the text is not the one
// that was meant.
const damageIn = (text: string): string | undefined => {
  if (text.includes('\u0000')) return 'a NUL character inside'
  return text.includes('\uFFFD') ? 'bytes that are no text in this encoding' : undefined
}

const readers: Readonly<Record<CellKind, (text: string, order?: DateOrder) => Cell<Json>>> = {
  text: valueCell,
  number: readNumber,
  date: readDate,
  flag: (text) => orDoubt(readFlag(text), 'neither yes nor no'),
  list: listOf,
  id: readId,
  moment: readMoment,
  'head-count': readHeadCount,
  year: readYear,
  website: (text) => {
    const found = domainOf(text)
    return found.kind === 'unusable' ? doubt(found.reason) : valueCell(text)
  },
  domain: (text) => {
    const found = domainOf(text)
    return found.kind === 'unusable' ? doubt(found.reason) : valueCell(text)
  },
  email: (text) => orDoubt(emailOf(text), 'no e-mail address, or more than one'),
  lifecycle: (text) => orDoubt(readLifecycle(text), 'no lifecycle stage we know'),
  funding: (text) => (isFundingStage(text) ? valueCell(text) : doubt('no round of funding we know')),
  'activity-type': (text) => orDoubt(readActivityType(text), 'no kind of activity we know'),
  'deal-status': (text) => orDoubt(readDealStatus(text), 'neither open, won nor lost'),
  direction: (text) => orDoubt(readDirection(text), 'neither inbound nor outbound'),
}

/** One cell, by the kind of its column: trimmed, NFC, otherwise as given. */
export function readCell(raw: string, kind: CellKind, order?: DateOrder): Cell<Json> {
  const text = raw.normalize('NFC').trim()
  if (text === '') return empty
  const damage = damageIn(text)
  if (damage !== undefined) return doubt(damage)
  if (kind !== 'text' && kind !== 'list' && isNothing(text)) return empty
  return readers[kind](text, order)
}
