import type { Message, MessageCreateParams } from '@anthropic-ai/sdk/resources/messages'

// A Messages API on loopback: what the vendor's documentation says of bytes, order, caching and refusals, and nothing
// else. `startMessagesApi(options)` in server.ts starts it.

/** What a brain answers: the content as plain blocks, and why the turn ended. */
export interface Turn {
  readonly content: readonly TurnBlock[]
  /** Default: tool_use when a tool is called, else end_turn. */
  readonly stopReason?: NonNullable<Message['stop_reason']>
}

export type TurnBlock =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly thinking: string }
  /** `json`: the arguments as they go over the wire instead of `input`, cut off or broken as the test likes. */
  | { readonly type: 'tool_use'; readonly name: string; readonly input: unknown; readonly json?: string }

/** Decides every answer; called once for each message asked for, those in batches included. */
export type Brain = (request: MessageCreateParams, call: Call) => Turn | Promise<Turn>

export interface Call {
  /** 1 for the first message asked for since the start; retries count. */
  readonly number: number
  readonly batch: boolean
  /** The headers as they came, keys in small letters. */
  readonly headers: Readonly<Record<string, string | undefined>>
}

/** One way in which a vendor fails. What is not named here does not happen. */
export type Misbehaviour =
  /** 429 rate_limit_error; with or without `retry-after`. */
  | { readonly kind: 'throttled'; readonly retryAfterSeconds?: number }
  /** 529 overloaded_error. */
  | { readonly kind: 'overloaded'; readonly retryAfterSeconds?: number }
  /** 500 api_error. */
  | { readonly kind: 'internal' }
  /** 401 authentication_error · 402 billing_error · 403 permission_error. */
  | { readonly kind: 'unauthorised' | 'unpaid' | 'forbidden' }
  /** 429 whose error.details.error_code is enforced_spend_limit_reached; no `retry-after`. */
  | { readonly kind: 'spend-cap' }
  /** Any status and body. */
  | { readonly kind: 'status'; readonly status: number; readonly body: string; readonly contentType?: string }
  /** A 200 with stop_reason refusal and no content, or with a tool call that must not run. */
  | { readonly kind: 'refusal'; readonly withToolCall?: boolean }
  /** The brain's answer, cut off with stop_reason max_tokens in its last block; a tool's arguments stop half way. */
  | { readonly kind: 'max-tokens' }
  /** The brain's answer with arguments that are no JSON in its last tool call. */
  | { readonly kind: 'malformed-json' }
  /** Accepts and says nothing more: before the headers, or after the first piece of content. */
  | { readonly kind: 'hang'; readonly when: 'before-headers' | 'after-first-token' }
  /** The connection is cut: before the headers, or in the middle of the content. */
  | { readonly kind: 'drop'; readonly when: 'before-headers' | 'mid-stream' }
  /** An `error` event in the middle of a stream that began with 200. */
  | { readonly kind: 'error-event'; readonly type: string; readonly message: string }
  /** A 200 of another shape: an HTML page, JSON that is no message, an empty body, or events without message_start. */
  | { readonly kind: 'other-shape'; readonly what: 'html' | 'json' | 'empty' | 'no-start' }

/** Which message requests it strikes (counted from 1, or by what they ask), and how often at most (default: always). */
export interface Fault {
  readonly on: number | readonly number[] | ((request: MessageCreateParams, call: Call) => boolean)
  readonly times?: number
  readonly does: Misbehaviour
}

export interface MessagesApiOptions {
  /** Default: the offline drafter for requests with tools, made-up readings for requests with a schema. */
  readonly brain?: Brain
  readonly faults?: readonly Fault[]
  /** Milliseconds until the first content of an answer, and until its end. Default 0. */
  readonly firstTokenMs?: number
  readonly turnMs?: number
  /** Milliseconds since the epoch, for the cache's lifetime. Default: the real clock. */
  readonly clock?: () => number
  /** Bytes one token stands for, by model; default: `bytesPerToken` of tokens.ts. */
  readonly bytesPerToken?: (model: string) => number
  /** Requests without exactly this key get 401. Default: any key is good, none is not. */
  readonly apiKey?: string
  /** Ids that GET /v1/models lists and POST accepts. Default: `models` in models.ts. */
  readonly models?: readonly string[]
  /** Milliseconds until a created batch has ended, on `clock`. Default 0: at the first look. */
  readonly batchMs?: number
  /** Keep the bodies of requests in the log. Default true; benchmarks say false. */
  readonly keepRequests?: boolean
  /** Check requests, answers and events against the SDK's own types. Default true; costs seconds at the first start. */
  readonly judge?: boolean
}

/** Tokens as the vendor counts them; the three input kinds do not overlap. */
export interface Tokens {
  readonly input: number
  readonly cacheWrite: number
  readonly cacheRead: number
  readonly output: number
}

export interface Logged {
  /** Number of the message request; 0 for every other kind of request. */
  readonly number: number
  readonly method: string
  readonly path: string
  readonly status: number
  readonly model?: string
  readonly stream?: boolean
  readonly batch?: boolean
  /** Parsed body; absent without `keepRequests`. */
  readonly request?: unknown
  readonly headers: Readonly<Record<string, string | undefined>>
  /** What was billed; absent when nothing was. A stream that was cut off is billed for what it sent. */
  readonly tokens?: Tokens
  /** Kind of the fault that struck. */
  readonly fault?: Misbehaviour['kind']
}

export interface MessagesApi {
  /** `http://127.0.0.1:PORT`: the SDK's baseURL. */
  readonly url: string
  /** Every request, in the order in which they came, answered or under way. */
  readonly log: readonly Logged[]
  /** Billed so far by model id; batches under `<id> (batch)`. */
  totals(): Readonly<Record<string, Tokens & { readonly calls: number }>>
  /** What broke the SDK's types or the vendor's order, in words; empty: nothing. */
  problems(): readonly string[]
  /** Adds a fault from now on. */
  misbehave(fault: Fault): void
  /** Forgets log, totals and cached prefixes; faults stay. */
  reset(): void
  /** Hangs up on everybody. Throws when `problems()` has any, unless `expectProblems`. */
  close(how?: { readonly expectProblems?: boolean }): Promise<void>
}
