import type { EnrichmentVendor } from '#ports/enrichment.ts'
import type { Telemetry } from '#ports/telemetry.ts'
import type { TelemetryConfig } from '#records/config.ts'
import { folderOfLog, linesIn, linesTo } from './lines.ts'
import type { Lines } from './lines.ts'
import { logSink } from './log.ts'
import type { Sdk } from './sdk.ts'
import { toAll } from './step.ts'
import type { Sink } from './step.ts'
import { traceRun } from './trace.ts'

export interface TelemetrySettings {
  readonly config: TelemetryConfig
  /** The book's folder: the log lies in it. */
  readonly folder: string
  readonly bookId: string
  /** Version of Daybook. */
  readonly program: string
  /** Whose breakers are told. */
  readonly vendors: readonly Pick<EnrichmentVendor, 'health'>[]
  /** Milliseconds in which a collector or a disk has to take what it is given; default: a few seconds. */
  readonly patienceMs?: number
  /** For people: what did not arrive. */
  readonly note: (line: string) => void
}

export interface OpenTelemetry {
  readonly telemetry: Telemetry
  /** Sends what is left, a few seconds at most, and says what did not arrive. */
  close(): Promise<void>
}

const usualPatienceMs = 3000

const clock = (): Date => new Date()
/** Milliseconds that only go forward. */
const now = (): number => performance.now()

const linesOf = ({ config, folder }: TelemetrySettings): Lines | undefined => {
  switch (config.log) {
    case 'none':
      return undefined
    case 'stderr':
      return linesTo((text) => process.stderr.write(text))
    case 'file':
      return linesIn(folderOfLog(folder), () => clock().toISOString().slice(0, 10))
  }
}

/** Loads the SDK. What stands in its way is said, and the run goes on without. */
async function sdkFor(settings: TelemetrySettings): Promise<Sdk | undefined> {
  const { config, note, patienceMs = usualPatienceMs } = settings
  const { endpoint } = config
  if (endpoint === undefined) return undefined
  const vendors = () => settings.vendors.flatMap(({ health }) => health?.() ?? [])
  try {
    const { openSdk } = await import('./sdk.ts')
    return openSdk({ ...settings, endpoint, vendors, now, patienceMs })
  } catch (thrown) {
    note(`Telemetry: nothing is sent to ${endpoint}: ${String(thrown)}`)
    return undefined
  }
}

/** Everything a run is told to. */
async function begin(settings: TelemetrySettings) {
  const sdk = await sdkFor(settings)
  const lines = linesOf(settings)
  const sinks: readonly Sink[] = [
    ...(sdk?.sinks ?? []),
    ...(lines === undefined ? [] : [logSink({ lines, clock, now })]),
  ]
  return { sink: toAll(sinks), sdk, lines }
}

/** Opens what the settings ask for; undefined: nothing. Until a run begins it does nothing at all. */
export function openTelemetry(settings: TelemetrySettings): OpenTelemetry | undefined {
  const { config, note, patienceMs = usualPatienceMs } = settings
  const { endpoint } = config
  if (endpoint === undefined && config.log === 'none') return undefined
  let begun: ReturnType<typeof begin> | undefined
  return {
    telemetry: {
      async run(start) {
        begun ??= begin(settings)
        return traceRun((await begun).sink, start)
      },
    },
    async close() {
      if (begun === undefined) return
      const { sdk, lines } = await begun
      const [spans = 0, left = 0] = await Promise.all([sdk?.close(), lines?.close(patienceMs)])
      if (spans > 0)
        note(`Telemetry: ${spans} spans did not arrive at ${endpoint}. Nothing else suffered from it.`)
      if (left > 0)
        note(`Telemetry: ${left} lines of the log could not be written. Nothing else suffered from it.`)
    },
  }
}
