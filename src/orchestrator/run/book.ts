import type { World } from '#ports/world.ts'
import type { Skill } from '#records/brief.ts'
import type { BookConfig } from '#records/config.ts'
import type { WorkerIdentity } from '#records/worker.ts'
import type { SkillName } from '#records/words.ts'

/** The book to work: its world, settings and static texts. */
export interface Book {
  readonly bookId: string
  readonly config: BookConfig
  readonly world: World
  readonly playbook: string
  readonly skills: Readonly<Record<SkillName, Skill>>
  /** This process, as `daybook workers` shows it. */
  readonly self?: WorkerIdentity
}
