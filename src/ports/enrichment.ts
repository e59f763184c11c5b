import type { Json } from '#base/canonical.ts'
import { Fault, type FaultKind } from '#base/fault.ts'
import type { Instant } from '#records/time.ts'
import type { VendorHealth } from '#records/vendor-health.ts'

/** What we know the company by, and what we want to know of it. At least one of domain and name is there. */
export interface CompanyQuestion {
  /** Normalised: lower case, no protocol, no `www.`. */
  readonly domain: string | undefined
  readonly name: string | undefined
  /** Names it had before; an answer under one of them is about the same company. */
  readonly alsoKnownAs?: readonly string[]
  readonly fields: readonly string[]
}

/** One statement of a vendor. `value` as it will be shown and cited; a range carries its bounds beside. */
export interface VendorClaim {
  readonly field: string
  readonly value: Json
  readonly range?: { readonly min: number; readonly max: number | null }
  readonly unit?: string
  /** When the vendor saw it, UTC. */
  readonly observedAt: Instant
  /** The vendor's own, 0..1. */
  readonly confidence: number
}

/** A vendor's answer. `about` is the company it says it speaks of: the caller compares it with the one asked for. */
export interface VendorAnswer {
  readonly about: { readonly domain: string | undefined; readonly name: string | undefined }
  readonly claims: readonly VendorClaim[]
  /** What this answer cost, whole micro-USD. */
  readonly microUsd: number
  /** The vendor's id of the answer, for audit. */
  readonly ref: string
}

/** A question that failed, with what it may have cost: 0 when it was turned away before any work. */
export class VendorFault extends Fault {
  override readonly name: string = 'VendorFault'
  /** Whole micro-USD, at most. */
  readonly microUsd: number
  /** Milliseconds the vendor asked us to wait. */
  readonly retryAfterMs: number | undefined

  constructor(
    kind: FaultKind,
    message: string,
    more: {
      readonly microUsd: number
      readonly next?: string | undefined
      readonly retryAfterMs?: number | undefined
    },
  ) {
    super(kind, message, more.next)
    this.microUsd = more.microUsd
    this.retryAfterMs = more.retryAfterMs
  }
}

/**
 * One enrichment vendor. `company` is one attempt: undefined when the vendor knows no such company. Throws VendorFault:
 * `throttled`, `down` (timeouts too), `refused` (key, plan, credits), `nonsense` (an answer outside its schema).
 * Read-only; may cost up to `ceilingMicroUsd` each time.
 */
export interface EnrichmentVendor {
  readonly name: string
  /** Fields it can say something about. */
  readonly fields: readonly string[]
  readonly ceilingMicroUsd: number
  company(question: CompanyQuestion, signal: AbortSignal): Promise<VendorAnswer | undefined>
  /** How it has behaved so far; absent where nobody watches. */
  readonly health?: () => VendorHealth
}
