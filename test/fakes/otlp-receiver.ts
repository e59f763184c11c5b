// A collector on loopback that takes OTLP over HTTP as JSON, keeps what came, and can be one that is ill.
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as z from 'zod'

const AttributeValue = z.object({
  stringValue: z.string().optional(),
  intValue: z.union([z.number(), z.string()]).optional(),
  doubleValue: z.number().optional(),
  boolValue: z.boolean().optional(),
  arrayValue: z.object({ values: z.array(z.object({ stringValue: z.string() })) }).optional(),
})
const Attributes = z
  .array(z.object({ key: z.string(), value: AttributeValue }))
  .transform((list): Readonly<Record<string, unknown>> =>
    Object.fromEntries(
      list.map(({ key, value: { stringValue, intValue, doubleValue, boolValue, arrayValue } }) => [
        key,
        stringValue ??
          (intValue === undefined ? undefined : Number(intValue)) ??
          doubleValue ??
          boolValue ??
          (arrayValue?.values ?? []).map((one) => one.stringValue),
      ]),
    ),
  )
const nanoseconds = z.union([z.string(), z.number()]).transform(BigInt)

const Span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  startTimeUnixNano: nanoseconds,
  endTimeUnixNano: nanoseconds,
  attributes: Attributes,
  status: z.object({ code: z.number(), message: z.string().optional() }),
})
export type Span = z.infer<typeof Span>

const Resource = z.object({ attributes: Attributes })
const Traces = z.object({
  resourceSpans: z.array(
    z.object({ resource: Resource, scopeSpans: z.array(z.object({ spans: z.array(Span) })) }),
  ),
})

const number = z.union([z.number(), z.string()]).transform(Number)
const Point = z.object({
  attributes: Attributes,
  asInt: number.optional(),
  asDouble: number.optional(),
  count: number.optional(),
  sum: number.optional(),
})
const Points = z.object({ dataPoints: z.array(Point) }).optional()
const Metrics = z.object({
  resourceMetrics: z.array(
    z.object({
      resource: Resource,
      scopeMetrics: z.array(
        z.object({
          metrics: z.array(
            z.object({ name: z.string(), unit: z.string(), sum: Points, gauge: Points, histogram: Points }),
          ),
        }),
      ),
    }),
  ),
})
export interface Point {
  readonly attributes: Readonly<Record<string, unknown>>
  /** Of a counter or gauge its value, of a histogram how many there were. */
  readonly value: number
}

/** `hangs` takes what comes and never answers; `drips` answers and never ends; `fails` answers 500. */
export type Health = 'well' | 'hangs' | 'drips' | 'fails'

export interface Receiver {
  readonly endpoint: string
  readonly spans: readonly Span[]
  readonly resources: readonly Readonly<Record<string, unknown>>[]
  /** Everything that came, as it came: bodies and headers. */
  readonly raw: string
  readonly requests: number
  /** The newest points of a metric. */
  points(metric: string): readonly Point[]
  metricNames(): readonly string[]
  close(): Promise<void>
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  request.setEncoding('utf8')
  for await (const chunk of request) body += chunk
  return body
}

/** Starts one on a port of its own. */
export async function startReceiver(health: Health = 'well'): Promise<Receiver> {
  const spans: Span[] = []
  const resources: Readonly<Record<string, unknown>>[] = []
  const metrics = new Map<string, readonly Point[]>()
  const came = { raw: '', requests: 0 }
  const take = (path: string | undefined, body: unknown): void => {
    if (path === '/v1/traces')
      for (const { resource, scopeSpans } of Traces.parse(body).resourceSpans) {
        resources.push(resource.attributes)
        spans.push(...scopeSpans.flatMap((scope) => scope.spans))
      }
    else if (path === '/v1/metrics')
      for (const { scopeMetrics } of Metrics.parse(body).resourceMetrics)
        for (const { name, sum, gauge, histogram } of scopeMetrics.flatMap((scope) => scope.metrics)) {
          const { dataPoints } = sum ?? gauge ?? histogram ?? { dataPoints: [] }
          metrics.set(
            name,
            dataPoints.map(({ attributes, asInt, asDouble, count }) => ({
              attributes,
              value: asInt ?? asDouble ?? count ?? Number.NaN,
            })),
          )
        }
    else throw new Error(`nothing of OpenTelemetry goes to ${path}`)
  }
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request)
    came.requests += 1
    came.raw += `${JSON.stringify(request.headers)}\n${body}\n`
    if (health === 'hangs') return
    if (health === 'drips') {
      response.writeHead(200, { 'content-type': 'application/json' })
      const drip = setInterval(() => response.write(' '), 50)
      response.once('close', () => clearInterval(drip))
      return
    }
    if (health === 'fails') {
      response.writeHead(500).end('{"message":"broken"}')
      return
    }
    take(request.url, JSON.parse(body))
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  }
  const server = createServer((request, response) => {
    answer(request, response).catch((thrown: unknown) => response.writeHead(400).end(String(thrown)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    spans,
    resources,
    get raw() {
      return came.raw
    },
    get requests() {
      return came.requests
    },
    points: (metric) => metrics.get(metric) ?? [],
    metricNames: () => [...metrics.keys()].toSorted(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
