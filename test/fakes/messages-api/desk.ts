import type { IncomingMessage } from 'node:http'
import type {
  Message,
  MessageCountTokensParams,
  MessageCreateParams,
  RawMessageStreamEvent,
} from '@anthropic-ai/sdk/resources/messages'
import type { MessageBatchResult } from '@anthropic-ai/sdk/resources/messages/batches'
import { answerOf, eventsOf, messageOf, usageOf } from './answer.ts'
import { messageBatches, type Batches } from './batches.ts'
import { offlineBrain } from './brain.ts'
import { promptCache, type CacheUse } from './cache.ts'
import type { Fault, Logged, MessagesApi, MessagesApiOptions, Misbehaviour, Tokens } from './contract.ts'
import { noJudge, openJudge } from './judge.ts'
import type { Judged } from './judged.ts'
import { models as knownModels } from './models.ts'
import { brokenRule, removedField } from './rules.ts'
import { errorBody, refusalOf, type Pace, type Refusal } from './send.ts'
import { bytesPerToken as usualBytes, piecesOf } from './tokens.ts'

/** A line of the log while its request is under way. */
export type Line = { -readonly [Key in keyof Logged]: Logged[Key] }

interface Made {
  readonly message: Message
  readonly events: () => RawMessageStreamEvent[]
  readonly cache: CacheUse
  readonly tokens: Tokens
}

/** What the fake knows and keeps; the server is only how it is spoken to. */
export interface Desk extends Pick<MessagesApi, 'log' | 'totals' | 'misbehave' | 'reset'> {
  readonly problems: readonly string[]
  readonly models: readonly string[]
  readonly pace: Pace
  readonly keepRequests: boolean
  readonly batches: Batches
  enter(req: IncomingMessage, path: string): Line
  /** Whether the key and the version let the request in. */
  admit(line: Line): Refusal | undefined
  problem(words: string): void
  judge(kind: keyof Judged, value: unknown, line: Line): string | undefined
  /** The fault that strikes this message request. */
  strike(request: MessageCreateParams, line: Line): { does: Misbehaviour; refusal?: Refusal } | undefined
  /** What the vendor says to a request it does not take. */
  wrongWith(body: unknown, line: Line): Refusal | undefined
  answer(request: MessageCreateParams, line: Line, does?: Misbehaviour): Promise<Made>
  bill(line: Line, tokens: Tokens): void
  count(request: MessageCountTokensParams): number
}

export async function openDesk(options: MessagesApiOptions, url: () => string): Promise<Desk> {
  const { brain = offlineBrain, clock = Date.now, models = knownModels, bytesPerToken = usualBytes } = options
  const { firstTokenMs = 0, turnMs = firstTokenMs, keepRequests = true } = options
  const referee = options.judge === false ? noJudge : await openJudge()
  const cache = promptCache(clock)
  const log: Line[] = []
  const problems: string[] = []
  const faults: { readonly fault: Fault; struck: number }[] = []
  const totals: Record<string, Tokens & { readonly calls: number }> = {}
  let number = 0

  const judge: Desk['judge'] = (kind, value, line) => {
    const wrong = referee.look(kind, value)
    if (wrong !== undefined) problems.push(`${line.method} ${line.path} ${line.number}: ${kind}: ${wrong}`)
    return wrong
  }
  const callOf = (line: Line) => ({ number: line.number, batch: line.batch ?? false, headers: line.headers })
  const strike: Desk['strike'] = (request, line) => {
    const found = faults.find(
      ({ fault, struck }) =>
        struck < (fault.times ?? Infinity) && strikes(fault, () => [request, callOf(line)], line),
    )
    if (!found) return undefined
    found.struck += 1
    const { does } = found.fault
    line.fault = does.kind
    const refusal = refusalOf(does)
    return refusal ? { does, refusal } : { does }
  }
  const wrongWith: Desk['wrongWith'] = (body, line) => {
    const { model, stream } = body as MessageCreateParams
    line.model = model
    const kind = stream ? 'streamRequest' : 'request'
    const shape = removedField(body as Record<string, unknown>) ?? judge(kind, body, line)
    if (shape !== undefined) return { status: 400, message: shape }
    if (!models.includes(model)) return { status: 404, message: `model: ${model}` }
    const broken = brokenRule(body as MessageCreateParams)
    return broken === undefined ? undefined : { status: 400, message: broken }
  }
  const answer: Desk['answer'] = async (request, line, does) => {
    const { model } = request
    const bytes = bytesPerToken(model)
    const use = cache.use(model, piecesOf(request), bytes)
    const turn =
      request.max_tokens === 0
        ? { content: [], stopReason: 'max_tokens' as const }
        : await brain(request, callOf(line))
    const written = answerOf(turn, { number: line.number, request, bytesPerToken: bytes }, does)
    const usage = usageOf(use, written, line.batch)
    const message = messageOf(written, model, usage)
    judge('message', message, line)
    return {
      message,
      cache: use,
      tokens: {
        input: use.input,
        cacheWrite: use.write5m + use.write1h,
        cacheRead: use.read,
        output: written.outputTokens,
      },
      events() {
        const events = eventsOf(written, model, usage)
        for (const event of events) judge('event', event, line)
        return events
      },
    }
  }
  const bill: Desk['bill'] = (line, tokens) => {
    line.tokens = tokens
    const key = line.batch ? `${line.model} (batch)` : (line.model ?? '')
    const sum = totals[key] ?? { calls: 0, input: 0, cacheWrite: 0, cacheRead: 0, output: 0 }
    totals[key] = {
      calls: sum.calls + 1,
      input: sum.input + tokens.input,
      cacheWrite: sum.cacheWrite + tokens.cacheWrite,
      cacheRead: sum.cacheRead + tokens.cacheRead,
      output: sum.output + tokens.output,
    }
  }
  const answerInBatch = async (request: MessageCreateParams): Promise<MessageBatchResult> => {
    number += 1
    const line: Line = { number, method: 'BATCH', path: '/v1/messages', status: 0, headers: {}, batch: true }
    log.push(line)
    if (keepRequests) line.request = request
    const refusal = strike(request, line)?.refusal ?? wrongWith(request, line)
    line.status = refusal?.status ?? 200
    if (refusal) {
      const { type, error, request_id } = errorBody(refusal, `req_batch_${number}`)
      return {
        type: 'errored',
        error: { type, error: { type: error.type, message: error.message }, request_id } as never,
      }
    }
    const { message, cache: used, tokens } = await answer(request, line)
    used.started()
    bill(line, tokens)
    return { type: 'succeeded', message }
  }
  for (const fault of options.faults ?? []) faults.push({ fault, struck: 0 })
  return {
    log,
    problems,
    models,
    keepRequests,
    pace: { firstTokenMs, turnMs },
    batches: messageBatches({ url, clock, batchMs: options.batchMs ?? 0, answer: answerInBatch }),
    enter(req, path) {
      const asksMessage = req.method === 'POST' && path === '/v1/messages'
      if (asksMessage) number += 1
      const headers = Object.fromEntries(
        Object.entries(req.headers).map(([name, value]) => [name, String(value)]),
      )
      const line: Line = {
        number: asksMessage ? number : 0,
        method: req.method ?? '',
        path,
        status: 0,
        headers,
      }
      log.push(line)
      return line
    },
    admit: ({ headers }) => admit(headers, options.apiKey),
    problem: (words) => problems.push(words),
    judge,
    strike,
    wrongWith,
    answer,
    bill,
    count: (request) =>
      Math.ceil(piecesOf(request).reduce((sum, { bytes }) => sum + bytes, 0) / bytesPerToken(request.model)),
    totals: () => structuredClone(totals),
    misbehave: (fault) => faults.push({ fault, struck: 0 }),
    reset() {
      log.length = 0
      number = 0
      for (const key of Object.keys(totals)) delete totals[key]
      cache.clear()
    },
  }
}

function strikes(
  { on }: Fault,
  asked: () => Parameters<Extract<Fault['on'], (...args: never) => unknown>>,
  line: Line,
): boolean {
  if (typeof on === 'number') return on === line.number
  return typeof on === 'function' ? on(...asked()) : on.includes(line.number)
}

function admit(headers: Logged['headers'], apiKey: string | undefined): Refusal | undefined {
  const key = headers['x-api-key'] ?? headers['authorization']?.replace(/^Bearer /, '')
  if (!key) return { status: 401, message: 'x-api-key header is required' }
  if (apiKey !== undefined && key !== apiKey) return { status: 401, message: 'invalid x-api-key' }
  return headers['anthropic-version']
    ? undefined
    : { status: 400, message: 'anthropic-version: header is required' }
}
