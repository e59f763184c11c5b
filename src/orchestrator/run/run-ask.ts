import type { SkillName } from '#records/words.ts'

/** What a person asked of the run. `limit` undefined: the book's own. */
export interface RunAsk {
  readonly limit?: number | undefined
  readonly more?: number | undefined
  readonly again?: boolean
  readonly dryRun?: boolean
  readonly inFlight?: number | undefined
  /** Begins the run and only watches: workers do the work. */
  readonly watch?: boolean
  /** One kind of work for every account, in a run of its own; without it code chooses per account. */
  readonly skill?: SkillName | undefined
}

/** How the run speaks and is stopped. */
export interface RunVoice {
  readonly stop: AbortSignal
  note(line: string): void
  progress(line: string, share: number): void
}
