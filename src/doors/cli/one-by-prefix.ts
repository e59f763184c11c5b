import { Fault } from '#base/fault.ts'

/** The one record whose id begins as asked. Fault `refused` when there is none, or more than one. */
export async function oneByPrefix<T>(
  prefix: string,
  what: string,
  find: (prefix: string) => Promise<readonly T[]>,
): Promise<T> {
  const [only, second] = await find(prefix)
  if (only !== undefined && second === undefined) return only
  const found = only === undefined ? `no ${what}` : `more than one ${what}`
  throw new Fault('refused', `${found} begins with ${JSON.stringify(prefix)}`, `see the ids in the list`)
}
