import type { Misbehaviour } from '../fakes/messages-api/contract.ts'

export const body = (type: string, message: string): string =>
  JSON.stringify({ type: 'error', error: { type, message }, request_id: 'req_1' })
export const status = (code: number, type: string, words = 'as you like it'): Misbehaviour => ({
  kind: 'status',
  status: code,
  body: body(type, words),
})

/** What a failure comes out as, and a piece of its message and of its next step. */
interface Outcome {
  /** Kind, what is billed and milliseconds to wait; or that the run stops, and why. */
  readonly outcome: readonly unknown[]
  readonly words: RegExp
  readonly next: RegExp
}

/** One row per way to fail. */
export const failures: readonly (readonly [string, Misbehaviour, Outcome])[] = [
  [
    '429 with Retry-After',
    { kind: 'throttled', retryAfterSeconds: 7 },
    { outcome: ['throttled', 'nothing', 7000], words: /fewer calls \(429\)/, next: /inFlight/ },
  ],
  [
    '429 without Retry-After',
    { kind: 'throttled' },
    { outcome: ['throttled', 'nothing', undefined], words: /429/, next: /rate limit/ },
  ],
  [
    '529',
    { kind: 'overloaded' },
    { outcome: ['down', 'nothing', undefined], words: /no capacity right now \(529\)/, next: /again later/ },
  ],
  [
    '529 that says when',
    { kind: 'overloaded', retryAfterSeconds: 2 },
    { outcome: ['down', 'nothing', 2000], words: /529/, next: /again/ },
  ],
  ['503', status(503, 'api_error'), { outcome: ['down', 'nothing', undefined], words: /503/, next: /again/ }],
  [
    '500',
    { kind: 'internal' },
    { outcome: ['down', 'unknown', undefined], words: /failed \(500\)/, next: /again/ },
  ],
  [
    '504 of a gateway',
    { kind: 'status', status: 504, body: '<h1>Gateway Timeout</h1>', contentType: 'text/html' },
    { outcome: ['down', 'unknown', undefined], words: /504.*Gateway Timeout/, next: /again/ },
  ],
  [
    '408',
    status(408, 'timeout_error'),
    { outcome: ['down', 'nothing', undefined], words: /408/, next: /again/ },
  ],
  [
    '409',
    status(409, 'invalid_request_error'),
    { outcome: ['down', 'nothing', undefined], words: /409/, next: /again/ },
  ],
  [
    'the spend cap',
    { kind: 'spend-cap' },
    { outcome: ['stop', 'budget'], words: /spend limit/, next: /raise the limit/ },
  ],
  ['402', { kind: 'unpaid' }, { outcome: ['stop', 'budget'], words: /payment \(402\)/, next: /billing/ }],
  [
    '401',
    { kind: 'unauthorised' },
    { outcome: ['stop', 'setup'], words: /key \(401\)/, next: /ANTHROPIC_API_KEY/ },
  ],
  [
    '403',
    { kind: 'forbidden' },
    { outcome: ['stop', 'setup'], words: /403/, next: /model\.tiers\.work\.model/ },
  ],
  [
    '400',
    status(400, 'invalid_request_error', 'max_tokens: too many'),
    { outcome: ['refused', 'nothing', undefined], words: /"max_tokens: too many"/, next: /model\.tiers/ },
  ],
  [
    '413',
    status(413, 'request_too_large'),
    { outcome: ['refused', 'nothing', undefined], words: /413/, next: /too long/ },
  ],
  [
    'a hang before the headers',
    { kind: 'hang', when: 'before-headers' },
    { outcome: ['down', 'unknown', undefined], words: /said nothing for 1 s/, next: /again/ },
  ],
  [
    'a hang in the middle',
    { kind: 'hang', when: 'after-first-token' },
    { outcome: ['down', 'unknown', undefined], words: /said nothing for 1 s/, next: /again/ },
  ],
  [
    'a connection dropped before the answer',
    { kind: 'drop', when: 'before-headers' },
    { outcome: ['down', 'unknown', undefined], words: /connection to the model failed/, next: /network/ },
  ],
  [
    'a dropped stream',
    { kind: 'drop', when: 'mid-stream' },
    { outcome: ['down', 'unknown', undefined], words: /broke in the middle/, next: /network/ },
  ],
  [
    'overloaded in the middle',
    { kind: 'error-event', type: 'overloaded_error', message: 'Overloaded' },
    {
      outcome: ['down', 'unknown', undefined],
      words: /"Overloaded", in the middle of the answer/,
      next: /again/,
    },
  ],
  [
    'a key refused in the middle stops nothing, for it may have cost',
    { kind: 'error-event', type: 'authentication_error', message: 'no' },
    { outcome: ['refused', 'unknown', undefined], words: /in the middle/, next: /ANTHROPIC_API_KEY/ },
  ],
  [
    'a page instead of a stream',
    { kind: 'other-shape', what: 'html' },
    { outcome: ['nonsense', 'unknown', undefined], words: /text\/html/, next: /baseUrl/ },
  ],
  [
    'JSON instead of a stream',
    { kind: 'other-shape', what: 'json' },
    { outcome: ['nonsense', 'unknown', undefined], words: /application\/json/, next: /baseUrl/ },
  ],
  [
    'a stream of nothing',
    { kind: 'other-shape', what: 'empty' },
    { outcome: ['down', 'unknown', undefined], words: /broke in the middle/, next: /network/ },
  ],
  [
    'a stream without a beginning',
    { kind: 'other-shape', what: 'no-start' },
    { outcome: ['nonsense', 'unknown', undefined], words: /began with message_stop/, next: /baseUrl/ },
  ],
]
