import type { Clock } from '#base/clock.ts'
import { Fault } from '#base/fault.ts'
import type { Random } from '#base/random.ts'
import { atlasVendor } from '#connectors/enrich-sandbox/atlas.ts'
import { beaconVendor } from '#connectors/enrich-sandbox/beacon.ts'
import type { VendorPlace } from '#connectors/enrich-sandbox/http.ts'
import type { Sandbox, SandboxKind } from '#connectors/enrich-sandbox/server.ts'
import { waitForRoom } from '#orchestrator/budget/shared-pace.ts'
import type { EnrichmentVendor } from '#ports/enrichment.ts'
import type { BookConfig, VendorConfig } from '#records/config.ts'
import type { VendorHealth } from '#records/vendor-health.ts'
import type { WithDb } from '#state/db.ts'
import { putVendorStates } from '#state/write/vendor-state.ts'
import { guardVendor } from '#tools/enrich/guarded-vendor.ts'
import { sleep } from './sleep.ts'

/** The vendors of the book, in the order in which they are asked. */
interface OpenVendors {
  readonly vendors: readonly EnrichmentVendor[]
  close(): Promise<void>
}

type Needs = WithDb & {
  readonly clock: Clock
  readonly random: Random
  readonly note: (line: string) => void
}

const clients: Readonly<Record<VendorConfig['kind'], (place: VendorPlace) => EnrichmentVendor>> = {
  'sandbox-atlas': atlasVendor,
  'sandbox-beacon': beaconVendor,
}

/** What all workers of the book together may ask of a vendor. */
const roomAt =
  ({ db, random }: Needs, { name, perSecond, concurrent, timeoutMs }: VendorConfig) =>
  (signal: AbortSignal) => {
    const most = Math.max(1, Math.floor(perSecond))
    // An attempt is cut off at its time limit: later nobody can be at it any more.
    const atOnce = { most: concurrent, holdMs: timeoutMs + 2000 }
    const limit = { name: `vendor/${name}`, most, windowMs: (most / perSecond) * 1000, atOnce }
    return waitForRoom({ db, random, sleep }, limit, signal)
  }

// Long enough that a vendor which is down costs a run a handful of questions, short enough to be back within it.
const restMs = 15_000

/** Sandbox vendors of our own, each started with the first question that needs it. */
function sandboxes() {
  const started: Promise<Sandbox>[] = []
  return {
    lazily(kind: SandboxKind): () => Promise<string> {
      let mine: Promise<Sandbox> | undefined
      const start = async (): Promise<Sandbox> => {
        const { startSandbox } = await import('#connectors/enrich-sandbox/server.ts')
        return startSandbox({ kind })
      }
      return async () => {
        if (mine === undefined) started.push((mine = start()))
        return (await mine).url
      }
    },
    async close(): Promise<void> {
      await Promise.allSettled(started.map(async (sandbox) => (await sandbox).close()))
    },
  }
}

/** Puts a connector, behind its guard, in the place of every vendor of daybook.toml. Opens no connection. */
export function openVendors({ enrichment }: BookConfig, needs: Needs): OpenVendors {
  const { clock, random, note, db } = needs
  const own = sandboxes()
  const writing = new Set<Promise<void>>()
  // Kept when it turns, so that `doctor` in another process sees a vendor go down while the run is still under way.
  const onTurn = (health: VendorHealth): void => {
    const written: Promise<void> = putVendorStates({ db }, [health], clock())
      .catch((thrown: unknown) => note(`state of ${health.name}: ${String(thrown)}`))
      .finally(() => writing.delete(written))
    writing.add(written)
  }
  const vendors = enrichment.vendors.map((vendor) => {
    const { name, kind, baseUrl, usdPerAnswer, timeoutMs, perSecond, concurrent } = vendor
    const microUsd = Math.round(usdPerAnswer * 1_000_000)
    const url = baseUrl === undefined ? own.lazily(kind) : async () => baseUrl
    const client = clients[kind]({ name, baseUrl: url, microUsd, clock })
    const settings = { name, timeoutMs, perSecond, concurrent, restMs }
    return guardVendor(client, settings, { clock, random, onTurn, room: roomAt(needs, vendor) })
  })
  const names = vendors.map(({ name }) => name)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined)
    throw new Fault(
      'refused',
      `enrichment.vendors names ${twice} twice`,
      'give each vendor a name of its own',
    )
  return {
    vendors,
    async close() {
      await Promise.all(writing)
      await own.close()
    },
  }
}
