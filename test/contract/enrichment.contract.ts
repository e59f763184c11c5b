import { afterEach, describe, expect, test } from 'vitest'
import type { EnrichmentVendor, VendorAnswer } from '#ports/enrichment.ts'
import { VendorFault } from '#ports/enrichment.ts'
import { sandboxCompany } from '#connectors/enrich-sandbox/company.ts'
import {
  startSandbox,
  type Behaviour,
  type Sandbox,
  type SandboxKind,
} from '#connectors/enrich-sandbox/server.ts'

/** The first domains of a numbered row that the sandbox vendors know. */
export const knownDomains = (count: number): readonly string[] =>
  Array.from({ length: count * 3 }, (_, at) => `company-${at}.example`)
    .filter((domain) => sandboxCompany({ domain, name: '' }) !== undefined)
    .slice(0, count)

/** What every client of an enrichment vendor must do, over real HTTP. */
export function enrichmentContract(kind: SandboxKind, client: (baseUrl: string) => EnrichmentVendor): void {
  const open: Sandbox[] = []
  afterEach(async () => {
    await Promise.all(open.splice(0).map((sandbox) => sandbox.close()))
  })
  const start = async (behave?: (n: number) => Behaviour) => {
    const sandbox = await startSandbox({ kind, ...(behave === undefined ? {} : { behave }) })
    open.push(sandbox)
    return { sandbox, vendor: client(sandbox.url) }
  }
  const never = new AbortController().signal
  const question = (domain: string | undefined, name?: string) => ({
    domain,
    name,
    fields: ['employees', 'industry', 'revenueUsd', 'technologies'],
  })
  const [domain = ''] = knownDomains(1)
  const fault = async (behave: Behaviour, signal = never): Promise<VendorFault> => {
    const { vendor } = await start(() => behave)
    const thrown: unknown = await vendor.company(question(domain), signal).catch((error: unknown) => error)
    if (!(thrown instanceof VendorFault)) throw new Error(`no VendorFault but ${String(thrown)}`)
    return thrown
  }

  describe(`${kind}: an answer`, () => {
    test('says whom it is about, and each claim is dated, of a field it said it knows, and no surer than 1', async () => {
      const { vendor } = await start()
      for (const one of knownDomains(30)) {
        const answer = await vendor.company(question(one), never)
        expect(answer?.about.domain).toBe(one)
        expect(answer?.ref).not.toBe('')
        expect(answer?.microUsd).toBeLessThanOrEqual(vendor.ceilingMicroUsd)
        for (const claim of answer?.claims ?? []) {
          expect(vendor.fields).toContain(claim.field)
          expect(Date.parse(claim.observedAt)).not.toBeNaN()
          expect(claim.confidence).toBeGreaterThan(0)
          expect(claim.confidence).toBeLessThanOrEqual(1)
        }
      }
    })

    test('the same question has the same answer, from another server too', async () => {
      const ask = async (): Promise<VendorAnswer | undefined> =>
        (await start()).vendor.company(question(domain), never)
      expect(await ask()).toEqual(await ask())
    })

    test('holds only what was asked for', async () => {
      const { vendor } = await start()
      const answer = await vendor.company({ ...question(domain), fields: ['employees'] }, never)
      expect(answer?.claims.map(({ field }) => field)).toEqual(['employees'])
    })

    test('may be asked for by name alone', async () => {
      const { vendor } = await start()
      const found = await vendor.company(question(undefined, 'Harbor Lantern 3'), never)
      expect(found?.about.name?.toLowerCase()).toBe('harbor lantern 3')
    })

    test('a company it does not know is undefined, and no fault', async () => {
      const { vendor } = await start()
      const unknown = Array.from({ length: 60 }, (_, at) => `company-${at}.example`).find(
        (one) => sandboxCompany({ domain: one, name: '' }) === undefined,
      )
      expect(await vendor.company(question(unknown), never)).toBeUndefined()
    })
  })

  describe(`${kind}: what goes wrong is a Fault of its kind`, () => {
    test.each<[string, Behaviour, string]>([
      ['429', { kind: 'busy' }, 'throttled'],
      ['500', { kind: 'status', status: 500 }, 'down'],
      ['401', { kind: 'status', status: 401 }, 'refused'],
      ['403', { kind: 'status', status: 403 }, 'refused'],
      ['a connection cut off', { kind: 'hang-up' }, 'down'],
      ['JSON cut off', { kind: 'truncated' }, 'nonsense'],
      ['another schema', { kind: 'other-schema' }, 'nonsense'],
    ])('%s', async (_sentence, behaviour, kindOfFault) => {
      const thrown = await fault(behaviour)
      expect(thrown.kind).toBe(kindOfFault)
      expect(thrown.message).not.toContain('127.0.0.1')
    })

    test('a vendor that is not there', async () => {
      const { sandbox, vendor } = await start()
      await sandbox.close()
      await expect(vendor.company(question(domain), never)).rejects.toMatchObject({ kind: 'down' })
    })

    test('Retry-After is carried along, in seconds or as a date', async () => {
      expect((await fault({ kind: 'busy', retryAfter: '7' })).retryAfterMs).toBe(7000)
      const date = await fault({ kind: 'busy', retryAfter: 'Fri, 20 Nov 2026 09:00:30 GMT' })
      expect(date.retryAfterMs).toBe(30_000)
      expect((await fault({ kind: 'busy', retryAfter: 'soon' })).retryAfterMs).toBeUndefined()
    })

    test.each<Behaviour>([{ kind: 'half-open' }, { kind: 'slow', waitMs: 60_000 }])(
      'an abort ends the waiting: $kind',
      async (behaviour) => {
        const stop = new AbortController()
        const thrown = fault(behaviour, stop.signal)
        stop.abort()
        expect((await thrown).kind).toBe('down')
      },
    )
  })
}
