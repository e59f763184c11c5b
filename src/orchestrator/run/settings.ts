import { hashOf } from '#base/hash.ts'
import { rulesetOf } from '#gate/ruleset.ts'
import type { WorkerIdentity } from '#records/worker.ts'
import type { Book } from './book.ts'

/** With what a run is worked: whoever joins it must have the same. */
export interface RunSettings {
  /** Hash of daybook.toml, the playbook and the skills; not of what each machine may choose for itself. */
  readonly hash: string
  readonly ruleset: string
  /** Version of Daybook. */
  readonly program: string
}

const nobody: WorkerIdentity = { name: '', host: '', pid: 0, program: '' }

export const selfOf = ({ self }: Pick<Book, 'self'>): WorkerIdentity => self ?? nobody

export function settingsOf(book: Pick<Book, 'config' | 'playbook' | 'skills' | 'self'>): RunSettings {
  const { inFlight: _perMachine, telemetry: _alsoPerMachine, ...config } = book.config
  return {
    hash: hashOf([config, book.playbook, book.skills]),
    ruleset: rulesetOf(book.config).version,
    program: selfOf(book).program,
  }
}

/**
 * Why a worker with the settings `mine` and `model` may not join a run, and what to do; undefined: it may. Source: a
 * worker with other settings would do other work under the same run.
 */
export function whyNotJoin(
  run: { readonly id: string; readonly model: string; readonly settings: RunSettings },
  mine: RunSettings,
  model: string,
): { readonly why: string; readonly next: string } | undefined {
  const { settings: theirs } = run
  if (theirs.program !== mine.program)
    return {
      why: `run ${run.id} is worked with Daybook ${theirs.program || 'of an older version'}, this worker is ${mine.program}`,
      next: 'install the same version on every machine and restart this worker; or daybook run here goes on with this one',
    }
  if (run.model !== model)
    return {
      why: `run ${run.id} is worked with the model ${run.model}, this worker has ${model}`,
      next: `restart it with: daybook worker --model ${run.model}`,
    }
  if (theirs.ruleset !== mine.ruleset)
    return {
      why: `run ${run.id} is judged by ${theirs.ruleset}, this worker has ${mine.ruleset}`,
      next: 'copy daybook.toml of the machine that began the run to this one and restart this worker',
    }
  if (theirs.hash !== mine.hash)
    return {
      why: `run ${run.id} goes by other settings: daybook.toml, playbook.md or skills/ of this worker differ from those it began with`,
      next: 'copy them from the machine that began the run and restart this worker; or daybook run there takes up changed ones',
    }
  return undefined
}
