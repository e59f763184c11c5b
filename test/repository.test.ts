import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'))
const versions = z.record(z.string(), z.string()).optional()

const locked = () =>
  z
    .object({
      packages: z.record(
        z.string(),
        z.object({ resolved: z.string().optional(), optionalDependencies: versions }),
      ),
    })
    .parse(read('package-lock.json')).packages

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
  const addresses = Object.values(locked()).flatMap(({ resolved }) => resolved ?? [])
  expect(addresses.filter((address) => /^[a-z+]+:/.test(address))).toEqual([])
})

test('the lock file has an entry for every platform build; without one npm ci installs nothing', () => {
  const packages = locked()
  const named = Object.values(packages).flatMap(({ optionalDependencies }) =>
    Object.keys(optionalDependencies ?? {}),
  )
  expect(named.length).toBeGreaterThan(50)
  expect(named.filter((name) => !packages[`node_modules/${name}`])).toEqual([])
})
