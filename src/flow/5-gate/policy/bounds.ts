import type { ASTNode } from '@marcbachmann/cel-js'
import { builtIn, functions } from './functions.ts'
import { elementOf, isVariable, maxActivities, maxItems, types, variables } from './names.ts'

/** What is wrong with an expression, and where: offsets into its text. */
export interface ExpressionFault {
  readonly why: string
  readonly start: number
}

// An expression that might look at more than this is refused when it is stored. A step is about 50 ns.
const maxSteps = 100_000
const loops: readonly string[] = ['exists', 'exists_one', 'all', 'filter', 'map']
// Making a text or a list copies it; looking through one reads all of it.
const copying = 50
const reading = 10
const dear: Readonly<Record<string, number>> = {
  hasWord: 100,
  lowerAscii: copying,
  upperAscii: copying,
  trim: copying,
}

const own = new Set(
  functions.map(({ signature }) => signature.slice(0, signature.indexOf('(')).replace(/^.*\./, '')),
)
const listLengths: Readonly<Record<string, number>> = {
  sentences: 20,
  actions: 20,
  activities: maxActivities,
}
const listFields = new Set(
  [...Object.values(types).flatMap((fields) => Object.entries(fields)), ...Object.entries(variables)].flatMap(
    ([name, { type }]) => (elementOf(type) === undefined ? [] : [name]),
  ),
)

/**
 * Refuses what could fail or take long at run time and is no type error: functions outside the list, places in lists and
 * maps, moments that are none, and loops in loops over more than can be looked at. `undefined`: nothing.
 */
export function unbounded(ast: ASTNode): ExpressionFault | undefined {
  const found: ExpressionFault[] = []
  const steps = stepsOf(ast, { own: [], found })
  if (found[0] !== undefined) return found[0]
  if (steps <= maxSteps) return undefined
  const why = `it could take ${Math.round(steps).toLocaleString('en-US')} steps, at most ${maxSteps.toLocaleString('en-US')} are allowed: do not nest loops over long lists`
  return { why, start: 0 }
}

/** The variables an expression reads. */
export function variablesOf(ast: ASTNode): ReadonlySet<string> {
  const seen = new Set<string>()
  stepsOf(ast, { own: [], found: [], seen })
  return seen
}

interface Walk {
  /** Names that loops gave to their items. */
  readonly own: readonly string[]
  readonly found: ExpressionFault[]
  readonly seen?: Set<string>
}

const refuse = (walk: Walk, node: ASTNode, why: string): number => {
  walk.found.push({ why, start: node.range.start })
  return 0
}

const sum = (nodes: readonly ASTNode[], walk: Walk): number =>
  nodes.reduce((total, node) => total + stepsOf(node, walk), 1)

/** An upper bound of the steps an expression takes. */
function stepsOf(node: ASTNode, walk: Walk): number {
  switch (node.op) {
    case 'value':
      return 1
    case 'id':
      return nameSteps(node.args, node, walk)
    case '.':
      return 1 + stepsOf(node.args[0], walk)
    case 'call':
      return callSteps({ name: node.args[0], args: node.args[1], node }, walk)
    case 'rcall':
      return callSteps({ name: node.args[0], args: node.args[2], on: node.args[1], node }, walk)
    case 'list':
    case '?:':
    case '||':
    case '&&':
      return sum(node.args, walk)
    case '!_':
    case '-_':
      return 1 + stepsOf(node.args, walk)
    case '+':
      return copying + sum(node.args, walk)
    case 'in':
      return sum(node.args, walk) + lengthOf(node.args[1])
    case '[]':
      return refuse(walk, node, 'a place in a list may be empty: use exists, all or filter, or text("field")')
    case '[?]':
    case '.?':
    case 'map':
      return refuse(walk, node, 'maps and optional values are not known here')
    default:
      return sum(node.args, walk)
  }
}

function nameSteps(name: string, node: ASTNode, walk: Walk): number {
  if (walk.own.includes(name)) return 1
  walk.seen?.add(name)
  return isVariable(name) ? 1 : refuse(walk, node, `there is no ${name}: ${knownNames()}`)
}

const knownNames = () => `known are ${Object.keys(variables).join(', ')}`

interface Call {
  readonly name: string
  readonly args: readonly ASTNode[]
  readonly on?: ASTNode
  readonly node: ASTNode
}

function callSteps(call: Call, walk: Walk): number {
  const { name, args, on, node } = call
  if (!own.has(name) && !Object.hasOwn(builtIn, name)) return refuse(walk, node, unknownFunction(name))
  if ((name === 'timestamp' || name === 'duration') && !isLiteralText(args))
    return refuse(walk, node, `${name}(…) takes a text in quotes, so that it can be checked beforehand`)
  const onSteps = on === undefined ? 0 : stepsOf(on, walk)
  if (on === undefined || !loops.includes(name)) return (dear[name] ?? reading) + onSteps + sum(args, walk)
  const [item, ...bodies] = args
  const inside = { ...walk, own: item?.op === 'id' ? [...walk.own, item.args] : walk.own }
  return onSteps + lengthOf(on) * sum(bodies, inside)
}

function unknownFunction(name: string): string {
  if (name === 'matches')
    return 'matches(…) is not known here, since a pattern can take for ever: use contains, startsWith, endsWith or hasWord'
  return `${name}(…) is not known here: see daybook rules environment`
}

const isLiteralText = ([first, ...more]: readonly ASTNode[]): boolean =>
  more.length === 0 && first?.op === 'value' && typeof first.args === 'string'

/** How many items a list can have at most. */
function lengthOf(node: ASTNode): number {
  switch (node.op) {
    case 'list':
      return node.args.length
    case 'id':
      return listLength(node.args)
    case '.':
      return listLength(node.args[1])
    case 'rcall':
      return lengthOf(node.args[1])
    case '+':
      return lengthOf(node.args[0]) + lengthOf(node.args[1])
    case '?:':
      return Math.max(lengthOf(node.args[1]), lengthOf(node.args[2]))
    default:
      return maxItems
  }
}

const listLength = (name: string): number =>
  listFields.has(name) ? (listLengths[name] ?? maxItems) : maxItems
