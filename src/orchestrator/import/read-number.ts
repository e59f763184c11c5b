/** What a cell turned out to be. `empty` also for what means nothing (a head count of 0). */
export type Cell<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'empty' }
  | { readonly kind: 'doubt'; readonly reason: string }

export const valueCell = <T>(value: T): Cell<T> => ({ kind: 'value', value })
export const doubt = (reason: string): Cell<never> => ({ kind: 'doubt', reason })
export const empty: Cell<never> = { kind: 'empty' }

const scales: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, mn: 1e6, b: 1e9, bn: 1e9 }

/** A mark, the digits, an optional scale: `$1,234.50`, `EUR 1.234,50`, `1.2M`, `(500)` for minus 500. */
const shape = /^(?:[A-Z]{3} ?|[$€£¥₹] ?)?(-?[\d.,'’ ]*\d)(?: ?(k|m|mn|b|bn))?(?: ?[A-Z]{3}| ?[$€£¥₹])?$/i

/** Digits with separators as a plain decimal; undefined where two readings differ. */
function plain(digits: string): string | undefined {
  const bare = digits.replaceAll(/['’ ]/g, '')
  if (/^-?\d+$/.test(bare)) return bare
  if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare)) return bare.replaceAll(',', '')
  if (/^-?\d{1,3}(\.\d{3}){2,}(,\d+)?$|^-?\d{1,3}\.\d{3},\d+$/.test(bare))
    return bare.replaceAll('.', '').replace(',', '.')
  if (/^-?\d+\.\d+$/.test(bare)) return /^-?[1-9]\d{0,2}\.\d{3}$/.test(bare) ? undefined : bare
  if (/^-?\d+,\d{1,2}$/.test(bare)) return bare.replace(',', '.')
  return undefined
}

/** A number as people and spreadsheets write it. `1.234` is a doubt: a thousand in half of Europe, 1.2 elsewhere. */
export function readNumber(text: string): Cell<number> {
  const spaced = text.replaceAll(/[\u00a0\u202f\u2009]/g, ' ').trim()
  const isBracketed = /^\(.*\)$/.test(spaced)
  const found = shape.exec(isBracketed ? spaced.slice(1, -1) : spaced)
  if (found === null) return doubt('no number')
  const digits = plain(found[1] ?? '')
  if (digits === undefined) return doubt('a number that can be read in two ways')
  const value = Number(digits) * (scales[(found[2] ?? '').toLowerCase()] ?? 1) * (isBracketed ? -1 : 1)
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER
    ? valueCell(value === 0 ? 0 : Number(value.toFixed(6)))
    : doubt('a number too large')
}

/** A count of people: whole and positive; 0 means nobody counted. */
export function readHeadCount(text: string): Cell<number> {
  const read = readNumber(text)
  if (read.kind !== 'value') return read
  if (read.value === 0) return empty
  return read.value > 0 && Number.isInteger(read.value) && read.value < 10_000_000
    ? read
    : doubt('no head count')
}

/** A calendar year, by itself. */
export function readYear(text: string): Cell<number> {
  const value = Number(text)
  return /^\d{4}(\.0)?$/.test(text) && value >= 1000 && value <= 2200
    ? valueCell(value)
    : doubt('no single year')
}
