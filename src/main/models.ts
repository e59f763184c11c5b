import { Fault, RunStop } from '#base/fault.ts'
import { claudeModel } from '#connectors/claude/model.ts'
import { offlineModel } from '#connectors/offline-model/model.ts'
import type { ModelSettings } from '#doors/cli/cli.ts'
import type { Model } from '#ports/model.ts'
import type { BookConfig } from '#records/config.ts'
import type { Environment } from './environment.ts'
import { sleep } from './sleep.ts'

/** What choosing a model looks at: the book's settings, the key, and what this invocation asks for. */
export interface ModelAsk {
  readonly config: BookConfig
  readonly environment: Environment
  readonly settings: ModelSettings
}

/**
 * The model behind the port. A book that is configured for a paid model never falls back to another one: when that one
 * cannot be used, everything but asking it still works, and asking says why.
 */
export function openModel(ask: ModelAsk): Model {
  const provider = ask.settings.provider ?? ask.config.model.provider
  try {
    switch (provider) {
      case 'offline':
        return offlineModel({ ...ask.settings, sleep })
      case 'anthropic':
        return anthropic(ask)
      case 'recorded':
        throw new Fault(
          'refused',
          'model.provider recorded cannot play recordings yet',
          'set model.provider to offline or anthropic in daybook.toml',
        )
    }
  } catch (thrown) {
    if (thrown instanceof Fault) return unusable(provider, thrown)
    throw thrown
  }
}

function anthropic({ config: { model }, environment }: ModelAsk): Model {
  const { ANTHROPIC_API_KEY: apiKey } = environment
  if (apiKey === undefined)
    throw new Fault(
      'refused',
      'model.provider anthropic needs ANTHROPIC_API_KEY, which is not set',
      'set ANTHROPIC_API_KEY in the environment, or model.provider to offline in daybook.toml',
    )
  const { baseUrl, tiers, prices } = model
  return claudeModel({ apiKey, baseUrl, tiers, prices, clock: () => new Date(), sleep })
}

/** A model that cannot be asked. A person may still review, read and repair the book without a key. */
function unusable(name: string, { kind, message, next }: Fault): Model {
  const stop = (): RunStop =>
    new RunStop(kind, message, { stopCause: 'setup', ...(next === undefined ? {} : { next }) })
  return {
    name,
    idOf: () => name,
    ceiling: () => 0,
    price: () => 0,
    async answer() {
      throw stop()
    },
    async check() {
      throw stop()
    },
  }
}
