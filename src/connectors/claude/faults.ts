import { AnthropicError, APIConnectionError, APIError } from '@anthropic-ai/sdk'
import type { Clock } from '#base/clock.ts'
import { Fault, RunStop, type FaultKind } from '#base/fault.ts'
import { ModelFault } from '#ports/model.ts'
import type { Tier } from '#records/conversation.ts'

// What went wrong, in our words. What is billed: nothing for what the vendor turned away before any work and for what
// never reached it; unknown for everything else, since a gateway may have passed a call on and then lost the answer.

/** Whom the call was for, and the secret that must not stand in any message. */
export interface CallContext {
  readonly tier: Tier
  readonly model: string
  readonly apiKey: string
  readonly clock: Clock
}

const wordsAtMost = 300

/** Foreign text, quoted and short; a gateway may echo what it was sent, so the key is taken out. */
function quoted(text: string, apiKey: string): string {
  const clean = (apiKey === '' ? text : text.replaceAll(apiKey, '[key]')).replaceAll(/\s+/g, ' ').trim()
  return JSON.stringify(clean.length > wordsAtMost ? `${clean.slice(0, wordsAtMost)}…` : clean)
}

interface Refusal {
  readonly status: number | undefined
  readonly type: string
  readonly code: string
  /** The vendor's words, quoted. */
  readonly words: string
  readonly retryAfterMs: number | undefined
}

/** Milliseconds the vendor asks us to wait: `retry-after-ms`, or `retry-after` in seconds or as a date. */
function retryAfterMs(headers: Headers | undefined, clock: Clock): number | undefined {
  const precise = Number.parseFloat(headers?.get('retry-after-ms') ?? '')
  if (precise >= 0) return Math.ceil(precise)
  const given = headers?.get('retry-after')?.trim()
  if (given === undefined || given === '') return undefined
  const seconds = Number(given)
  if (seconds >= 0) return Math.ceil(seconds * 1000)
  const until = Date.parse(given) - clock().getTime()
  return Number.isNaN(until) ? undefined : Math.max(0, until)
}

const setup = (what: string, next: string): RunStop =>
  new RunStop('refused', what, { stopCause: 'setup', next })
const budget = (what: string, next: string): RunStop =>
  new RunStop('refused', what, { stopCause: 'budget', next })

/** What no further call can get past, or undefined. */
function stopOf({ status, type, code, words }: Refusal, { tier, model }: CallContext): RunStop | undefined {
  if (code.endsWith('spend_limit_reached'))
    return budget(
      `the spend limit of your account at the vendor is reached: ${words}`,
      'raise the limit in the console of the vendor or wait until it is renewed; the same command then goes on',
    )
  if (status === 402 || type === 'billing_error')
    return budget(
      `the vendor asks for payment (402): ${words}`,
      'look after billing in the console of the vendor; the same command then goes on',
    )
  if (status === 401 || type === 'authentication_error')
    return setup(
      `the vendor does not know the key (401): ${words}`,
      'set ANTHROPIC_API_KEY to a key that works',
    )
  if (status === 403 || type === 'permission_error')
    return setup(
      `the key may not do this (403): ${words}`,
      `give the key of ANTHROPIC_API_KEY access to ${model}, or name another model in model.tiers.${tier}.model`,
    )
  if (status === 404 || type === 'not_found_error')
    return setup(
      `there is no model ${model} for the tier ${tier} (404): ${words}`,
      `set model.tiers.${tier}.model in daybook.toml to a model the vendor has, and look at model.baseUrl if you set it`,
    )
  return undefined
}

interface Kind {
  readonly kind: FaultKind
  readonly billed: 'nothing' | 'unknown'
  readonly what: string
  readonly next: string
}

const throttled: Kind = {
  kind: 'throttled',
  billed: 'nothing',
  what: 'the vendor asks for fewer calls',
  next: 'lower inFlight in daybook.toml, or ask the vendor for a higher rate limit',
}
const overloaded: Kind = {
  kind: 'down',
  billed: 'nothing',
  what: 'the vendor has no capacity right now',
  next: 'run the same command again later; it goes on where it stopped',
}
const broken: Kind = { ...overloaded, billed: 'unknown', what: 'the vendor failed' }
const refused: Kind = {
  kind: 'refused',
  billed: 'nothing',
  what: 'the vendor refused the request',
  next: 'read its words; a setting in model.tiers it does not take, or a conversation that is too long, is the usual cause',
}

function kindOf({ status, type }: Refusal): Kind {
  if (status === 429 || type === 'rate_limit_error') return throttled
  if (status === 529 || status === 503 || type === 'overloaded_error') return overloaded
  if (status === 408 || status === 409) return { ...overloaded, what: 'the vendor did not take the request' }
  if (status === 499 || (status !== undefined && status >= 500)) return broken
  if (status !== undefined && status >= 400) return refused
  // Without a status it is an error in a stream that had begun, or in a batch: only its type is known.
  return type === 'invalid_request_error' || type === 'request_too_large' ? refused : broken
}

function faultOfRefusal(refusal: Refusal, context: CallContext): Fault {
  const stop = stopOf(refusal, context)
  if (stop !== undefined) return stop
  const { kind, billed, what, next } = kindOf(refusal)
  const { status, words } = refusal
  const message = `${what}${status === undefined ? '' : ` (${status})`}: ${words}`
  return new ModelFault(kind, message, { billed, next, retryAfterMs: refusal.retryAfterMs })
}

/** An error the vendor put into a stream that had begun: what it did until then may cost, so it is never a RunStop. */
export function faultOfEvent(error: { type: string; message: string }, context: CallContext): ModelFault {
  const { kind, message, next } = faultOfSaid(error, context)
  return new ModelFault(kind, `${message}, in the middle of the answer`, { billed: 'unknown', next })
}

/** An error the vendor said without a status, as in the results of a batch, which bills only what succeeded. */
export function faultOfSaid(error: { type: string; message: string }, context: CallContext): Fault {
  const words = quoted(error.message, context.apiKey)
  return faultOfRefusal(
    { status: undefined, type: error.type, code: '', words, retryAfterMs: undefined },
    context,
  )
}

// Codes of the system and of undici for a call that never got through to the other side.
const neverSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS)/

/** The code at the root of an error: the SDK wraps fetch's, which wraps the system's. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const own = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return own === '' ? codeOf(error.cause) : own
}

/** The connection failed before the answer, or broke in the middle of it. */
export function faultOfConnection(thrown: unknown, hadBegun: boolean): ModelFault {
  const code = codeOf(thrown)
  const sent = hadBegun || !neverSent.test(code)
  return new ModelFault(
    'down',
    `the connection to the model ${hadBegun ? 'broke in the middle of the answer' : 'failed'}${code === '' ? '' : ` (${code})`}`,
    {
      billed: sent ? 'unknown' : 'nothing',
      next: 'look at the network and at model.baseUrl if you set it, then run the same command again',
    },
  )
}

/** What the SDK threw for a call, as a Fault. Throws what is no failure of the outside. */
export function faultOf(thrown: unknown, context: CallContext): Fault {
  if (thrown instanceof Fault) return thrown
  if (thrown instanceof APIConnectionError) return faultOfConnection(thrown, false)
  if (!(thrown instanceof AnthropicError)) throw thrown
  if (!(thrown instanceof APIError))
    return new ModelFault(
      'nonsense',
      `the SDK could not use the answer: ${quoted(thrown.message, context.apiKey)}`,
      {
        billed: 'unknown',
        next: 'look at model.baseUrl: what stands there does not speak the Messages API',
      },
    )
  const { status, type, errorCode, apiMessage, message } = thrown
  return faultOfRefusal(
    {
      status,
      type: type ?? '',
      code: errorCode ?? '',
      words: quoted(apiMessage ?? message, context.apiKey),
      retryAfterMs: retryAfterMs(thrown.headers, context.clock),
    },
    context,
  )
}
