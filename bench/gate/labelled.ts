import { sandboxCompany, atlasShape, beaconShape } from '#connectors/enrich-sandbox/company.ts'
import type { Sources } from '#gate/confidence.ts'
import { Account } from '#records/account.ts'
import type { ActionKind } from '#records/action.ts'
import { factOfClaim } from '#records/claim-fact.ts'
import { Claim } from '#records/claim.ts'
import { factsOfDossier } from '#records/dossier-facts.ts'
import { Dossier } from '#records/dossier.ts'
import { factOf, type Fact } from '#records/fact.ts'
import { Proposal } from '#records/proposal.ts'
import type { Instant } from '#records/time.ts'
import { generate } from '#orchestrator/sample-book/generate.ts'
import type { SamplePlan } from '#orchestrator/sample-book/plan.ts'
import type { SampleAccount } from '#orchestrator/sample-book/sample-account.ts'
import { seatingOf } from '#orchestrator/sample-book/seats.ts'
import { traitsOf, type Traits } from '#orchestrator/sample-book/traits.ts'

/** A proposal of one action, with what confidence may look at, and whether the generator knows it for right. */
export interface Labelled {
  readonly kind: ActionKind
  readonly proposal: Proposal
  readonly sources: Sources
  readonly isRight: boolean
}

const system = 'crm-local'

/** One account with everything that is said of it, and what is true. */
interface Known {
  readonly id: string
  readonly traits: Traits
  readonly facts: readonly Fact[]
  readonly claims: readonly Claim[]
  readonly now: Instant
  /** The head count that the claims are about. */
  readonly truth: number
}

/** The labelled proposals of a book, account by account. */
export function proposalsOf(plan: SamplePlan): readonly Labelled[] {
  const seating = seatingOf(plan)
  return [...generate(plan)].flatMap(({ from, accounts }) =>
    accounts.flatMap((account, at) => {
      const traits = traitsOf(seating, from + at)
      const own = knownOf(account, traits, { now: plan.now, hasRecord: true })
      return [
        ...notes(own),
        ...mended(own),
        ...observed(own),
        // The book's own vendors where it planted some; else the sandbox's, as if the record were silent.
        ...heads(
          account.claims.some(({ field }) => field === 'employees') ? own : asked(account, traits, plan.now),
        ),
      ]
    }),
  )
}

function recordOf(account: SampleAccount, without: readonly string[]) {
  const entries = account.groups.flatMap(({ fields, by, at }) =>
    Object.entries(fields).map(([field, value]) => ({ field, value, mark: { by, at } })),
  )
  const kept = entries.filter(({ field }) => !without.includes(field))
  return Account.parse({
    id: account.key,
    key: account.key,
    version: 'v',
    ownerId: account.ownerId,
    createdAt: account.createdAt,
    updatedAt: account.createdAt,
    fields: Object.fromEntries(kept.map(({ field, value }) => [field, value])),
    marks: Object.fromEntries(kept.map(({ field, mark }) => [field, mark])),
  })
}

function knownOf(
  account: SampleAccount,
  traits: Traits,
  {
    now,
    hasRecord,
    claims,
    truth,
  }: { now: Date; hasRecord: boolean; claims?: readonly Claim[]; truth?: number },
): Known {
  const record = recordOf(account, hasRecord ? [] : ['employees'])
  const said =
    claims ??
    account.claims.map((claim, at) =>
      Claim.parse({ ...claim, id: `claim_${account.key.slice(7)}${at}`, accountId: account.key }),
    )
  const facts = factsOfDossier(Dossier.parse({ account: record, contacts: [], deals: [] }), system)
  return {
    id: account.key,
    traits,
    facts: [...facts, ...said.map((claim) => factOfClaim(claim, system))],
    claims: said,
    now: now.toISOString(),
    truth: truth ?? traits.employees,
  }
}

/** The account as the sandbox's vendors know it: what they say, and the head count they were made from. */
function asked(account: SampleAccount, traits: Traits, now: Date): Known | undefined {
  const [entered] = account.groups
  const [domain, name] = ['domain', 'name'].map((field) => String(entered.fields[field] ?? ''))
  const company = sandboxCompany({ domain: domain ?? '', name: name ?? '' })
  if (company === undefined) return undefined
  const observedAt = new Date(now.getTime() - company.daysSinceRefresh * 86_400_000).toISOString()
  const { size, employee_count: count } = atlasShape(company)
  const range = rangeOf(String(size))
  const isWithin = typeof count === 'number' && count >= range.min && count <= (range.max ?? count)
  const organization = beaconShape(company)['organization']
  const estimate =
    typeof organization === 'object' && organization !== null && 'estimated_num_employees' in organization
      ? organization.estimated_num_employees
      : null
  const claim = (vendor: string, value: unknown, more: object = {}) =>
    Claim.parse({
      id: `claim_${vendor}${account.key.slice(7)}`,
      accountId: account.key,
      field: 'employees',
      value,
      vendor,
      observedAt,
      ...more,
    })
  const claims = [
    // As the connector does: a count that its own size contradicts says itself that it is unsure; without one the range speaks.
    typeof count === 'number'
      ? claim('atlas', count, { confidence: isWithin ? 0.9 : 0.45 })
      : claim('atlas', size, { range }),
    claim('beacon', estimate),
  ]
  return knownOf(account, traits, { now, hasRecord: false, claims, truth: company.employees })
}

function rangeOf(size: string): { readonly min: number; readonly max: number | null } {
  const [, low, high] = /^(\d+)(?:-(\d+)|\+)$/.exec(size) ?? []
  return { min: Number(low), max: high === undefined ? null : Number(high) }
}

const labelled = (
  known: Known,
  action: { readonly kind: ActionKind; readonly [more: string]: unknown },
  more: { isRight: boolean; draft?: object },
): Labelled => ({
  kind: action.kind,
  proposal: Proposal.parse({
    accountId: known.id,
    runId: 'run_calibrate',
    skill: 'enrichment',
    basedOn: 'v',
    actions: [action],
    ...(more.draft === undefined ? {} : { draft: more.draft }),
    confidence: 1,
    rationale: 'labelled',
  }),
  sources: {
    now: known.now,
    facts: known.facts,
    cited: Object.fromEntries(known.facts.map((fact) => [fact.id, fact])),
    claims: known.claims,
    gaps: [],
  },
  isRight: more.isRight,
})

const about = (known: Known) => ({ system, object: 'account', id: known.id })

/** Each count that a vendor gives, written or settled for: right where it is the count the company was made with. */
function heads(known: Known | undefined): readonly Labelled[] {
  if (known === undefined) return []
  const counts = known.claims.filter(({ field, value }) => field === 'employees' && typeof value === 'number')
  const all = known.facts
    .filter(({ field, source }) => field === 'employees' && source !== 'crm')
    .map(({ id }) => id)
  const isQuestion = new Set(counts.map(({ value }) => value)).size > 1
  return counts.flatMap((claim) => {
    const isRight = claim.value === known.truth
    const write = {
      kind: 'set-field' as const,
      object: about(known),
      field: 'employees',
      value: claim.value,
      cites: all,
    }
    const settle = { kind: 'settle-claim' as const, field: 'employees', pick: claim.id, why: 'newer' }
    return [
      labelled(known, write, { isRight }),
      ...(isQuestion ? [labelled(known, settle, { isRight })] : []),
    ]
  })
}

/** Spellings mended, which is right, and a neighbour's head count written over what the record holds, which is not. */
function mended(known: Known): readonly Labelled[] {
  const fact = (field: string) => known.facts.find((one) => one.field === field && one.source === 'crm')
  const write = (field: string, value: unknown, cites: readonly string[]) => ({
    kind: 'set-field' as const,
    object: about(known),
    field,
    value,
    cites,
  })
  const [industry, employees] = [fact('industry'), fact('employees')]
  const spelling = industry !== undefined && industry.value !== known.traits.industry.name
  const wrong = known.traits.index % 10 === 0 && employees !== undefined
  return [
    ...(spelling
      ? [labelled(known, write('industry', known.traits.industry.name, [industry.id]), { isRight: true })]
      : []),
    ...(wrong
      ? [
          labelled(known, write('employees', Math.ceil(known.traits.employees * 1.7) + 9, []), {
            isRight: false,
          }),
        ]
      : []),
  ]
}

/** What a note and a message state: right where the plan says that the account's facts hold, wrong where it aged them. */
function notes(known: Known): readonly Labelled[] {
  const isRight = known.traits.role !== 'stale-fact'
  const cited = known.facts.filter(
    ({ field, source }) => source === 'crm' && ['employees', 'industry', 'technologies'].includes(field),
  )
  if (cited.length === 0) return []
  const cites = cited.map(({ id }) => id)
  const draft = {
    to: 'con_1',
    subject: 'A question',
    language: 'en',
    sentences: [{ text: 'You are busy.', cites }],
  }
  return [
    labelled(
      known,
      { kind: 'add-note' as const, purpose: 'research-summary', text: 'As known.', cites },
      { isRight },
    ),
    labelled(
      known,
      { kind: 'add-task' as const, purpose: 'next-step', text: 'As known.', cites },
      { isRight },
    ),
    labelled(
      known,
      { kind: 'remember' as const, topic: 'preference', text: 'As known.', cites },
      { isRight },
    ),
    labelled(known, { kind: 'send-email' as const }, { isRight, draft }),
  ]
}

/** Read out of a mail: the count the company was made with, or a misreading of it. */
function observed(known: Known): readonly Labelled[] {
  if (known.traits.index % 10 !== 0) return []
  return [known.traits.employees, known.traits.employees * 10].map((value) => {
    const mail = factOf({
      ...(known.facts[0] ?? raise()),
      field: 'employees',
      value,
      source: 'observed',
      sourceRef: 'act_1',
    })
    const action = {
      kind: 'observe' as const,
      subject: about(known),
      field: 'employees',
      value,
      quote: `we are ${value}`,
      sourceRef: 'act_1',
    }
    return labelled({ ...known, facts: [...known.facts, mail] }, action, {
      isRight: value === known.traits.employees,
    })
  })
}

const raise = (): never => {
  throw new Error('an account without a fact')
}
