import type { Dossier } from '#records/dossier.ts'
import type { Evidence } from '#records/evidence.ts'
import type { Draft } from '#records/action.ts'
import type { Fact } from '#records/fact.ts'
import { memo } from '../grounding/memo.ts'
import { folded, type Folded } from '../promises/folded.ts'
import { promisesIn, type Promised } from '../promises/promise.ts'
import type { PromiseKind } from '../promises/ways.ts'
import { repairOf } from '../repair.ts'
import { rule, type Known, type Refusal } from '../rule.ts'
import { quoted, textsIn } from '../texts.ts'

const needs = ['record', 'cited', 'playbook', 'sender'] as const satisfies readonly (keyof Evidence)[]

type Seen = Known<(typeof needs)[number]>

const isForAPerson = (kind: PromiseKind): boolean => kind !== 'legal promise' && kind !== 'security promise'

const isForTheCompany = (kind: PromiseKind): boolean => !isForAPerson(kind)

/** A message promises nothing that binds us, unless the playbook or the sender profile says it in the same words. */
export const commitment = rule({
  name: 'commitment',
  version: 4,
  judges: ['send-email'],
  needs,
  // Prices and dates are a salesperson's to give: who releases the message gives them in their own name.
  canOverride: true,
  objects: (_subject, { draft }, evidence) => draft && promiseFault(draft, evidence, isForAPerson),
})

/** The same for law, security and compliance: one salesperson's yes binds the whole company, so only the playbook may say it. */
export const legalPromise = rule({
  name: 'legal-promise',
  version: 4,
  judges: ['send-email'],
  needs,
  canOverride: false,
  objects: (_subject, { draft }, evidence) => draft && promiseFault(draft, evidence, isForTheCompany),
})

interface Spot {
  readonly sentence: number | null
  readonly text: string
  readonly read: Folded
  readonly promise: Promised
}

function promiseFault(
  draft: Draft,
  evidence: Seen,
  isAsked: (kind: PromiseKind) => boolean,
): Refusal | undefined {
  const spots = spotsIn(draft, evidence, isAsked)
  const [first] = spots
  if (first === undefined) return undefined
  const more = spots.filter(
    ({ sentence }, at) => sentence !== spots[at - 1]?.sentence && sentence !== first.sentence,
  )
  const { sentence, text, read, promise } = first
  const [start, end] = [read.origin(promise.start), read.origin(promise.end)]
  const others = more.map((spot) =>
    spot.sentence === null ? 'the subject' : `sentence ${spot.sentence + 1}`,
  )
  return {
    needed: `no ${promise.kind}, unless the playbook or the sender profile says it in these words`,
    found: [quoted(text.slice(start, end).trim()), ...others.map((other) => `also ${other}`)].join('; '),
    where: sentence === null ? 'subject' : `sentence ${sentence + 1}: ${quoted(text)}`,
    place: { sentence, start, end },
    ...(more.length === 0 && sentence !== null ? repairOf(draft, sentence) : {}),
  }
}

/** The promises of the subject and the sentences, in their order. */
function spotsIn(draft: Draft, evidence: Seen, isAsked: (kind: PromiseKind) => boolean): readonly Spot[] {
  const { ours, lines } = linesOf(draft, evidence)
  const spots: Spot[] = []
  let asked: PromiseKind | undefined
  let before = ''
  for (const { sentence, text, read, plain, cited } of lines) {
    const found = promisesIn(plain, {
      isAsked,
      ours,
      cited,
      before,
      ...(asked === undefined ? {} : { asked }),
    })
    spots.push(...found.promises.map((promise) => ({ sentence, text, read, promise })))
    asked = found.asked
    before = plain
  }
  return spots
}

interface Line extends Omit<Spot, 'promise'> {
  /** As it is searched: what is theirs in it is masked. */
  readonly plain: string
  readonly cited: readonly string[]
}
interface Lines {
  readonly ours: readonly string[]
  readonly lines: readonly Line[]
}

/** A draft made ready to be searched, the last one kept: both rules ask for the same, one after the other. */
function linesOf(draft: Draft, evidence: Seen): Lines {
  const known = last.get(draft)
  if (known !== undefined && needs.every((part) => known.evidence[part] === evidence[part]))
    return known.lines
  const lines = readLines(draft, evidence)
  last = new WeakMap([[draft, { evidence, lines }]])
  return lines
}
let last = new WeakMap<Draft, { readonly evidence: Seen; readonly lines: Lines }>()

function readLines({ subject, sentences }: Draft, { record, cited: citable, playbook, sender }: Seen): Lines {
  const names = namesOf(record.dossier)
  const us = folded(sender.company).text
  const lines = [{ text: subject, cites: [] }, ...sentences].map(({ text, cites }, at): Line => {
    const read = folded(text)
    const facts = cites.flatMap((id) => citable[id] ?? [])
    const cited = facts.filter(isTheirs).flatMap(({ value }) => valueTexts(value))
    const plain = masked(masked(withoutQuotations(read.text, cited), [us], '§'), names, '_')
    return { sentence: at === 0 ? null : at - 1, text, read, plain, cited }
  })
  return { ours: [playbook, sender.about].flatMap(sentencesOf), lines }
}

/** What an outsider wrote may hold any price, and a deal's amount is ours to name. */
const isTheirs = ({ tainted, subject }: Fact): boolean => !tainted && subject.object !== 'deal'

const quotation = /["“„«]([^"“”„«»]{3,})["“”»]/gu

/** What stands in quotation marks and, letter by letter, in a fact of theirs is theirs; its place is left empty. */
const withoutQuotations = (text: string, cited: readonly string[]): string =>
  cited.length === 0
    ? text
    : text.replaceAll(quotation, (all, said: string) => {
        const bare = said
          .trim()
          .replace(/[.,!…]+$/u, '')
          .toLowerCase()
        return cited.some((value) => value.includes(bare)) ? '·'.repeat(all.length) : all
      })

const valueTexts = (value: Fact['value']): readonly string[] =>
  (typeof value === 'number' ? [String(value)] : textsIn(value)).map((text) =>
    folded(text).text.toLowerCase(),
  )

// The playbook is the same for every account of a book.
const sentencesOf = memo(50, (text): readonly string[] =>
  folded(text)
    .text.toLowerCase()
    .split(/(?<=[.!?])\s+/),
)

function namesOf({ account, contacts, deals }: Dossier): readonly string[] {
  const of = (fields: Readonly<Record<string, Fact['value']>>, ...wanted: readonly string[]) =>
    wanted.flatMap((field) => textsIn(fields[field] ?? null))
  return [
    ...of(account.fields, 'name', 'formerNames'),
    ...contacts.flatMap(({ fields }) => of(fields, 'firstName', 'lastName')),
    ...deals.flatMap(({ fields }) => of(fields, 'name')),
  ]
    .map((name) => folded(name).text)
    .filter((name) => name.length > 1)
    .toSorted((a, b) => b.length - a.length)
}

/** Names as marks of the same length: a company may be called Guarantee, and a person Price. */
function masked(text: string, names: readonly string[], mask: string): string {
  let left = text
  for (const name of names) {
    if (name === '') continue
    for (let at = left.indexOf(name); at >= 0; at = left.indexOf(name, at + name.length)) {
      const isWhole =
        !/[\p{L}\p{N}]$/u.test(left.slice(0, at)) && !/^[\p{L}\p{N}]/u.test(left.slice(at + name.length))
      if (isWhole) left = left.slice(0, at) + mask.repeat(name.length) + left.slice(at + name.length)
    }
  }
  return left
}
