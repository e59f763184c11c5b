import { createHash } from 'node:crypto'
import { breach, type Breach } from './breach.ts'
import type { Chained } from './tables.ts'

/** JSON with its keys in order, written here once more: the log must not be checked by whatever wrote it. */
function spelled(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spelled).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const keys = Object.keys(value).toSorted()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${spelled(value[key as keyof typeof value])}`).join(',')}}`
}

/** Every row follows the one before, and its hash is over what it says. */
export function chainBreaches(rows: readonly Chained[]): readonly Breach[] {
  let [seq, head] = [0, '']
  for (const { hash, previous, body, seq: at, ...said } of rows) {
    const { at: moment, actor, kind, accountId, runId } = said
    const text = spelled([{ at: moment, actor, kind, accountId, runId }, body, at, previous])
    if (at !== seq + 1) return [breach('chain', `row ${seq + 1} is missing`)]
    if (previous !== head) return [breach('chain', `row ${at} does not follow the row before it`)]
    if (createHash('sha256').update(text).digest('hex') !== hash)
      return [breach('chain', `row ${at} is not what was written`)]
    ;[seq, head] = [at, hash]
  }
  return []
}
