import { existsSync } from 'node:fs'
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
  const accounts = join(folder, 'runs', recording, 'accounts')
  const model = recordedModel((account) => readTranscript(join(accounts, account, 'transcript.json')))
  return {
    ...model,
    // A name mistyped would fail every account of the run.
    async check() {
      if (existsSync(accounts)) return
      throw new Fault(
        'refused',
        `there is no recording ${recording}: ${accounts} does not exist`,
        'daybook runs lists the runs of this book; the folder of the one to play must lie in runs/',
      )
    },
  }
}

function anthropic({ config: { model }, environment, settings }: ModelAsk): Model {
  const { ANTHROPIC_API_KEY: apiKey } = environment
  const { baseUrl, tiers, prices } = model
  const withKey = (key: string): Model =>
    claudeModel({ apiKey: key, baseUrl, tiers, prices, clock: () => new Date(), sleep })
  if (apiKey !== undefined) return withKey(apiKey)
  const { idOf, ceiling, price } = withKey('none')
  const instead =
    settings.provider === undefined
      ? 'set model.provider to offline in daybook.toml'
      : 'leave out --model anthropic'
  const fault = new Fault(
    'refused',
    'Claude needs ANTHROPIC_API_KEY, which is not set; nothing was done or spent',
    `set ANTHROPIC_API_KEY in the environment, or ${instead}`,
  )
  // What a run would cost can be said without a key.
  return { ...unusable('anthropic', fault), idOf, ceiling, price }
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
