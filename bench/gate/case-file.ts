import { GateCase } from './case.ts'

/** A line that is no case: file, line and field. */
export class BadCase extends Error {}

/** Parses a JSON Lines file of cases. Throws BadCase at the first line that is none. Blank lines are skipped. */
export function parseCases(text: string, file: string): GateCase[] {
  return text
    .split('\n')
    .flatMap((line, at) => (line.trim() === '' ? [] : [caseOf(line, `${file}:${at + 1}`)]))
}

function caseOf(line: string, place: string): GateCase {
  const parsed = GateCase.safeParse(jsonOf(line, place))
  if (parsed.success) return parsed.data
  const said = parsed.error.issues.slice(0, 3).map(({ path, message }) => {
    const field = path.map(String).join('.')
    return `${field === '' ? 'the object' : field}: ${message}`
  })
  throw new BadCase(`${place}: ${said.join('; ')}`)
}

function jsonOf(line: string, place: string): unknown {
  try {
    return JSON.parse(line)
  } catch (thrown) {
    throw new BadCase(`${place}: no JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
  }
}

/** The cases as JSON Lines, one object a line. */
export const linesOf = (cases: readonly GateCase[]): string =>
  cases.map((one) => `${JSON.stringify(one)}\n`).join('')
