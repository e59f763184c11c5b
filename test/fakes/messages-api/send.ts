import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages'
import type { ErrorResponse } from '@anthropic-ai/sdk/resources/shared'
import type { Misbehaviour } from './contract.ts'

/** One response under way. `gone` aborts when the client hangs up. */
export interface Reply {
  readonly res: ServerResponse
  readonly requestId: string
  readonly gone: AbortSignal
}

export interface Pace {
  readonly firstTokenMs: number
  readonly turnMs: number
}

/** The vendor's error types by status. */
const errorTypes: Readonly<Record<number, ErrorResponse['error']['type']>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'invalid_request_error',
  429: 'rate_limit_error',
  500: 'api_error',
  529: 'overloaded_error',
}

export interface Refusal {
  readonly status: number
  readonly message: string
  readonly headers?: Readonly<Record<string, string>>
  readonly details?: Readonly<Record<string, string>>
}

export const errorBody = ({ status, message, details }: Refusal, requestId: string) => ({
  type: 'error' as const,
  error: { type: errorTypes[status] ?? ('api_error' as const), message, ...(details ? { details } : {}) },
  request_id: requestId,
})

export function sendJson({ res, requestId }: Reply, status: number, body: unknown, headers = {}): void {
  res.writeHead(status, { 'content-type': 'application/json', 'request-id': requestId, ...headers })
  res.end(JSON.stringify(body))
}

/** What a misbehaviour that strikes instead of an answer says; undefined: it strikes elsewhere. */
export function refusalOf(does: Misbehaviour): Refusal | undefined {
  const after = (seconds: number | undefined) =>
    seconds === undefined ? {} : { headers: { 'retry-after': String(seconds) } }
  switch (does.kind) {
    case 'throttled':
      return {
        status: 429,
        message: 'Number of requests has exceeded your rate limit',
        ...after(does.retryAfterSeconds),
      }
    case 'overloaded':
      return { status: 529, message: 'Overloaded', ...after(does.retryAfterSeconds) }
    case 'internal':
      return { status: 500, message: 'Internal server error' }
    case 'unauthorised':
      return { status: 401, message: 'invalid x-api-key' }
    case 'unpaid':
      return { status: 402, message: 'Your credit balance is too low to access the API' }
    case 'forbidden':
      return { status: 403, message: 'Your API key does not have permission to use the specified resource' }
    case 'spend-cap':
      return {
        status: 429,
        message: 'You have reached your specified API usage limits.',
        details: { error_code: 'enforced_spend_limit_reached' },
      }
    default:
      return undefined
  }
}

/** Sends a 200 that is no message at all. */
export function sendOtherShape(
  { res, requestId }: Reply,
  what: 'html' | 'json' | 'empty' | 'no-start',
  stream: boolean,
): void {
  const type =
    what === 'html' ? 'text/html' : stream && what !== 'json' ? 'text/event-stream' : 'application/json'
  res.writeHead(200, { 'content-type': type, 'request-id': requestId })
  const stop = 'event: message_stop\ndata: {"type":"message_stop"}\n\n'
  const bodies = {
    html: '<!doctype html><title>Sign in</title>',
    json: '{"ok":true}',
    empty: '',
    'no-start': stop,
  }
  res.end(bodies[what])
}

export interface Streaming {
  readonly events: readonly RawMessageStreamEvent[]
  readonly pace: Pace
  readonly does: Misbehaviour | undefined
  /** Called when the first content leaves. */
  readonly onStart: () => void
}

const steps = 8
const framed = (event: { readonly type: string }) =>
  `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`

/** Streams an answer at its pace, or breaks it off. Answers how many events of content left; throws when the client is gone. */
export async function sendStream({ res, requestId, gone }: Reply, streaming: Streaming): Promise<number> {
  const { events, pace, does, onStart } = streaming
  const firstDelta = events.findIndex(({ type }) => type === 'content_block_delta')
  const head = firstDelta < 0 ? 1 : firstDelta + 1
  const tail = events.length - 2
  const middle = events.slice(head, tail)
  await rest(pace.firstTokenMs, gone)
  onStart()
  res.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'request-id': requestId,
  })
  res.write(events.slice(0, head).map(framed).join(''))
  const left = Math.max(0, pace.turnMs - pace.firstTokenMs)
  const size = Math.max(1, Math.ceil(middle.length / steps))
  const breaksOff =
    does?.kind === 'hang' || does?.kind === 'drop' || does?.kind === 'error-event' ? does.kind : undefined
  if (breaksOff === 'hang') return head
  for (let at = 0; at < middle.length; at += size) {
    await rest((left * size) / Math.max(size, middle.length), gone)
    if (breaksOff && at >= middle.length / 2) break
    res.write(
      middle
        .slice(at, at + size)
        .map(framed)
        .join(''),
    )
  }
  if (middle.length === 0) await rest(left, gone)
  if (does?.kind === 'error-event') {
    const error = { type: 'error', error: { type: does.type, message: does.message }, request_id: requestId }
    res.end(framed(error))
    return head
  }
  if (breaksOff === 'drop') {
    res.socket?.destroy()
    return head
  }
  res.end(events.slice(tail).map(framed).join(''))
  return events.length
}

/** Waits, unless there is nothing to wait for; throws when the client hangs up meanwhile. */
export async function rest(ms: number, gone: AbortSignal): Promise<void> {
  if (ms > 0) await wait(ms, undefined, { signal: gone })
}
