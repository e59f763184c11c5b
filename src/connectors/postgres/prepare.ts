import { createHash } from 'node:crypto'
import type { PoolClient } from 'pg'

/** More texts than we have are made by a program, not written: they would fill every connection. */
const mostNames = 400
/** The long ones (scoring, the index) choose their plan by what is asked; planning them each time is little beside it. */
const longest = 8000

// Texts of this process, and after their second use the name under which each connection prepares them; before, ''. The
// texts are long and made anew each time: each is looked up once.
const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known === undefined) {
    if (names.size < mostNames) names.set(text, '')
    return undefined
  }
  if (known !== '') return known
  const name = `daybook_${createHash('sha256').update(text).digest('hex').slice(0, 20)}`
  names.set(text, name)
  return name
}

/**
 * Lets a connection parse and plan each repeated statement once instead of each time: a third of the database's work
 * in a run. Statements without values (begin, commit) are left alone.
 */
export function prepareRepeated(client: PoolClient): void {
  const plain = client.query.bind(client)
  const query = (text: unknown, values: unknown, ...rest: readonly unknown[]): unknown => {
    const isOurs =
      typeof text === 'string' && text.length <= longest && Array.isArray(values) && values.length > 0
    const name = isOurs ? nameOf(text) : undefined
    return Reflect.apply(
      plain,
      client,
      name === undefined ? [text, values, ...rest] : [{ name, text, values }, ...rest],
    )
  }
  Object.defineProperty(client, 'query', { value: query })
}
