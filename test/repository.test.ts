import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'))
const versions = z.record(z.string(), z.string()).optional()

test('every dependency is pinned to one exact version', () => {
  const { dependencies, devDependencies, optionalDependencies, overrides } = z
    .object({
      dependencies: versions,
      devDependencies: versions,
      optionalDependencies: versions,
      overrides: versions,
    })
    .parse(read('package.json'))
  const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies, ...overrides })
  expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
})

test('the lock file names packages and hashes, and no download address', () => {
  const { packages } = z
    .object({ packages: z.record(z.string(), z.object({ resolved: z.string().optional() })) })
    .parse(read('package-lock.json'))
  const addresses = Object.values(packages).flatMap(({ resolved }) => resolved ?? [])
  expect(addresses.filter((address) => /^[a-z+]+:/.test(address))).toEqual([])
})
