import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { registry } from '#tools/registry.ts'
import { AccountStage } from '#records/stage.ts'
import { Purpose, SkillName } from '#records/words.ts'
import { shippedPlaybook, shippedSkills } from '#test/fakes/model-brief.ts'
import { playbookSections } from './playbook.ts'
import { parseSkill } from './skill.ts'

const file = (name: string) =>
  readFileSync(new URL(`../../../skills/${name}/SKILL.md`, import.meta.url), 'utf8')
const good =
  '---\nname: research\ndescription: Does it: well. Use when asked.\nmetadata:\n  tools: "record facts"\n  actions: "none"\n---\n\nDo it.\n'

const problemsOf = (text: string, folder = 'research') => {
  const parsed = parseSkill(folder, text)
  return parsed.kind === 'broken' ? parsed.problems.join('\n') : ''
}

const outreach: readonly string[] = ['first-outreach', 'follow-up', 'sequencing']
const titlesOf = (name: SkillName) =>
  [...shippedSkills()[name].body.matchAll(/^## (.+)$/gm)].map(([, title]) => title)

describe('the shipped skills', () => {
  test.each(SkillName.options)(
    '%s keeps the limits of Agent Skills and names only tools there are',
    (name) => {
      expect(problemsOf(file(name), name)).toBe('')
      const skill = shippedSkills()[name]
      expect(skill.tools.filter((tool) => !registry.some((held) => held.name === tool))).toEqual([])
      expect(skill.actions).toContain('none')
      expect(skill.actions.includes('send-email')).toBe(outreach.includes(name))
      for (const section of skill.sections)
        expect(playbookSections(shippedPlaybook(), [section])).toContain(`## ${section}:`)
    },
  )

  test.each(SkillName.options)(
    '%s says how it works, what a good proposal holds, and two or three examples',
    (name) => {
      const { body } = shippedSkills()[name]
      expect(titlesOf(name)).toEqual(expect.arrayContaining(['Work', 'A good proposal holds', 'Examples']))
      const examples = body.split('## Examples')[1]?.match(/->/g) ?? []
      expect(examples.length).toBeGreaterThanOrEqual(2)
      // Paid for on every call: what a strong model knows by itself is left out.
      expect(body.length).toBeLessThan(2_600)
    },
  )

  test.each(SkillName.options)('%s shows a case in which nothing, or a task, is the right answer', (name) => {
    const examples = shippedSkills()[name].body.split('## Examples')[1] ?? ''
    expect(examples).toMatch(/-> (?:`none`|task )/)
  })

  test('where a message may come out of it, the reasons not to write stand first', () => {
    for (const name of SkillName.options) {
      const first = titlesOf(name)[0]
      if (outreach.includes(name)) expect(first, name).toBe('Reasons not to write, checked first')
      else expect(first, name).toBe('Work')
    }
  })

  test('hygiene, the first that may go by itself, acts on fields alone', () => {
    expect(shippedSkills().hygiene.actions.toSorted()).toEqual([
      'merge-suggestion',
      'none',
      'observe',
      'raise-flag',
      'set-field',
      'settle-claim',
    ])
  })

  test('a purpose a skill names is one there is', () => {
    for (const name of SkillName.options)
      for (const [, purpose] of shippedSkills()[name].body.matchAll(/purpose `([a-z-]+)`/g))
        expect(Purpose.options, name).toContain(purpose)
  })

  test.each(AccountStage.options)('the shipped playbook has a section for %s', (stage) => {
    const section = playbookSections(shippedPlaybook(), [stage])
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
        description: 'Does it: well. Use when asked.',
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
    ['a description without when', good.replace(' Use when asked.', ''), 'say when to use it'],
    ['a file two levels down', `${good}See references/deep/x.md.\n`, 'one level deep'],
    ['no way to do nothing', good.replace('"none"', '"add-note"'), 'must hold none'],
    ['an action there is not', good.replace('"none"', '"none sing"'), '"sing"'],
    ['no tools', good.replace('record facts', ''), 'metadata.tools'],
    ['a line that is no pair', good.replace('metadata:', '- list\nmetadata:'), 'is no "key: value"'],
  ])('%s is named', (_what, text, words) => {
    expect(problemsOf(text)).toContain(words)
  })
})

describe('the playbook', () => {
  const text = '# P\n\nAlways.\n\n## new\n\nN.\n\n## customer: pays\n\nC.\n\n## fit: whom\n\nF.\n'
  test.each([
    ['a stage', ['new'], '# P\n\nAlways.\n\n## new\n\nN.'],
    ['a stage with a title', ['customer'], '# P\n\nAlways.\n\n## customer: pays\n\nC.'],
    ['a stage it says nothing of', ['closed'], '# P\n\nAlways.'],
    [
      'a stage and what the skill names, each once',
      ['new', 'fit', 'new'],
      '# P\n\nAlways.\n\n## new\n\nN.\n\n## fit: whom\n\nF.',
    ],
  ])('%s: the general part and those sections', (_what, names, wanted) => {
    expect(playbookSections(text, names)).toBe(wanted)
  })
})
