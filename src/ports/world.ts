import type { Clock } from '#base/clock.ts'
import type { Random } from '#base/random.ts'
import type { Crm } from './crm.ts'
import type { EnrichmentVendor } from './enrichment.ts'
import type { Faults } from './faults.ts'
import type { Model } from './model.ts'
import type { Queue } from './queue.ts'
import type { Telemetry } from './telemetry.ts'
import type { Workspace } from './workspace.ts'

/** All we need from the world. A function asks for the slice it uses: `Pick<World, 'crm' | 'clock'>`. */
export interface World {
  readonly crm: Crm
  readonly model: Model
  /** In the order in which they are asked; none: nothing is looked up outside. */
  readonly vendors: readonly EnrichmentVendor[]
  readonly queue: Queue
  readonly workspace: Workspace
  readonly clock: Clock
  /** For jitter and new ids only; nothing that must be repeated depends on it. */
  readonly random: Random
  readonly faults: Faults
  /** Absent: nobody watches, and watching costs nothing. */
  readonly telemetry?: Telemetry | undefined
  /** Resolves after `ms` milliseconds, or at once when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}
