// A book may bring skills of its own: the one it has is used, all others stay as Daybook ships them.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readTexts } from '../../src/main/open-book.ts'

const shipped = fileURLToPath(new URL('../../skills', import.meta.url))
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daybook-skills-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('without skills of its own it works with those of Daybook', async () => {
  const { skills, playbook } = await readTexts(folder)
  expect(Object.keys(skills)).toContain('hygiene')
  expect(playbook).toBe(await readFile(join(shipped, 'playbook.md'), 'utf8'))
})

test('a folder with one skill replaces that one alone', async () => {
  const before = (await readTexts(folder)).skills
  await cp(join(shipped, 'hygiene'), join(folder, 'skills', 'hygiene'), { recursive: true })
  const own = join(folder, 'skills', 'hygiene', 'SKILL.md')
  await writeFile(own, `${await readFile(own, 'utf8')}\nFields of this book are never in capitals.\n`)
  const { skills } = await readTexts(folder)
  expect(skills.hygiene.body).toContain('never in capitals')
  expect({ ...skills, hygiene: before.hygiene }).toEqual(before)
})

test('a mistake in it names the file and what to do', async () => {
  await mkdir(join(folder, 'skills', 'research'), { recursive: true })
  const file = join(folder, 'skills', 'research', 'SKILL.md')
  await writeFile(file, 'no front matter')
  await expect(readTexts(folder)).rejects.toThrow(file)
})
