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

/** The model behind the port. A book that is configured for a paid model never falls back to another one. */
export const openModel = ({ settings }: ModelAsk): Model => offlineModel({ ...settings, sleep })
