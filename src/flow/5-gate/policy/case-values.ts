import { classOf } from './views.ts'
import { elementOf, isMoment, isType, isVariable, types, variables, type Values } from './names.ts'

// The clean case: what a policy's own cases begin from. Everything they do not name is as here, or empty.

/** The kind of action of a case that names none. */
export const usualKind = 'send-email'

const clean = (kind: string): Tree => ({
  now: '2026-01-15T10:00:00Z',
  today: { date: '2026-01-15', weekday: 'thursday', hour: 11 },
  skill: 'follow-up',
  account: { name: 'Acme', stage: 'working' },
  proposal: { skill: 'follow-up', confidence: 0.9, actions: [kind] },
  action: { kind },
  draft: { exists: kind === 'send-email', language: kind === 'send-email' ? 'en' : '' },
})

type Tree = { readonly [name: string]: unknown }

/** A value of a case that is none of the environment. `path` as the case wrote it. */
export class CaseFault extends Error {}

/** Values for every variable: the clean case, with what the case gives by path (`account.country`). Throws CaseFault. */
export function caseValues(given: Tree, kind: string): Partial<Values> {
  const tree = merged(clean(kind), spread(given))
  const unknown = Object.keys(tree).find((name) => !isVariable(name))
  if (unknown !== undefined) throw new CaseFault(`there is no ${unknown}`)
  const names = Object.keys(variables).filter(isVariable)
  return Object.fromEntries(names.map((name) => [name, built(variables[name].type, tree[name], name)]))
}

/** The kind of action a case is about. */
export const kindGiven = (given: Tree): unknown => {
  const { action } = spread(given)
  return isTree(action) ? action['kind'] : undefined
}

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)

/** `{"account.country": "DE"}` as `{account: {country: "DE"}}`. */
const spread = (given: Tree): Tree =>
  Object.entries(given).reduce<Tree>((tree, [path, value]) => {
    const inner = isTree(value) ? spread(value) : value
    const nested = path.split('.').reduceRight<unknown>((below, name) => ({ [name]: below }), inner)
    return isTree(nested) ? merged(tree, nested) : tree
  }, {})

const merged = (under: Tree, over: Tree): Tree => ({
  ...under,
  ...Object.fromEntries(
    Object.entries(over).map(([name, value]) => {
      const below = under[name]
      return [name, isTree(below) && isTree(value) ? merged(below, value) : value]
    }),
  ),
})

/** A value of this type; what was not given is empty. */
function built(type: string, given: unknown, path: string): unknown {
  const element = elementOf(type)
  if (element !== undefined) return list(element, given, path)
  if (isType(type)) return thing(type, given, path)
  if (isMoment(type)) return momentOf(given, path)
  const blank = type === 'double' ? 0 : type === 'bool' ? false : ''
  if (given === undefined) return blank
  if (typeof given === typeof blank) return given
  throw new CaseFault(`${path} is ${JSON.stringify(given)}, expected a ${words[type] ?? type}`)
}
const words: Readonly<Record<string, string>> = { string: 'text', double: 'number', bool: 'true or false' }

function list(element: string, given: unknown, path: string): unknown {
  if (given === undefined) return []
  if (!Array.isArray(given)) throw new CaseFault(`${path} is ${JSON.stringify(given)}, expected a list`)
  return given.map((one: unknown, at) => built(element, one, `${path}.${at}`))
}

function momentOf(given: unknown, path: string): Date {
  if (given === undefined) return new Date(0)
  const at = typeof given === 'string' ? Date.parse(given) : Number.NaN
  if (Number.isNaN(at))
    throw new CaseFault(`${path} is ${JSON.stringify(given)}, expected a moment like "2026-01-31T00:00:00Z"`)
  return new Date(at)
}

function thing(type: keyof typeof types, given: unknown, path: string): object {
  if (given !== undefined && !isTree(given))
    throw new CaseFault(`${path} is ${JSON.stringify(given)}, expected fields of it`)
  const { fields: recordFields = {}, ...named } = given ?? {}
  const fields = Object.entries<{ readonly type: string }>(types[type])
  const stranger = Object.keys(named).find((name) => !fields.some(([field]) => field === name))
  if (stranger !== undefined) throw new CaseFault(`there is no ${path}.${stranger}`)
  const values = fields.map(([field, { type: kind }]) => [
    field,
    built(kind, named[field], `${path}.${field}`),
  ])
  return Object.assign(new (classOf(type))(), Object.fromEntries(values), { recordFields })
}
