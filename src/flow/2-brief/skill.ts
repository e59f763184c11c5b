import { Skill } from '#records/brief.ts'
import { actionKinds } from '#records/action.ts'
import { SkillName } from '#records/words.ts'

// Agent Skills (agentskills.io) allow six keys and nothing else; we keep to them so that the same folders work in any
// client. What Daybook needs beside them (tools, actions, sections) stands in `metadata`, whose values are strings.
const allowedKeys = ['name', 'description', 'license', 'compatibility', 'metadata', 'allowed-tools']
// Says when: without it a client that offers many skills cannot tell when to load this one.
const saysWhen = /\buse (?:it )?(?:when|for|on|after|before)\b/i
const nested = /\b(?:references|scripts|assets)\/[\w.-]+\//
const limits = { name: 64, description: 1024, compatibility: 500, lines: 500, bodyChars: 20_000 }

export type ParsedSkill =
  | { readonly kind: 'skill'; readonly skill: Skill }
  | { readonly kind: 'broken'; readonly problems: readonly string[] }

interface Split {
  readonly top: ReadonlyMap<string, string>
  readonly metadata: ReadonlyMap<string, string>
  readonly body: string
  readonly problems: readonly string[]
}

const unquoted = (value: string): string => value.replace(/^(["'])(.*)\1$/, '$2')

/** The frontmatter of SKILL.md: `key: value` lines and one indented map. A colon inside a value is just text. */
function split(text: string): Split {
  const match = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(text)
  if (match === null)
    return { top: new Map(), metadata: new Map(), body: text, problems: ['no frontmatter between --- lines'] }
  const [, head = '', body = ''] = match
  const top = new Map<string, string>()
  const metadata = new Map<string, string>()
  const problems: string[] = []
  let inside = ''
  for (const line of head.split(/\r?\n/).filter((candidate) => candidate.trim() !== '')) {
    const [, indent = '', key = '', value = ''] = /^(\s*)([\w-]+):\s*(.*)$/.exec(line) ?? []
    if (key === '') problems.push(`frontmatter line is no "key: value": ${JSON.stringify(line)}`)
    else if (indent === '') {
      inside = key
      top.set(key, unquoted(value))
    } else if (inside === 'metadata') metadata.set(key, unquoted(value))
    else problems.push(`only metadata may hold a map, not ${JSON.stringify(inside)}`)
  }
  return { top, metadata, body: body.trim(), problems }
}

const words = (text = ''): string[] => text.split(/\s+/).filter(Boolean)

function problemsOf(folder: string, { top, metadata, body, problems }: Split): string[] {
  const found = [...problems]
  const say = (isWrong: boolean, problem: string) => void (isWrong && found.push(problem))
  const name = top.get('name') ?? ''
  const description = top.get('description') ?? ''
  for (const key of top.keys())
    say(!allowedKeys.includes(key), `unknown frontmatter key ${JSON.stringify(key)}`)
  say(
    !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || name.length > limits.name,
    `name ${JSON.stringify(name)} must be 1-64 small letters, digits and single hyphens`,
  )
  say(name !== folder, `name ${JSON.stringify(name)} must equal its folder ${JSON.stringify(folder)}`)
  say(
    !SkillName.safeParse(name).success,
    `name ${JSON.stringify(name)} is no kind of work; there are: ${SkillName.options.join(', ')}`,
  )
  say(
    description === '' || description.length > limits.description,
    'description must have 1-1024 characters',
  )
  say(!saysWhen.test(description), 'description must say when to use it: "Use when …"')
  say(
    (top.get('compatibility') ?? '').length > limits.compatibility,
    'compatibility must have at most 500 characters',
  )
  say(body.split('\n').length >= limits.lines, 'the body must stay under 500 lines')
  say(body.length > limits.bodyChars, 'the body must stay under 5,000 tokens, about 20,000 characters')
  say(nested.test(body), 'files are named one level deep: references/NAME, never a folder in it')
  say(words(metadata.get('tools')).length === 0, 'metadata.tools must name the tools, separated by blanks')
  return [...found, ...actionProblems(words(metadata.get('actions')))]
}

function actionProblems(actions: readonly string[]): string[] {
  if (actions.length === 0) return ['metadata.actions must name the actions, separated by blanks']
  const unknown = actions.filter((action) => !actionKinds.some((kind) => kind === action))
  const wrong = unknown.map(
    (action) => `metadata.actions names ${JSON.stringify(action)}; there are: ${actionKinds.join(', ')}`,
  )
  // Doing nothing is the right answer somewhere in every kind of work.
  return actions.includes('none') ? wrong : [...wrong, 'metadata.actions must hold none']
}

/** Reads one skills/<folder>/SKILL.md. Every problem is named, in words for whoever edits the file. */
export function parseSkill(folder: string, text: string): ParsedSkill {
  const parts = split(text)
  const problems = problemsOf(folder, parts)
  if (problems.length > 0) return { kind: 'broken', problems }
  const { top, metadata, body } = parts
  return {
    kind: 'skill',
    skill: Skill.parse({
      name: top.get('name'),
      description: top.get('description'),
      body,
      tools: words(metadata.get('tools')),
      actions: words(metadata.get('actions')),
      sections: words(metadata.get('sections')),
    }),
  }
}
