import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Carrier } from './carrier.ts'

const notCarriers = new Set(['all.ts', 'carrier.ts'])

/** Every carrier of this folder, by name: a new file that exports `carrier` is one more. */
export async function allCarriers(): Promise<ReadonlyMap<string, Carrier>> {
  const folder = fileURLToPath(new URL('.', import.meta.url))
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts') && !notCarriers.has(name))
  const found = await Promise.all(
    names.toSorted().map(async (name) => {
      const { carrier } = (await import(new URL(name, import.meta.url).href)) as { carrier: Carrier }
      return [carrier.name, carrier] as const
    }),
  )
  return new Map(found)
}
