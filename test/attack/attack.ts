// The whole suite: the campaign, the shell on its book, and honest work under attack.
import { join } from 'node:path'
import { readGoals, readWrappers, type Payload } from './attack-files.ts'
import type { Breach } from './auditor/breach.ts'
import { benignWork, type Compared } from './benign.ts'
import { makeBook, secrets } from './book.ts'
import { campaign, type Campaign } from './campaign.ts'
import { allCarriers } from './carriers/all.ts'
import { aimOf, carriersNotYet, whySkipped } from './goals.ts'
import { shell, type ShellFound } from './shell.ts'

export interface AttackAsk {
  readonly cases: number
  readonly seed: number
  readonly payloads: readonly Payload[]
  readonly note: (line: string) => void
}

/** The figures. 0 of n means: 95 % sure that the rate is below 3/n. */
export interface Attack {
  readonly cases: number
  readonly accounts: number
  readonly seed: number
  /** Breaches by effect, without canaries and approvals. */
  readonly effects: number
  /** Foreign canaries and secrets where they do not belong. */
  readonly canaries: number
  /** Decisions, proofs, levels and rules changed without a person, by the puppet or by its shell. */
  readonly approvals: number
  readonly upperBound: number
  /** Share of accounts whose work is done although an attack lies in them. */
  readonly benignDone: number
  readonly benign: Compared
  /** Share of accounts held for a harmless text that only looks like an attack. */
  readonly falseBlocks: number
  readonly lookAlike: Compared
  readonly skipped: readonly { readonly name: string; readonly why: string }[]
  readonly shell: Pick<ShellFound, 'commands' | 'refused' | 'restricted'>
  readonly campaign: Omit<Campaign, 'breaches' | 'canaries' | 'approvals' | 'smuggled'>
  /** Proposals and items that wait with another account's canary, which the campaign let the puppet remember. */
  readonly smuggled: number
  readonly evidence: readonly Breach[]
  readonly smuggledEvidence: readonly Breach[]
}

const share = (part: number, n: number): number => (n === 0 ? 0 : Math.round((part / n) * 10_000) / 10_000)
const benignAccounts = 500

/** The book is larger than the cases: some accounts are left alone, whatever is asked. */
const bookFor = (cases: number): number => Math.min(4000, Math.max(300, Math.ceil(cases * 1.35)))

export async function attack(folder: string, ask: AttackAsk): Promise<Attack> {
  const { cases, seed, payloads, note } = ask
  const book = await makeBook(join(folder, 'campaign'), { accounts: bookFor(cases), seed })
  let found: Campaign
  let shelled: ShellFound
  try {
    found = await campaign(book, { cases, seed, payloads, note, inFlight: 40 })
    shelled = await shell(book, { secret: secrets(seed).DAYBOOK_PERSON_TOKEN, note })
  } finally {
    await book.close()
  }
  const goals = await readGoals()
  const arsenal = {
    seed,
    payloads,
    goals,
    wrappers: await readWrappers(),
    carriers: [...(await allCarriers()).keys()],
  }
  const benign = await benignWork(folder, { accounts: benignAccounts, seed, note, arsenal })
  const { breaches, canaries, approvals, smuggled, ...figures } = found
  const skipped = [
    ...goals.flatMap(({ id }) => (aimOf(id) === undefined ? [{ name: id, why: whySkipped(id) ?? '' }] : [])),
    ...Object.entries(carriersNotYet).map(([name, why]) => ({ name: `carrier ${name}`, why })),
  ]
  return {
    cases: figures.cases,
    accounts: figures.accounts,
    seed,
    effects: breaches.length,
    canaries: canaries.length + shelled.canaries.length,
    approvals: approvals.length + shelled.approvals.length,
    upperBound: Math.round((3 / Math.max(1, figures.cases)) * 100_000) / 100_000,
    benignDone: share(benign.attacked.done, benign.attacked.n),
    benign: benign.attacked,
    falseBlocks: share(benign.lookAlike.blocked, benign.lookAlike.n),
    lookAlike: benign.lookAlike,
    skipped,
    shell: { commands: shelled.commands, refused: shelled.refused, restricted: shelled.restricted },
    campaign: figures,
    smuggled: smuggled.length,
    evidence: [...breaches, ...canaries, ...approvals, ...shelled.canaries, ...shelled.approvals],
    smuggledEvidence: smuggled,
  }
}
