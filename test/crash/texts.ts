import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { parseSkill } from '#brief/skill.ts'
import type { Book } from '#orchestrator/run/book.ts'
import { Skill } from '#records/brief.ts'
import { SkillName } from '#records/words.ts'

const Skills = z.record(SkillName, Skill)

/** The skills and the playbook of a folder. */
export function readTexts(shipped: string): Pick<Book, 'playbook' | 'skills'> {
  const skills = SkillName.options.map((name) => {
    const parsed = parseSkill(name, readFileSync(join(shipped, name, 'SKILL.md'), 'utf8'))
    if (parsed.kind !== 'skill') throw new Error(`the skill ${name} cannot be read`)
    return [name, parsed.skill] as const
  })
  return {
    playbook: readFileSync(join(shipped, 'playbook.md'), 'utf8'),
    skills: Skills.parse(Object.fromEntries(skills)),
  }
}
