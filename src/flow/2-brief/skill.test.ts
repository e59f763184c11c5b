import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { registry } from '#tools/registry.ts'
import { AccountStage } from '#records/stage.ts'
import { SkillName } from '#records/words.ts'
import { shippedPlaybook, shippedSkills } from '#test/fakes/model-brief.ts'
import { playbookSection } from './playbook.ts'
import { parseSkill } from './skill.ts'

const file = (name: string) =>
  readFileSync(new URL(`../../../skills/${name}/SKILL.md`, import.meta.url), 'utf8')
const good =
  '---\nname: research\ndescription: Does it: well.\nmetadata:\n  tools: "record facts"\n  actions: "none"\n---\n\nDo it.\n'

const problemsOf = (text: string, folder = 'research') => {
  const parsed = parseSkill(folder, text)
  return parsed.kind === 'broken' ? parsed.problems.join('\n') : ''
}

describe('the shipped skills', () => {
  test.each(SkillName.options)(
    '%s keeps the limits of Agent Skills and names only tools there are',
    (name) => {
      expect(problemsOf(file(name), name)).toBe('')
      const skill = shippedSkills()[name]
      expect(skill.tools.filter((tool) => !registry.some((held) => held.name === tool))).toEqual([])
      expect(skill.actions).toContain('none')
      expect(skill.actions.includes('send-email')).toBe(['first-outreach', 'follow-up'].includes(name))
    },
  )

  test.each(AccountStage.options)('the shipped playbook has a section for %s', (stage) => {
    const section = playbookSection(shippedPlaybook(), stage)
    expect(section).toContain(`## ${stage}:`)
    expect(section.match(/^## /gm)).toHaveLength(1)
    expect(section).toContain('left alone')
  })
})

describe('reading a skill', () => {
  test('a good one is read whole', () => {
    expect(parseSkill('research', good)).toMatchObject({
      kind: 'skill',
      skill: {
        name: 'research',
        description: 'Does it: well.',
        body: 'Do it.',
        tools: ['record', 'facts'],
        actions: ['none'],
      },
    })
  })

  test.each([
    ['no frontmatter', 'Do it.', 'no frontmatter'],
    [
      'an unknown key',
      good.replace('description:', 'model: x\ndescription:'),
      'unknown frontmatter key "model"',
    ],
    ['a name that is not its folder', good.replace('research', 'hygiene'), 'must equal its folder'],
    ['a name with two hyphens in a row', good.replace('research', 'first--outreach'), 'single hyphens'],
    ['a name that is no kind of work', good.replace('research', 'cooking'), 'no kind of work'],
    ['a description too long', good.replace('well', 'x'.repeat(1100)), '1-1024'],
    ['a body too long', `${good}${'line\n'.repeat(500)}`, 'under 500 lines'],
    ['a map that is not metadata', good.replace('metadata', 'license'), 'only metadata'],
    ['an action there is not', good.replace('"none"', '"none sing"'), '"sing"'],
    ['no tools', good.replace('record facts', ''), 'metadata.tools'],
    ['a line that is no pair', good.replace('metadata:', '- list\nmetadata:'), 'is no "key: value"'],
  ])('%s is named', (_what, text, words) => {
    expect(problemsOf(text)).toContain(words)
  })
})

describe('the playbook', () => {
  const text = '# P\n\nAlways.\n\n## new\n\nN.\n\n## customer: pays\n\nC.\n'
  test.each([
    ['new', '# P\n\nAlways.\n\n## new\n\nN.'],
    ['customer', '# P\n\nAlways.\n\n## customer: pays\n\nC.'],
    ['closed', '# P\n\nAlways.'],
  ] as const)('of the stage %s: the general part and its own section', (stage, wanted) => {
    expect(playbookSection(text, stage)).toBe(wanted)
  })
})
