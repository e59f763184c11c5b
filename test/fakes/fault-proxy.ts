// Stands on loopback between the product and a vendor over HTTP, and spoils what passes. Everything else goes through as
// it is, streams included in one piece. It keeps a log, which an auditor reads.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * One way in which a vendor fails. `late`: the answer comes after `ms` · `half-open`: taken, never answered · `dies`: half
 * an answer, then the line is cut · `drip`: a byte every `ms` · `truncated`: half an answer that looks whole · `renamed`,
 * `retyped`: fields with other names, numbers as texts · `swapped`: what another account was answered.
 */
export type Spoilt =
  | { readonly kind: 'busy'; readonly retryAfter?: string }
  | { readonly kind: 'broken'; readonly status: number }
  | { readonly kind: 'late' | 'drip'; readonly ms: number }
  | { readonly kind: 'half-open' | 'dies' | 'truncated' | 'renamed' | 'retyped' | 'swapped' }

/** One question that came; `billed`: it was answered whole and with 200, spoilt or not. */
export interface Passed {
  readonly question: string
  readonly spoilt: Spoilt['kind'] | undefined
  status: number
  /** What the vendor itself answered, and what went out. */
  own: string
  text: string
}

export interface FaultProxy {
  readonly url: string
  readonly log: readonly Passed[]
  /** What becomes of the n-th question from now on, counted from 1; undefined: it goes through. */
  weather(of: (n: number) => Spoilt | undefined): void
  close(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly type: string
  readonly text: string
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString('utf8')
}

/** Of this connection, not of the question. */
const ownHeaders = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding'])

async function ask(target: string, request: IncomingMessage, body: string): Promise<Answer> {
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    typeof value === 'string' && !ownHeaders.has(name) ? [[name, value] as const] : [],
  )
  const { method = 'GET', url = '/' } = request
  const response = await fetch(new URL(url, target), {
    method,
    headers: Object.fromEntries(headers),
    ...(body === '' ? {} : { body }),
  })
  const type = response.headers.get('content-type') ?? 'application/json'
  return { status: response.status, type, text: await response.text() }
}

const renamed = (text: string): string => text.replaceAll(/"([a-z_]+)":/g, '"$1_2":')
const retyped = (text: string): string => text.replaceAll(/:(\d+)([,}])/g, ':"about $1"$2')

function drip(response: ServerResponse, text: string, ms: number): void {
  let at = 0
  const timer = setInterval(() => {
    response.write(text.slice(at, (at += 1)))
    if (at >= text.length) response.end()
  }, ms)
  response.once('close', () => clearInterval(timer))
}

function send(response: ServerResponse, { status, type, text }: Answer, length = text.length): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) })
  if (length === text.length) response.end(text)
  else response.write(text.slice(0, length), () => response.socket?.destroy())
}

/** Sends the answer, spoilt. */
function spoil(response: ServerResponse, answer: Answer, how: Spoilt | undefined): void {
  const { text } = answer
  const half = Math.floor(text.length / 2)
  switch (how?.kind) {
    case 'late':
      return void setTimeout(() => send(response, answer), how.ms).unref()
    case 'drip':
      response.writeHead(answer.status, { 'content-type': answer.type })
      return drip(response, text, how.ms)
    case 'dies':
      return send(response, answer, half)
    case 'truncated':
      return send(response, { ...answer, text: text.slice(0, half) })
    case 'renamed':
      return send(response, { ...answer, text: renamed(text) })
    case 'retyped':
      return send(response, { ...answer, text: retyped(text) })
    default:
      return send(response, answer)
  }
}

/** What the vendor itself would not have been asked. */
function turnAway(response: ServerResponse, how: Spoilt | undefined): boolean {
  if (how?.kind === 'half-open') return true
  if (how?.kind !== 'busy' && how?.kind !== 'broken') return false
  if (how.kind === 'busy' && how.retryAfter !== undefined) response.setHeader('retry-after', how.retryAfter)
  const error = { type: 'error', error: { type: 'api_error', message: 'it did not work' } }
  send(response, {
    status: how.kind === 'busy' ? 429 : how.status,
    type: 'application/json',
    text: JSON.stringify(error),
  })
  return true
}

/** Starts a proxy before `target` on a free port. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const log: Passed[] = []
  let weather: (n: number) => Spoilt | undefined = () => undefined
  let count = 0
  const earlier: { readonly question: string; readonly answer: Answer }[] = []
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const how = weather((count += 1))
    const body = await textOf(request)
    const question = `${request.method} ${request.url} ${body}`
    const line: Passed = { question, spoilt: how?.kind, status: 0, own: '', text: '' }
    log.push(line)
    response.once('finish', () => (line.status = response.statusCode))
    if (turnAway(response, how)) return
    const own = await ask(target, request, body)
    const other = earlier.findLast((one) => one.question !== question && one.answer.status === 200)
    const answer = how?.kind === 'swapped' ? (other?.answer ?? own) : own
    earlier.push({ question, answer: own })
    line.own = own.text
    line.text = answer.text
    spoil(response, answer, how)
  }
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
    weather(of) {
      count = 0
      weather = of
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
