import Anthropic from '@anthropic-ai/sdk'
import { ModelFault } from '#ports/model.ts'

/** Milliseconds after which a call is given up: without any sign of life, and in all. */
export interface Timeouts {
  readonly idleMs: number
  readonly totalMs: number
}

/** The line to the vendor: one client for all calls. */
export interface Line {
  readonly client: Anthropic
  readonly timeouts: Timeouts
}

/**
 * Opens the line; nothing is sent yet. Everything the SDK would otherwise take from ANTHROPIC_* variables or a profile on
 * disk is said here, except ANTHROPIC_CUSTOM_HEADERS, which main/ takes out of the environment. One attempt per call:
 * whoever tries again reserves first. Connections are kept alive and unlimited in number (Node's own fetch).
 */
export const openLine = (apiKey: string, baseUrl: string | undefined, timeouts: Timeouts): Line => ({
  timeouts,
  client: new Anthropic({
    apiKey,
    authToken: null,
    webhookKey: null,
    baseURL: baseUrl ?? 'https://api.anthropic.com',
    maxRetries: 0,
    timeout: timeouts.totalMs,
    logLevel: 'off',
    openTelemetry: false,
  }),
})

/** Watches one call. `alive` at every sign of life; `fault` once time was up; `end` always. */
export interface Watch {
  readonly signal: AbortSignal
  alive(): void
  /** The answer is complete: the connection may end within a second, then it is cut. */
  linger(): void
  fault(): ModelFault | undefined
  end(): void
}

const seconds = (ms: number): string => (ms < 1000 ? `${ms} ms` : `${Math.round(ms / 1000)} s`)

const late = (what: string): ModelFault =>
  new ModelFault('down', what, {
    billed: 'unknown',
    next: 'run the same command again; if it stays so, look at the status page of the vendor or at model.baseUrl',
  })

export function watchOver({ idleMs, totalMs }: Timeouts): Watch {
  const controller = new AbortController()
  let fault: ModelFault | undefined
  const giveUp = (why: string) => (): void => {
    fault ??= late(why)
    controller.abort()
  }
  let idle = setTimeout(giveUp(`the model said nothing for ${seconds(idleMs)}`), idleMs)
  const total = setTimeout(giveUp(`the model's answer was not complete after ${seconds(totalMs)}`), totalMs)
  return {
    signal: controller.signal,
    alive: () => void idle.refresh(),
    linger() {
      clearTimeout(idle)
      idle = setTimeout(() => controller.abort(), 1000)
    },
    fault: () => fault,
    end() {
      clearTimeout(idle)
      clearTimeout(total)
    },
  }
}
