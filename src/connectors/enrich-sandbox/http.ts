import * as z from 'zod'
import type { Clock } from '#base/clock.ts'
import { VendorFault } from '#ports/enrichment.ts'

/** Where a vendor is and how it is spoken to. `baseUrl` is asked for with each question: it may not be started yet. */
export interface VendorPlace {
  readonly name: string
  readonly baseUrl: () => Promise<string>
  /** What one answer costs, whole micro-USD. */
  readonly microUsd: number
  readonly clock: Clock
}

/** One question over HTTP. `path` with its query. */
export interface HttpQuestion {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly signal: AbortSignal
}

const noWait = 0

/** Retry-After: seconds, or a date. undefined: absent or not to be understood. */
function waitOf(header: string | null, now: Date): number | undefined {
  if (header === null || header.trim() === '') return undefined
  const seconds = Number(header)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now.getTime()
  return Number.isFinite(ms) ? Math.max(noWait, ms) : undefined
}

function refusedOf({ name, clock }: VendorPlace, response: Response): VendorFault {
  const { status } = response
  const told = `${name} answered HTTP ${status}, expected 200`
  if (status === 429)
    return new VendorFault('throttled', `${name} asked us to slow down (HTTP 429)`, {
      microUsd: 0,
      retryAfterMs: waitOf(response.headers.get('retry-after'), clock()),
    })
  if (status >= 500) return new VendorFault('down', told, { microUsd: 0 })
  const next = `check the key, the plan and the credits of ${name}`
  return new VendorFault('refused', told, { microUsd: 0, next })
}

/** Why a request came to no answer at all, without the address: it may hold a key. */
const causeOf = (thrown: unknown): string => {
  const cause = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown
  const code =
    cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined
  return code ?? (cause instanceof Error ? cause.name : 'no reason given')
}

/** One attempt. The parsed answer, or undefined for 404. Throws VendorFault; whatever failed on the way counts at its full price. */
export async function askJson<T>(
  place: VendorPlace,
  question: HttpQuestion,
  shape: z.ZodType<T>,
): Promise<T | undefined> {
  const { name, microUsd } = place
  const { text, response } = await exchange(place, question)
  if (response.status === 404) return undefined
  if (!response.ok) throw refusedOf(place, response)
  const parsed = shape.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const where = issue === undefined ? '' : `: ${issue.path.join('.') || 'the answer'}: ${issue.message}`
  throw new VendorFault('nonsense', `${name} answered outside its schema${where}`.slice(0, 200), { microUsd })
}

async function exchange(
  { name, baseUrl, microUsd }: VendorPlace,
  { method, path, signal }: HttpQuestion,
): Promise<{ readonly text: string; readonly response: Response }> {
  const base = await baseUrl()
  try {
    const response = await fetch(new URL(path, base), { method, signal, redirect: 'error' })
    return { text: await response.text(), response }
  } catch (thrown) {
    throw new VendorFault('down', `${name} could not be reached (${causeOf(thrown)})`, { microUsd })
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
