import { describe, expect, test } from 'vitest'
import { atlasVendor } from '#connectors/enrich-sandbox/atlas.ts'
import { beaconVendor } from '#connectors/enrich-sandbox/beacon.ts'
import { sandboxCompany } from '#connectors/enrich-sandbox/company.ts'
import { startSandbox } from '#connectors/enrich-sandbox/server.ts'
import { agree } from '#records/claim.ts'
import { enrichmentContract, knownDomains } from './enrichment.contract.ts'

const clock = () => new Date('2026-11-20T09:00:00Z')
const place = (name: string) => (baseUrl: string) => ({
  name,
  baseUrl: async () => baseUrl,
  microUsd: 20_000,
  clock,
})

enrichmentContract('sandbox-atlas', (url) => atlasVendor(place('atlas')(url)))
enrichmentContract('sandbox-beacon', (url) => beaconVendor(place('beacon')(url)))

describe('the two vendors', () => {
  test('answer differently about some companies, and the same about most', async () => {
    const servers = await Promise.all(
      (['sandbox-atlas', 'sandbox-beacon'] as const).map((kind) => startSandbox({ kind })),
    )
    const [atlas, beacon] = servers.map(({ url }, at) =>
      at === 0 ? atlasVendor(place('atlas')(url)) : beaconVendor(place('beacon')(url)),
    )
    const never = new AbortController().signal
    const seen = { same: 0, other: 0, range: 0, unsure: 0 }
    for (const domain of knownDomains(200)) {
      const ask = { domain, name: undefined, fields: ['employees'] }
      const [one] = (await atlas?.company(ask, never))?.claims ?? []
      const [two] = (await beacon?.company(ask, never))?.claims ?? []
      if (one === undefined || two === undefined) throw new Error(`nobody counts ${domain}`)
      seen[agree(one, two) ? 'same' : 'other'] += 1
      if (one.range !== undefined) seen.range += 1
      if (one.confidence < 0.5) seen.unsure += 1
      expect(two.value).toBe(
        (sandboxCompany({ domain, name: '' })?.employees ?? 0) * (agree(one, two) ? 1 : 3) +
          (agree(one, two) ? 0 : 7),
      )
    }
    await Promise.all(servers.map((server) => server.close()))
    expect(seen.same).toBeGreaterThan(140)
    expect(seen.other).toBeGreaterThan(8)
    expect(seen.range).toBeGreaterThan(15)
    expect(seen.unsure).toBeGreaterThan(4)
  })
})
