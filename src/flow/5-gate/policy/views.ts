import type { Json } from '#base/canonical.ts'
import { types, type TypeName, type View } from './names.ts'

/** Fields of a CRM record behind a view: reached by `text(…)`, `number(…)`, `flag(…)` and `knows(…)`, not by name. */
export interface Fielded {
  readonly recordFields: Readonly<Record<string, Json>>
}

// The type checker of the library knows things by their class, so each type has one.
const viewClass = () => class {}
const classes = Object.fromEntries(Object.keys(types).map((name) => [name, viewClass()]))

/** The class behind a type. Unknown names are a bug. */
export function classOf(name: TypeName): new () => object {
  const found = classes[name]
  if (found === undefined) throw new Error(`there is no type ${name}`)
  return found
}

/** A thing an expression can read. */
export const view = <N extends TypeName>(name: N, values: View<N> & Partial<Fielded>): View<N> =>
  Object.assign(new (classOf(name))(), values)
