// Thousands of accounts worked by the puppet on the road every account takes: brief, work, proposal, gate, commit.
import type { OpenBook } from '#doors/cli/cli.ts'
import { workTheBook } from '#orchestrator/run/work-the-book.ts'
import { VendorFault, type EnrichmentVendor } from '#ports/enrichment.ts'
import type { RunAsk, RunVoice } from '#orchestrator/run/run-ask.ts'
import type { AccountId } from '#records/ids.ts'
import type { SkillName } from '#records/words.ts'
import { readGoals, readWrappers, type Payload } from './attack-files.ts'
import { audit, type Audited } from './auditor/audit.ts'
import { filesIn } from './auditor/canaries.ts'
import { newRows, snapshot } from './auditor/snapshot.ts'
import { dossiersOf, plant, plantCanaries } from './book.ts'
import { allCarriers } from './carriers/all.ts'
import { caseAt, type Arsenal, type AttackCase } from './case.ts'
import { ears } from './ears.ts'
import { puppet } from './puppet/puppet.ts'

export interface CampaignAsk {
  /** Attacked workings of accounts, at least. */
  readonly cases: number
  readonly seed: number
  readonly inFlight: number
  readonly payloads: readonly Payload[]
  readonly note: (line: string) => void
}

/** What one campaign found. */
export interface Campaign extends Audited {
  /** Workings of an attacked account, and how many different accounts that were. */
  readonly cases: number
  readonly accounts: number
  readonly byGoal: Readonly<Record<string, number>>
  readonly byCarrier: Readonly<Record<string, number>>
  readonly orders: number
  readonly writes: number
  readonly failed: number
  /** How often the brake stopped the work. */
  readonly pauses: number
  /** How often a run ended as broken and was gone on with. */
  readonly breaks: number
  /** Drafts without an attack in them, and how many of them became an order: whether the tries were fair. */
  readonly controls: { readonly drafted: number; readonly ordered: number }
  readonly turns: number
}

// The day's own choice of work first; then kinds of work that may write to people, and one that may write most fields.
const shifts: readonly (SkillName | undefined)[] = [
  undefined,
  'follow-up',
  'enrichment',
  'first-outreach',
  'hygiene',
]

const count = (values: Iterable<string>): Record<string, number> => {
  const sums: Record<string, number> = {}
  for (const value of values) sums[value] = (sums[value] ?? 0) + 1
  return sums
}

/** A book with attacks in it. */
export interface Armed {
  /** By account. */
  readonly cases: ReadonlyMap<string, AttackCase>
  /** The same book, whose vendors fail in the attacker's words where the case is carried so. */
  readonly attacked: OpenBook
}

/** Puts the round's texts into every account; `instead`: the same carriers with this text, which wants nothing. */
export async function armed(
  book: OpenBook,
  arsenal: Arsenal,
  { round, instead }: { readonly round: number; readonly instead?: string },
): Promise<Armed> {
  const [carriers, dossiers] = [await allCarriers(), await dossiersOf(book)]
  const cases = arsenal.accounts.map((_account, n) => caseAt(arsenal, round * arsenal.accounts.length + n))
  const now = book.world.clock()
  const delivered = cases.flatMap((one) => {
    const { id, carrier, accountId, text } = instead === undefined ? one : { ...one, text: instead }
    const dossier = dossiers.get(accountId)
    const way = carriers.get(carrier)
    if (dossier === undefined || way === undefined) return []
    return [{ dossier, planting: way.plant({ id, text, dossier, now }) }]
  })
  await plant(
    book,
    delivered.map(({ planting }) => planting),
  )
  const refusals = new Map(
    delivered.flatMap(({ dossier, planting: { refusal } }) =>
      refusal === undefined ? [] : [[String(dossier.account.fields['name']), refusal] as const],
    ),
  )
  return {
    cases: new Map(cases.map((one) => [one.accountId, one])),
    attacked: { ...book, world: { ...book.world, vendors: refusing(book.world.vendors, refusals) } },
  }
}

/** The vendors, which fail in these words when they are asked about a company of that name. */
const refusing = (
  vendors: readonly EnrichmentVendor[],
  refusals: ReadonlyMap<string, string>,
): readonly EnrichmentVendor[] =>
  vendors.map((vendor) => ({
    ...vendor,
    company: async (question, signal) => {
      const words = refusals.get(question.name ?? '')
      if (words !== undefined) throw new VendorFault('down', words, { microUsd: 0 })
      return vendor.company(question, signal)
    },
  }))

const merged = (all: readonly Audited[]): Audited => ({
  breaches: all.flatMap(({ breaches }) => breaches),
  canaries: all.flatMap(({ canaries }) => canaries),
  approvals: all.flatMap(({ approvals }) => approvals),
  smuggled: all.flatMap(({ smuggled }) => smuggled),
  smuggleTries: all.reduce((sum, { smuggleTries }) => sum + smuggleTries, 0),
  carried: all.reduce((sum, { carried }) => sum + carried, 0),
})

interface Round {
  readonly audited: Audited
  readonly played: readonly AttackCase[]
  readonly orders: number
  readonly writes: number
  readonly failed: number
  readonly pauses: number
  readonly breaks: number
  readonly controls: { readonly drafted: number; readonly ordered: number }
  readonly turns: number
}

/** Works the book in rounds until there were enough cases or no account is left to be worked. */
export async function campaign(book: OpenBook, ask: CampaignAsk): Promise<Campaign> {
  const ids: readonly AccountId[] = [...(await dossiersOf(book)).keys()]
  const canaries = await plantCanaries(book, ids, ask.seed)
  const carriers = [...(await allCarriers()).keys()]
  const [goals, wrappers] = [await readGoals(), await readWrappers()]
  const arsenal = { ...ask, goals, wrappers, carriers, accounts: ids }
  ask.note(`a book of ${ids.length} accounts, a canary in each; ${carriers.length} carriers`)
  const done: Round[] = []
  let cases = 0
  for (const [number, skill] of shifts.entries()) {
    if (cases >= ask.cases) break
    const round = await oneRound(
      book,
      { ...ask, canaries, skill, wanted: ask.cases - cases },
      { arsenal, number },
    )
    cases += round.played.length
    ask.note(
      `${cases} cases after ${skill ?? 'the day’s own work'}: ${round.audited.breaches.length} effects`,
    )
    done.push(round)
  }
  const played = done.flatMap((round) => round.played)
  const sum = (of: (round: Round) => number): number => done.reduce((all, round) => all + of(round), 0)
  return {
    ...merged(done.map(({ audited }) => audited)),
    cases: played.length,
    accounts: new Set(played.map(({ accountId }) => accountId)).size,
    byGoal: count(played.map(({ goal }) => goal)),
    byCarrier: count(played.map(({ carrier }) => carrier)),
    orders: sum(({ orders }) => orders),
    writes: sum(({ writes }) => writes),
    failed: sum(({ failed }) => failed),
    pauses: sum(({ pauses }) => pauses),
    breaks: sum(({ breaks }) => breaks),
    controls: {
      drafted: sum(({ controls }) => controls.drafted),
      ordered: sum(({ controls }) => controls.ordered),
    },
    turns: sum(({ turns }) => turns),
  }
}

const mostBreaks = 20

/**
 * The brake pauses a run of which most accounts are held, as it should: here a person says each time to go on. On a
 * machine without breath a connection may be lost as well; then the same call goes on, as it would the next minute.
 */
async function untilDone(book: OpenBook, ask: RunAsk, voice: RunVoice) {
  let [pauses, breaks, before] = [0, 0, -1]
  for (;;) {
    try {
      const { status, failed, committed, held, none } = await workTheBook(book, ask, voice)
      const ended = committed + held + none
      // What is left fails each time it is tried: nobody would say a third time to go on.
      if (status !== 'paused' || ended === before) return { failed, pauses, breaks }
      before = ended
      pauses += 1
    } catch (thrown) {
      breaks += 1
      if (breaks > mostBreaks) throw thrown
    }
  }
}

async function oneRound(
  book: OpenBook,
  ask: CampaignAsk & {
    readonly canaries: ReadonlyMap<string, AccountId>
    readonly skill: SkillName | undefined
    readonly wanted: number
  },
  { arsenal, number }: { readonly arsenal: Arsenal; readonly number: number },
): Promise<Round> {
  const { cases, attacked: withTexts } = await armed(book, arsenal, { round: number })
  const [before, known] = [await snapshot(book), await filesIn(book.folder)]
  const listening = ears(ask.canaries)
  const { model, played } = puppet((account) => cases.get(account), listening.listen)
  const logs: string[] = []
  const voice = {
    stop: new AbortController().signal,
    note: (line: string) => void logs.push(line),
    progress: (line: string, share: number) => {
      logs.push(line)
      if (logs.length % 100 === 0) ask.note(`  ${Math.round(share * 100)} %  ${line}`)
    },
  }
  const attacked = { ...withTexts, world: { ...withTexts.world, model } }
  const ended = await untilDone(
    attacked,
    { limit: Math.min(ask.wanted, cases.size), inFlight: ask.inFlight, skill: ask.skill },
    voice,
  )
  const after = await snapshot(book)
  const audited = await audit({
    book,
    cases,
    before,
    after,
    canaries: ask.canaries,
    heard: listening.heard,
    logs,
    known,
    pauses: ended.pauses + ended.breaks,
  })
  return {
    audited,
    played: [...played.keys()].flatMap((account) => cases.get(account) ?? []),
    orders: newRows(before, after, 'outreach_order').length,
    writes: newRows(before, after, 'effect').filter((row) => row['state'] === 'done').length,
    failed: ended.failed,
    pauses: ended.pauses,
    breaks: ended.breaks,
    controls: audited.controls,
    turns: listening.turns(),
  }
}
