import { hash } from 'node:crypto'
import { rulesOf } from './models.ts'
import type { Piece } from './tokens.ts'

// The vendor's prompt cache. An entry is the exact bytes of a prefix that ended at a mark, per model; it can be read once
// the response that wrote it has started, and lives 5 minutes (or an hour) from its last use.

const lookBack = 20
const lifetimes = { '5m': 5 * 60_000, '1h': 60 * 60_000 }

/** The input of one request, split by how it is paid; and the moment its entries become readable. */
export interface CacheUse {
  readonly input: number
  readonly write5m: number
  readonly write1h: number
  readonly read: number
  started(): void
}

export interface PromptCache {
  use(model: string, pieces: readonly Piece[], bytesPerToken: number): CacheUse
  clear(): void
}

interface Entry {
  readonly lifetime: number
  until: number
}

export function promptCache(clock: () => number): PromptCache {
  const entries = new Map<string, Entry>()
  const live = (key: string): Entry | undefined => {
    const entry = entries.get(key)
    if (entry && entry.until <= clock()) entries.delete(key)
    return entry && entry.until > clock() ? entry : undefined
  }
  const use: PromptCache['use'] = (model, pieces, bytesPerToken) => {
    const minimum = rulesOf(model).five ? 512 : 1024
    const keys: string[] = []
    const ends: number[] = []
    let bytes = 0
    for (const piece of pieces) {
      keys.push(hash('sha256', `${keys.at(-1) ?? model}\n${piece.identity}`))
      bytes += piece.bytes
      ends.push(Math.ceil(bytes / bytesPerToken))
    }
    const upTo = (index: number) => ends[index] ?? 0
    const marks = pieces.flatMap(({ mark }, index) =>
      mark && upTo(index) >= minimum ? [{ index, mark }] : [],
    )
    let hit = -1
    for (const { index } of marks)
      for (let at = index; at > Math.max(hit, index - lookBack); at--) if (live(keys[at] ?? '')) hit = at
    for (let at = 0; at <= hit; at++) {
      const entry = live(keys[at] ?? '')
      if (entry) entry.until = clock() + entry.lifetime
    }
    const fresh = marks.filter(({ index }) => index > hit)
    const hour = Math.max(hit, ...fresh.filter(({ mark }) => mark === '1h').map(({ index }) => index))
    const last = fresh.at(-1)?.index ?? hit
    return {
      read: upTo(hit),
      write1h: upTo(hour) - upTo(hit),
      write5m: upTo(last) - upTo(hour),
      input: upTo(pieces.length - 1) - upTo(last),
      started() {
        for (const { index, mark } of fresh)
          entries.set(keys[index] ?? '', { lifetime: lifetimes[mark], until: clock() + lifetimes[mark] })
        if (entries.size > 20_000) for (const key of entries.keys()) live(key)
      },
    }
  }
  return { use, clear: () => entries.clear() }
}
