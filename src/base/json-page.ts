/**
 * JSON for people and for `diff`: a line for each member, and one for each element of a member that is a list. What lies
 * deeper stays on its line, so that a brief takes half the room it would take indented. Ends with a line break.
 */
export function jsonPage(content: object): string {
  if (Array.isArray(content)) return `${list(content, '')}\n`
  const members = Object.entries(content).flatMap(([name, value]: [string, unknown]) => {
    const text = Array.isArray(value) ? list(value, '  ') : JSON.stringify(value)
    return text === undefined ? [] : `  ${JSON.stringify(name)}: ${text}`
  })
  return members.length === 0 ? '{}\n' : `{\n${members.join(',\n')}\n}\n`
}

const list = (elements: readonly unknown[], indent: string): string =>
  elements.length === 0
    ? '[]'
    : `[\n${elements.map((element) => `${indent}  ${JSON.stringify(element) ?? 'null'}`).join(',\n')}\n${indent}]`
