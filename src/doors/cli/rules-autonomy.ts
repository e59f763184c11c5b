import type { Command } from 'commander'
import { Fault } from '#base/fault.ts'
import { setAutonomy } from '#orchestrator/autonomy/set-autonomy.ts'
import { actionKinds } from '#records/action.ts'
import { AutonomyLevel } from '#records/verdict.ts'
import { SkillName } from '#records/words.ts'
import { autonomyLevels } from '#state/read/autonomy.ts'
import { ask } from '#state/read/question.ts'
import { autonomyView, type AutonomyRecord } from '#state/read/effect-autonomy-view.ts'
import type { Cli, OpenBook } from './cli.ts'
import { proveAtCommandLine } from './prove.ts'
import { withBook } from './with-book.ts'

const nothingYet = { proposed: 0, cleared: 0, held: 0, released: 0, overridden: 0, rejected: 0 }

const decidedOn = (one: Pick<AutonomyRecord, 'released' | 'rejected'>): number => one.released + one.rejected

const shareOf = (one: Pick<AutonomyRecord, 'released' | 'rejected'>): number | null =>
  decidedOn(one) === 0 ? null : one.released / decidedOn(one)

/** Every kind of action a skill may take, its level, and what it has earned so far. */
async function levels(book: OpenBook) {
  const view = await autonomyView(book.db)
  const byDefault: AutonomyLevel = book.config.kind === 'sample' ? 'auto' : 'review'
  const all = await Promise.all(
    Object.values(book.skills).map(async ({ name, actions }) => {
      const set = await ask(book.db, autonomyLevels(name))
      return actions
        .filter((kind) => kind !== 'none')
        .map((kind) => {
          const record = view.find((one) => one.skill === name && one.kind === kind) ?? nothingYet
          const level = set[kind] ?? byDefault
          const isDefault = set[kind] === undefined
          return {
            id: `${name}/${kind}`,
            ...record,
            skill: name,
            kind,
            level,
            isDefault,
            precision: shareOf(record),
          }
        })
    }),
  )
  return all.flat()
}

/** Where to begin with letting work go by itself: with the kind of work that touches fields and nothing else. */
function hint(items: Awaited<ReturnType<typeof levels>>): string {
  const own = items.filter(({ skill }) => skill === 'hygiene')
  const decided = own.reduce((sum, one) => sum + decidedOn(one), 0)
  const overridden = own.reduce((sum, one) => sum + one.overridden, 0)
  const record =
    decided === 0
      ? 'nobody has decided on any of its proposals yet: leave it at review until somebody has'
      : `${decided} of its proposals were decided so far, ${overridden} of them overridden`
  return `Begin with hygiene, which acts on fields alone; ${record}.`
}

async function showLevels(cli: Cli, book: OpenBook): Promise<void> {
  const items = await levels(book)
  const lines = items.map((one) => {
    const precision =
      one.precision === null
        ? 'nobody decided yet'
        : `${Math.round(one.precision * 100)} % of ${decidedOn(one)} decided released`
    const record =
      one.proposed === 0
        ? 'nothing proposed yet'
        : `${one.proposed} proposed, ${one.held} held, ${precision}, ${one.overridden} overridden`
    return `${one.skill.padEnd(15)} ${one.kind.padEnd(17)} ${one.level.padEnd(6)}${one.isDefault ? ' (default)' : '          '}  ${record}`
  })
  const next = 'Change one with: daybook rules autonomy SKILL KIND watch|review|auto'
  cli.print.result({ items }, [...lines, '', next, hint(items)].join('\n'))
}

function parsed<T>(schema: { safeParse(raw: unknown): { success: true; data: T } | { success: false } }) {
  return (raw: string, allowed: readonly string[]): T => {
    const found = schema.safeParse(raw)
    if (found.success) return found.data
    throw new Fault('refused', `${JSON.stringify(raw)} is none of ${allowed.join(', ')}`)
  }
}

async function change(
  cli: Cli,
  book: OpenBook,
  said: { readonly skill: string; readonly kind: string; readonly level: string },
): Promise<void> {
  const skill = parsed(SkillName)(said.skill, SkillName.options)
  const level = parsed(AutonomyLevel)(said.level, AutonomyLevel.options)
  const { kind } = said
  if (!actionKinds.some((known) => known === kind) || kind === 'none')
    throw new Fault('refused', `${JSON.stringify(kind)} is no kind of action`, 'see: daybook rules autonomy')
  if (kind === 'send-email' && level === 'auto')
    throw new Fault(
      'refused',
      'sends are never automatic: each one waits for a person',
      'choose watch or review',
    )
  const person = await proveAtCommandLine(cli, book)
  if (person === undefined) return
  await setAutonomy({ clock: book.world.clock, db: book.db }, { skill, kind, level }, person)
  const view = await autonomyView(book.db)
  const decided = decidedOn(view.find((one) => one.skill === skill && one.kind === kind) ?? nothingYet)
  const unproven =
    level === 'auto' && decided === 0
      ? ' Nobody has decided on any of these yet: there is no record to go by.'
      : ''
  const text = `${kind} by the skill ${skill} is at ${level} now, set by ${person.name}.${unproven}`
  cli.print.result({ skill, kind, level, by: person.name }, text)
}

/** `daybook rules autonomy`: how far each kind of action may go by itself. */
export function registerAutonomy(rules: Command, cli: Cli): void {
  rules
    .command('autonomy')
    .description('levels by skill and kind of action; with three words: set one (needs a person)')
    .argument('[skill]', 'a skill')
    .argument('[kind]', 'a kind of action')
    .argument('[level]', 'watch, review or auto')
    .action((skill?: string, kind?: string, level?: string) =>
      withBook(cli, async (book) => {
        if (skill === undefined) return showLevels(cli, book)
        if (kind === undefined || level === undefined)
          throw new Fault(
            'refused',
            'three words are needed: SKILL KIND LEVEL',
            'see: daybook rules autonomy',
          )
        return change(cli, book, { skill, kind, level })
      }),
    )
}
