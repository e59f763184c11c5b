import type { Clock } from '#base/clock.ts'
import type { Lines } from './lines.ts'
import type { Opened, Sink, Step } from './step.ts'

interface Needs {
  readonly lines: Lines
  readonly clock: Clock
  /** Milliseconds that only go forward. */
  readonly now: () => number
}

/** Steps as lines of JSON: one when a run begins, one when a step ends, one when an account has ended for good. */
export function logSink({ lines, clock, now }: Needs): Sink {
  const write = (event: string, more: object): void =>
    lines.write(JSON.stringify({ at: clock().toISOString(), event, ...more }))
  const begin = (step: Step): Opened => {
    const from = now()
    const { kind, attributes } = step
    if (kind === 'run') write('run-begun', attributes)
    return {
      begin,
      end({ attributes: more, error }) {
        const failed = error === undefined ? {} : { 'error.type': error }
        write(kind, { ms: Math.round((now() - from) * 10) / 10, ...failed, ...attributes, ...more })
      },
      settled: (one) => write('settled', one),
    }
  }
  return { begin }
}
