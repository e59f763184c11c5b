import { join } from 'node:path'
import { Fault, RunStop } from '#base/fault.ts'
import { claudeModel } from '#connectors/claude/model.ts'
import { offlineModel } from '#connectors/offline-model/model.ts'
import { recordedModel } from '#connectors/recorded/model.ts'
import { readTranscript } from '#connectors/recorded/read-transcript.ts'
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
  /** The book's folder: recordings come from its runs/. */
  readonly folder: string
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
        return recordedRun(ask)
    }
  } catch (thrown) {
    if (thrown instanceof Fault) return unusable(provider, thrown)
    throw thrown
  }
}

/** Plays what one run of this book, or of the book it is a copy of, left in runs/. */
function recordedRun({ folder, settings: { recording } }: ModelAsk): Model {
  if (recording === undefined)
    throw new Fault(
      'refused',
      'the provider recorded was not told which run to play',
      'daybook run --recording RUN, with the name of a folder in runs/',
    )
  return recordedModel((account) =>
    readTranscript(join(folder, 'runs', recording, 'accounts', account, 'transcript.json')),
  )
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
