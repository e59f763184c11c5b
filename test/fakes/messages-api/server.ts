import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { MessageCreateParams, MessageCountTokensParams } from '@anthropic-ai/sdk/resources/messages'
import type { BatchCreateParams } from '@anthropic-ai/sdk/resources/messages/batches'
import { openDesk, type Desk, type Line } from './desk.ts'
import type { MessagesApi, MessagesApiOptions } from './contract.ts'
import { infoOf } from './models.ts'
import { errorBody, rest, sendJson, sendOtherShape, sendStream, type Refusal, type Reply } from './send.ts'

const mostBytes = 32 * 1024 * 1024

/** Starts a Messages API on a free loopback port. */
export async function startMessagesApi(options: MessagesApiOptions = {}): Promise<MessagesApi> {
  let url = ''
  const desk = await openDesk(options, () => url)
  const server = createServer((req, res) => {
    serve(desk, req, res).catch((error: unknown) => {
      if (!res.writableEnded && !res.destroyed) {
        desk.problem(`the fake broke on ${req.method} ${req.url}: ${String(error)}`)
        res.destroy()
      }
    })
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    log: desk.log,
    totals: desk.totals,
    problems: () => desk.problems,
    misbehave: desk.misbehave,
    reset: desk.reset,
    async close({ expectProblems = false } = {}) {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      if (desk.problems.length > 0 && !expectProblems)
        throw new Error(`the wire broke the contract:\n${desk.problems.join('\n')}`)
    },
  }
}

async function serve(desk: Desk, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const hungUp = new AbortController()
  res.once('close', () => hungUp.abort())
  const path = new URL(req.url ?? '/', 'http://fake').pathname
  const line = desk.enter(req, path)
  const reply: Reply = {
    res,
    requestId: `req_${String(desk.log.length).padStart(8, '0')}`,
    gone: hungUp.signal,
  }
  res.once('close', () => {
    line.status ||= res.headersSent ? res.statusCode : 0
  })
  const text = await bodyOf(req)
  const refuse = (refusal: Refusal) => {
    line.status = refusal.status
    const body = errorBody(refusal, reply.requestId)
    desk.judge('error', { ...body, error: { type: body.error.type, message: body.error.message } }, line)
    sendJson(reply, refusal.status, body, refusal.headers)
  }
  if (text === undefined) return refuse({ status: 413, message: 'Request exceeds the maximum size' })
  const refused = desk.admit(line)
  if (refused) return refuse(refused)
  const body = text === '' ? {} : parsed(text)
  if (body === undefined) return refuse({ status: 400, message: 'The request body is not valid JSON' })
  if (desk.keepRequests) line.request = body
  const route = `${req.method} ${path}`
  if (route === 'POST /v1/messages') return message(desk, { line, reply, body, refuse })
  const { status, answer } = await other(desk, { route, path, body, line })
  if (typeof answer === 'string' && status !== 200) return refuse({ status, message: answer })
  line.status = status
  if (typeof answer !== 'string') return sendJson(reply, status, answer)
  res.writeHead(status, { 'content-type': 'application/x-jsonl', 'request-id': reply.requestId })
  res.end(answer)
}

interface Asked {
  readonly line: Line
  readonly reply: Reply
  readonly body: unknown
  readonly refuse: (refusal: Refusal) => void
}

async function message(desk: Desk, { line, reply, body, refuse }: Asked): Promise<void> {
  const { res, gone } = reply
  const struck = desk.strike(body as MessageCreateParams, line)
  const wrong = desk.wrongWith(body, line)
  if (wrong) return refuse(wrong)
  const request = body as MessageCreateParams
  line.stream = request.stream ?? false
  if (struck?.refusal) return refuse(struck.refusal)
  const does = struck?.does
  if (does?.kind === 'status') {
    line.status = does.status
    res.writeHead(does.status, { 'content-type': does.contentType ?? 'application/json' })
    return void res.end(does.body)
  }
  if (does?.kind === 'hang' && does.when === 'before-headers') return
  if (does?.kind === 'drop' && does.when === 'before-headers') return void res.socket?.destroy()
  if (does?.kind === 'other-shape') {
    line.status = 200
    return sendOtherShape(reply, does.what, line.stream)
  }
  const made = await desk.answer(request, line, does)
  line.status = 200
  // Billed from its first token on: who hangs up pays for what was made.
  const onStart = () => {
    made.cache.started()
    desk.bill(line, made.tokens)
  }
  try {
    if (line.stream) await sendStream(reply, { events: made.events(), pace: desk.pace, does, onStart })
    else {
      await rest(desk.pace.firstTokenMs, gone)
      onStart()
      await rest(desk.pace.turnMs - desk.pace.firstTokenMs, gone)
      if (does?.kind === 'drop') return void res.socket?.destroy()
      if (does?.kind !== 'hang') sendJson(reply, 200, made.message)
    }
  } catch (error) {
    if (!gone.aborted) throw error
  }
}

interface Elsewhere {
  readonly route: string
  readonly path: string
  readonly body: unknown
  readonly line: Line
}

/** Everything that is no message: JSON to send, the lines of a batch, or what is wrong. */
async function other(desk: Desk, asked: Elsewhere): Promise<{ status: number; answer: unknown }> {
  const { route, path, body, line } = asked
  if (route === 'GET /v1/models') {
    const data = desk.models.map(infoOf)
    for (const one of data) desk.judge('model', one, line)
    const [first, last] = [data[0]?.id ?? null, data.at(-1)?.id ?? null]
    return { status: 200, answer: { data, has_more: false, first_id: first, last_id: last } }
  }
  if (route === 'POST /v1/messages/count_tokens') return counted(desk, body as MessageCountTokensParams, line)
  if (route === 'POST /v1/messages/batches') {
    const wrong = desk.judge('batchRequest', body, line)
    const made = wrong ?? desk.batches.create(body as BatchCreateParams)
    return { status: typeof made === 'string' ? 400 : 200, answer: made }
  }
  const [, id = '', deed] = /^\/v1\/messages\/batches\/([^/]+)(?:\/(results|cancel))?$/.exec(path) ?? []
  const missing = { status: 404, answer: `Not found: ${route}` }
  if (route.startsWith('GET') && deed === 'results') {
    const lines = await desk.batches.results(id)
    for (const one of lines ?? []) desk.judge('batchLine', one, line)
    return lines ? { status: 200, answer: lines.map((one) => `${JSON.stringify(one)}\n`).join('') } : missing
  }
  const batch = deed === 'cancel' ? desk.batches.cancel(id) : await desk.batches.retrieve(id)
  if (batch) desk.judge('batch', batch, line)
  return batch ? { status: 200, answer: batch } : missing
}

function counted(desk: Desk, body: MessageCountTokensParams, line: Line) {
  const wrong = desk.judge('countRequest', body, line)
  if (wrong !== undefined) return { status: 400, answer: wrong }
  if (!desk.models.includes(body.model)) return { status: 404, answer: `model: ${body.model}` }
  const answer = { input_tokens: desk.count(body) }
  desk.judge('count', answer, line)
  return { status: 200, answer }
}

/** The whole body; undefined when it is longer than the vendor takes. */
async function bodyOf(req: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req) {
    size += (chunk as Buffer).length
    if (size > mostBytes) return undefined
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
