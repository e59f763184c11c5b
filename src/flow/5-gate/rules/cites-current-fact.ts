import type { Draft } from '#records/action.ts'
import type { Fact } from '#records/fact.ts'
import { textOf } from '#records/fields.ts'
import type { AccountId, FactId } from '#records/ids.ts'
import { citesOf } from '../cites.ts'
import { daysTooOld } from '../freshness.ts'
import { repairOf } from '../repair.ts'
import { rule, type Refusal } from '../rule.ts'
import { readingOf } from '../grounding/reading.ts'
import { quoted, shown } from '../texts.ts'

/**
 * Every cited fact exists, is this account's, and says what the record says now. In a message it is also no older than
 * its field allows, and every sentence with a checkable statement cites one.
 */
export const citesCurrentFact = rule({
  name: 'cites-current-fact',
  version: 2,
  needs: ['clock', 'record', 'facts', 'cited'],
  canOverride: true,
  objects: ({ action }, { accountId, draft }, { now, record, facts, cited }) => {
    const books = { accountId, facts, cited, now: new Date(now) }
    if (action.kind !== 'send-email') {
      const fault = citesOf(action, draft).flatMap((id) => citeFault(id, books) ?? [])[0]
      return fault && { ...fault, repair: { kind: 'drop-action' } }
    }
    return draft && draftFault(draft, books, textOf(record.dossier.account.fields, 'name') ?? '')
  },
})

interface Books {
  readonly accountId: AccountId
  readonly facts: readonly Fact[]
  readonly cited: Readonly<Record<FactId, Fact>>
  readonly now: Date
}

function citeFault(id: FactId, { accountId, facts, cited }: Books): Refusal | undefined {
  const fact = cited[id]
  if (fact === undefined) return { needed: 'facts that were offered', found: `no fact ${id}`, where: id }
  if (fact.accountId !== accountId)
    return { needed: 'facts of this account', found: `a fact of account ${fact.accountId}`, where: id }
  if (facts.some((current) => current.id === id)) return undefined
  const current = facts.find(
    ({ subject, field, source }) =>
      subject.id === fact.subject.id && field === fact.field && source === fact.source,
  )
  return {
    needed: 'facts the record still holds',
    found: `${fact.field} was ${shown(fact.value)}, now ${shown(current?.value)}`,
    where: `fact ${fact.field}`,
  }
}

function ageFault(id: FactId, { cited, now }: Books): Refusal | undefined {
  const fact = cited[id]
  const days = fact && daysTooOld(fact, now)
  if (fact === undefined || days === undefined) return undefined
  return {
    needed: `${fact.field} no older than its field allows`,
    found: `${shown(fact.value)} of ${fact.observedAt.slice(0, 10)}, ${Math.ceil(days)} days too old`,
  }
}

function draftFault(draft: Draft, books: Books, accountName: string): Refusal | undefined {
  const faults = draft.sentences.flatMap(({ text, cites }, sentence) => {
    const [fault] = cites.flatMap((id) => citeFault(id, books) ?? ageFault(id, books) ?? [])
    const said = cites.length === 0 ? statementIn(text, accountName) : undefined
    const refusal =
      fault ??
      (said && {
        needed: 'a cited fact for every checkable statement',
        found: `none for a claim about them: “${said}”`,
      })
    return refusal ? [{ sentence, refusal, text }] : []
  })
  const [first, ...more] = faults
  if (first === undefined) return undefined
  const others = more.map(({ sentence }) => sentence + 1).join(', ')
  return {
    ...first.refusal,
    found: others === '' ? first.refusal.found : `${first.refusal.found}; also sentence ${others}`,
    where: `sentence ${first.sentence + 1}: ${quoted(first.text)}`,
    place: { sentence: first.sentence, start: 0, end: first.text.length },
    // Code can drop one sentence; with more at fault too little would be left to send.
    ...(more.length === 0 ? repairOf(draft, first.sentence) : {}),
  }
}

/** The first thing a sentence states about them. Its numbers, days and names are for `grounded-tokens` to trace. */
function statementIn(text: string, accountName: string): string | undefined {
  const reading = readingOf(text)
  return reading.isQuestion ? undefined : reading.claims(accountName)[0]?.words
}
