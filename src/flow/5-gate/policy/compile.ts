import { Environment, type ASTNode } from '@marcbachmann/cel-js'
import { childrenOf } from './ast.ts'
import { unbounded, variablesOf, type ExpressionFault } from './bounds.ts'
import { functions } from './functions.ts'
import { isType, isVariable, types, variables, type Values, type VariableName } from './names.ts'
import { classOf } from './views.ts'

/** An expression that is syntactically right, type-checked, bounded and gives yes or no. */
export interface Program {
  /** The variables it reads. */
  readonly reads: readonly VariableName[]
  /** Throws when evaluation itself refuses: a number out of range, a division by zero, more than can be looked at. */
  run(values: Partial<Values>): boolean
}

/** `line` and `column` begin at 1 and count inside the expression. */
export interface CompileFault {
  readonly why: string
  readonly line: number
  readonly column: number
}

export type Compiled =
  | { readonly kind: 'program'; readonly program: Program }
  | { readonly kind: 'fault'; readonly fault: CompileFault }

const limits = {
  maxAstNodes: 400,
  maxDepth: 40,
  maxListElements: 200,
  maxMapEntries: 0,
  maxCallArguments: 4,
}
/** Characters of an expression. */
const maxLength = 2000

function environment(): Environment {
  const made = new Environment({ limits })
  for (const [name, fields] of Object.entries(types)) {
    const kinds = Object.entries(fields).map(([field, { type }]) => [field, type])
    if (isType(name)) made.registerType(name, { ctor: classOf(name), fields: Object.fromEntries(kinds) })
  }
  for (const [name, { type, doc }] of Object.entries(variables))
    made.registerVariable(name, type, { description: doc })
  for (const { signature, call, doc } of functions)
    made.registerFunction(signature, call, { description: doc })
  // A number of the record is a double, a number in an expression mostly an int: `account.employees == 50` is no mistake.
  made.registerOperator('double == int', (a: number, b: bigint) => a === Number(b))
  for (const [left, right] of [
    ['double', 'int'],
    ['int', 'double'],
  ] as const) {
    made.registerOperator(`${left} + ${right}: double`, (a, b) => Number(a) + Number(b))
    made.registerOperator(`${left} - ${right}: double`, (a, b) => Number(a) - Number(b))
    made.registerOperator(`${left} * ${right}: double`, (a, b) => Number(a) * Number(b))
    made.registerOperator(`${left} / ${right}: double`, (a, b) => Number(a) / Number(b))
  }
  return made
}

const cel = environment()

// A book has a handful of policies; the bound is for a process that judges old evidence of many versions.
const maxKept = 200
const kept = new Map<string, Compiled>()

/** Compiles once per text. Never throws for what stands in the text. */
export function compile(text: string): Compiled {
  const known = kept.get(text)
  if (known !== undefined) return known
  const made = compileAfresh(text)
  const oldest = kept.keys().next().value
  if (kept.size >= maxKept && oldest !== undefined) kept.delete(oldest)
  kept.set(text, made)
  return made
}

function compileAfresh(text: string): Compiled {
  if (text.length > maxLength)
    return at(text, {
      why: `it is ${text.length} characters long, at most ${maxLength} are allowed`,
      start: 0,
    })
  try {
    const parsed = cel.parse(text)
    const fault = unbounded(parsed.ast) ?? untyped(parsed.check()) ?? unfit(parsed.ast)
    if (fault !== undefined) return at(text, fault)
    const reads = [...variablesOf(parsed.ast)].filter(isVariable)
    return { kind: 'program', program: { reads, run: (values) => asked(parsed(values)) } }
  } catch (thrown) {
    return at(text, faultOf(thrown))
  }
}

const asked = (value: unknown): boolean => {
  if (typeof value === 'boolean') return value
  throw new Error(`it gave ${typeof value}, expected true or false`)
}

function untyped(checked: ReturnType<ReturnType<typeof cel.parse>['check']>): ExpressionFault | undefined {
  if (!checked.valid) return faultOf(checked.error)
  if (checked.type === 'bool') return undefined
  return { why: `it gives ${checked.type ?? 'nothing'}, expected true or false (bool)`, start: 0 }
}

const summaries: Readonly<Record<string, (summary: string) => string>> = {
  no_such_key: (summary) => `there is no field ${summary.replace(/^No such key: /, '')}`,
  unknown_variable: (summary) => `there is no ${summary.replace(/^Unknown variable: /, '')}`,
  no_such_overload: (summary) => `the types do not fit: ${summary.replace(/^no such overload: /, '')}`,
}

/** The library's errors carry a code, a summary without the picture, and a range. */
function faultOf(thrown: unknown): ExpressionFault {
  if (!(thrown instanceof Error)) return { why: String(thrown), start: 0 }
  const { code, summary, range } = details(thrown)
  return { why: summaries[code]?.(summary) ?? summary, start: range }
}

function details(thrown: Error): { code: string; summary: string; range: number } {
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''
  const summary = 'summary' in thrown && typeof thrown.summary === 'string' ? thrown.summary : thrown.message
  const range = 'range' in thrown && typeof thrown.range === 'object' ? thrown.range : null
  const start = range !== null && 'start' in range && typeof range.start === 'number' ? range.start : 0
  return { code, summary, range: start }
}

/** Runs every moment and length of time that is written out, so that a wrong one is found now. */
function unfit(ast: ASTNode): ExpressionFault | undefined {
  for (const { name, text, start } of momentsIn(ast)) {
    try {
      cel.evaluate(`${name}(${JSON.stringify(text)})`)
    } catch {
      const example = name === 'duration' ? 'duration("72h")' : 'timestamp("2026-01-31T00:00:00Z")'
      return { why: `${JSON.stringify(text)} is no ${name}: write it like ${example}`, start }
    }
  }
  return undefined
}

function momentsIn(node: ASTNode): { name: string; text: string; start: number }[] {
  if (node.op === 'call') {
    const [name, args] = node.args
    const [first] = args
    const isMoment = name === 'timestamp' || name === 'duration'
    if (isMoment && first?.op === 'value' && typeof first.args === 'string')
      return [{ name, text: first.args, start: node.range.start }]
    return args.flatMap(momentsIn)
  }
  return childrenOf(node).flatMap(momentsIn)
}

function at(text: string, { why, start }: ExpressionFault): Compiled {
  const before = text.slice(0, start).split('\n')
  return {
    kind: 'fault',
    fault: { why, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
  }
}
