import type { Json } from '#base/canonical.ts'
import { agree, type Claim } from '#records/claim.ts'
import type { Fact } from '#records/fact.ts'
import { aloneUpTo } from '#records/field-dictionary.ts'
import { sizeBandOf } from '#records/index-row.ts'
import type { Ref } from '#records/ref.ts'

// A number that one source says alone, and that is out of all proportion: more than ten times over or under what anybody
// else says of the field, the record among them; or, where nobody says anything, larger than `aloneUpTo` of the field.
// Chosen against: one lying or mistaken vendor that writes 666,013 over 99. Accepted instead: who grew that much since the
// record was made waits for a person or a second source. A lie within proportion is believed, as every source is.

const farFrom = 10
/** Under it anything may happen to a young company within a year. */
const small = 100

/** One source's word about a field. `who`: two of the same name are one voice. */
interface Voice extends Pick<Claim, 'value' | 'range'> {
  readonly who: string
  readonly isPerson: boolean
}

type Of = Pick<Ref, 'object' | 'id'>

interface Spoken {
  readonly facts: readonly Fact[]
  readonly claims: readonly Claim[]
}

/** The words of everybody but outsiders, whose mail proves nothing about a number. */
function voicesOf({ object, id }: Of, field: string, { facts, claims }: Spoken): readonly Voice[] {
  const about = claims.filter(
    (claim) => object === 'account' && claim.accountId === id && claim.field === field,
  )
  const stated = facts
    .filter((fact) => fact.subject.object === object && fact.subject.id === id && fact.field === field)
    .filter(({ tainted }) => !tainted)
    .map(({ source, sourceRef, value, trust }) => ({
      who: source === 'crm' ? 'the record' : source,
      isPerson: trust === 'human',
      value,
      range: claims.find((claim) => claim.id === sourceRef)?.range,
    }))
  return [
    ...stated,
    ...about.map(({ vendor, value, range }) => ({ who: vendor, isPerson: false, value, range })),
  ]
}

/** How many times one is the other; of a range its nearer end counts. */
function timesApart(number: number, { value, range }: Voice): number | undefined {
  const said = range === undefined ? value : number < range.min ? range.min : (range.max ?? number)
  if (typeof said !== 'number' || said <= 0 || number <= 0) return undefined
  const [low, high] = said < number ? [said, number] : [number, said]
  return high <= small ? 1 : high / low
}

/** What is wrong with a number that would be written or settled, in the reviewer's words; undefined where nothing is. */
function loneFault(number: number, limit: number | undefined, voices: readonly Voice[]): string | undefined {
  const sayers = voices.filter((voice) => agree(voice, { value: number }))
  const names = [...new Set(sayers.map(({ who }) => who))]
  if (names.length > 1 || sayers.some(({ who, isPerson }) => isPerson || who === 'the record'))
    return undefined
  const alone = `${number}, which ${names[0] ?? 'a text'} says alone`
  const others = voices.flatMap((voice) => {
    const times = sayers.includes(voice) ? undefined : timesApart(number, voice)
    return times === undefined ? [] : [{ ...voice, times }]
  })
  const [nearest] = others.toSorted((a, b) => a.times - b.times)
  if (nearest === undefined)
    return limit !== undefined && number > limit ? `${alone}, and more than ${limit}` : undefined
  return nearest.times > farFrom
    ? `${alone}; ${nearest.who} says ${JSON.stringify(nearest.value)}`
    : undefined
}

/** The same for a value of any kind; a size band is as good as the head counts it is worked out from. */
export function loneNumber(
  of: Of,
  field: string,
  said: { readonly value: Json } & Spoken,
): string | undefined {
  if (of.object === 'activity') return undefined
  const isBand = field === 'sizeBand'
  const voices = voicesOf(of, isBand ? 'employees' : field, said)
  const numbers = isBand
    ? voices.flatMap(({ value }) =>
        typeof value === 'number' && sizeBandOf(value) === said.value ? [value] : [],
      )
    : [said.value].filter((value) => typeof value === 'number')
  const limit = aloneUpTo(of.object, isBand ? 'employees' : field)
  const faults = numbers.map((number) => loneFault(number, limit, voices))
  return faults.every((fault) => fault !== undefined) ? faults[0] : undefined
}
