// The OpenTelemetry SDK. Only open.ts imports this file, and only once a run begins: without the setting nobody loads it.
import { randomUUID } from 'node:crypto'
import { Agent } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import type { Resource } from '@opentelemetry/resources'
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { SpanExporter } from '@opentelemetry/sdk-trace'
import type { VendorHealth } from '#records/vendor-health.ts'
import { meterSink, watchVendors } from './meters.ts'
import { spanSink } from './spans.ts'
import type { Sink } from './step.ts'

export interface SdkSettings {
  /** Base address of a collector; /v1/traces and /v1/metrics stand below it. */
  readonly endpoint: string
  readonly program: string
  readonly bookId: string
  readonly vendors: () => readonly VendorHealth[]
  readonly now: () => number
  /** Milliseconds in which a collector has to answer. One that takes longer is one that is down. */
  readonly patienceMs: number
}

export interface Sdk {
  readonly sinks: readonly Sink[]
  /** Sends what is left, a little longer than a collector's time at most, and says how many spans never arrived. */
  close(): Promise<number>
}

/** Spans that wait to be sent, about 8 MB; what comes when there is no room is left out. */
const mostSpans = 4096
/** As many as the spans that wait make, and the metrics. */
const mostAtOnce = 10
const keeping = { keepAlive: true }
/** Longer than a collector's time: what it did not answer in time is given up by then. */
const marginMs = 500
const spansEveryMs = 2000
const metricsEveryMs = 15_000

/** Counts the spans that arrived. */
function counting(exporter: SpanExporter) {
  let arrived = 0
  const counted: SpanExporter = {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.code === 0) arrived += spans.length
        done(result)
      }),
    shutdown: () => exporter.shutdown(),
  }
  return { counted, arrived: () => arrived }
}

const under = (endpoint: string, path: string): string => `${endpoint.replace(/\/+$/, '')}/${path}`

/** What sends spans and metrics; every wait of it has an end, none is longer than a few seconds. */
function providers({ endpoint, patienceMs }: SdkSettings, resource: Resource) {
  const agent = endpoint.startsWith('https:') ? new SecureAgent(keeping) : new Agent(keeping)
  const how = { timeoutMillis: patienceMs, concurrencyLimit: mostAtOnce, httpAgentOptions: () => agent }
  const sent = counting(new OTLPTraceExporter({ ...how, url: under(endpoint, 'v1/traces') }))
  const spans = new BatchSpanProcessor({
    exporter: sent.counted,
    maxQueueSize: mostSpans,
    scheduledDelayMillis: spansEveryMs,
    exportTimeoutMillis: patienceMs + marginMs,
  })
  const metrics = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter({ ...how, url: under(endpoint, 'v1/metrics') }),
    exportIntervalMillis: Math.max(metricsEveryMs, patienceMs + marginMs),
    exportTimeoutMillis: patienceMs + marginMs,
  })
  return {
    tracers: new TracerProvider({ resource, spanProcessors: [spans] }),
    meters: new MeterProvider({ resource, readers: [metrics] }),
    arrived: sent.arrived,
    /** One that drips an answer for ever would keep the process. */
    hangUp: () => agent.destroy(),
  }
}

/** Starts the SDK for the rest of the process. It makes nobody wait: what does not arrive in time is left out. */
export function openSdk(settings: SdkSettings): Sdk {
  const { program, bookId, vendors, now, patienceMs } = settings
  // No name of the machine: it is often a person's.
  const own = resourceFromAttributes({
    'service.name': 'daybook',
    'service.version': program,
    'service.instance.id': randomUUID(),
    'daybook.book.id': bookId,
  })
  const { tracers, meters, arrived, hangUp } = providers(settings, defaultResource().merge(own))
  const meter = meters.getMeter('daybook', program)
  watchVendors(meter, vendors)
  const tracer = tracers.getTracer('daybook', program)
  let ended = 0
  return {
    sinks: [spanSink(tracer, () => (ended += 1)), meterSink(meter, now)],
    async close() {
      const late = Promise.withResolvers<void>()
      const timer = setTimeout(late.resolve, patienceMs + marginMs)
      await Promise.race([Promise.allSettled([tracers.shutdown(), meters.shutdown()]), late.promise])
      clearTimeout(timer)
      hangUp()
      return ended - arrived()
    },
  }
}
