import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hashOf } from '#base/hash.ts'
import { atlasShape, beaconShape, sandboxCompany, type SandboxCompany } from './company.ts'

// Two enrichment vendors to practise with: real HTTP servers on loopback, in shapes like those of two well-known
// vendors, over companies that do not exist. They can be told to misbehave.

export type SandboxKind = 'sandbox-atlas' | 'sandbox-beacon'

/** How the server treats one question. `half-open`: it takes the request and never answers. `waitMs`: before answering. */
export type Behaviour =
  | { readonly kind: 'answer' }
  | { readonly kind: 'slow'; readonly waitMs: number }
  | { readonly kind: 'busy'; readonly retryAfter?: string }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'half-open' | 'hang-up' | 'truncated' | 'other-schema' | 'other-company' }

export interface SandboxOptions {
  readonly kind: SandboxKind
  /** How the n-th question, counted from 1, is treated; default: it is answered. */
  readonly behave?: (n: number) => Behaviour
}

export interface Sandbox {
  readonly url: string
  /** Questions that arrived. */
  readonly questions: () => number
  close(): Promise<void>
}

const answers: Readonly<
  Record<
    SandboxKind,
    { readonly shape: (company: SandboxCompany) => unknown; readonly unknown: readonly [number, unknown] }
  >
> = {
  'sandbox-atlas': {
    shape: atlasShape,
    unknown: [404, { status: 404, error: { type: 'not_found', message: 'No records were found' } }],
  },
  'sandbox-beacon': { shape: beaconShape, unknown: [200, { organization: null }] },
}

function askedFor({ url = '/' }: IncomingMessage): { readonly domain: string; readonly name: string } {
  const { searchParams } = new URL(url, 'http://sandbox')
  const asked = (...names: readonly string[]): string =>
    names.map((name) => searchParams.get(name) ?? '').find((value) => value !== '') ?? ''
  return { domain: asked('website', 'domain').toLowerCase(), name: asked('name') }
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body)
}

/** Some other company that exists: what a vendor that mixed up its keys would say. */
function otherThan(asked: { readonly domain: string; readonly name: string }): SandboxCompany | undefined {
  for (let turn = 0; turn < 50; turn += 1) {
    const domain = `mistaken-${hashOf([asked, turn]).slice(0, 6)}.example`
    const other = sandboxCompany({ domain, name: '' })
    if (other !== undefined) return other
  }
  return undefined
}

function reply(
  { kind }: SandboxOptions,
  request: IncomingMessage,
  { response, behaviour }: { readonly response: ServerResponse; readonly behaviour: Behaviour },
): void {
  const asked = askedFor(request)
  const { shape, unknown } = answers[kind]
  const company = behaviour.kind === 'other-company' ? otherThan(asked) : sandboxCompany(asked)
  const [status, body] = company === undefined ? unknown : ([200, shape(company)] as const)
  const text = JSON.stringify(behaviour.kind === 'other-schema' ? { data: [body] } : body)
  send(response, status, behaviour.kind === 'truncated' ? text.slice(0, text.length / 2) : text)
}

function treat(
  options: SandboxOptions,
  request: IncomingMessage,
  on: { response: ServerResponse; behaviour: Behaviour },
): void {
  const { response, behaviour } = on
  switch (behaviour.kind) {
    case 'half-open':
      return
    case 'hang-up':
      request.socket.destroy()
      return
    case 'busy':
      if (behaviour.retryAfter !== undefined) response.setHeader('retry-after', behaviour.retryAfter)
      send(response, 429, '{"error":"too many requests"}')
      return
    case 'status':
      send(response, behaviour.status, '{"error":"it did not work"}')
      return
    case 'slow':
      setTimeout(() => reply(options, request, on), behaviour.waitMs).unref()
      return
    default:
      reply(options, request, on)
  }
}

/** Starts one vendor on a free port of the loopback interface. It does not keep the process alive. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  let count = 0
  const server: Server = createServer((request, response) => {
    count += 1
    treat(options, request, { response, behaviour: options.behave?.(count) ?? { kind: 'answer' } })
  })
  server.on('connection', (socket) => socket.unref())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  server.unref()
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    questions: () => count,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port')
  return address.port
}
