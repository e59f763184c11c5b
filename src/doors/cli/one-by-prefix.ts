import { Fault } from '#base/fault.ts'

/** What an id was asked of, in words, and the command that lists the ids there are. */
interface Asked {
  readonly what: string
  readonly list: string
}

export const itemsAsked: Asked = { what: 'queue item', list: 'daybook review list --all' }
export const ordersAsked: Asked = { what: 'order', list: 'daybook sends list --all' }

/** The one record whose id begins as asked. Fault `refused` when there is none, or more than one. */
export async function oneByPrefix<T>(
  prefix: string,
  { what, list }: Asked,
  find: (prefix: string) => Promise<readonly T[]>,
): Promise<T> {
  const [only, second] = await find(prefix)
  if (only !== undefined && second === undefined) return only
  const found = only === undefined ? `no ${what}` : `more than one ${what}`
  throw new Fault('refused', `${found} begins with ${JSON.stringify(prefix)}`, `see the ids with: ${list}`)
}
