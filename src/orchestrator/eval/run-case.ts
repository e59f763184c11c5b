import { assembleBrief, type BriefReading } from '#brief/assemble.ts'
import { Fault, RunStop } from '#base/fault.ts'
import { hashOf } from '#base/hash.ts'
import { decide } from '#gate/decide.ts'
import { rulesetOf } from '#gate/ruleset.ts'
import { noFaults } from '#ports/faults.ts'
import type { Model } from '#ports/model.ts'
import type { Workspace } from '#ports/workspace.ts'
import { parseProposal } from '#propose/parse.ts'
import type { Brief, Skill } from '#records/brief.ts'
import { SelectConfig } from '#records/config.ts'
import { GateConfig, OutreachConfig } from '#records/gate-config.ts'
import type { EvalCase } from '#records/eval-case.ts'
import type { EvalOutcome, EvalProperty } from '#records/eval-result.ts'
import type { ToolAnswer } from '#records/evidence.ts'
import { AccountId } from '#records/ids.ts'
import type { Proposal } from '#records/proposal.ts'
import type { SenderProfile } from '#records/sender.ts'
import { addUsage, noUsage, type Usage } from '#records/spend.ts'
import type { Transcript } from '#records/transcript.ts'
import type { SkillName } from '#records/words.ts'
import { openTools } from '#tools/open-tools.ts'
import { work } from '#work/step.ts'
import { evidenceOf } from './case-evidence.ts'
import { evalRun, readingOf, type NamedCase } from './case-reading.ts'
import { propertiesOf, wordsOf } from './properties.ts'

/** What every case of an eval is worked with. */
export interface Bench {
  /** Already wrapped for budget and patience where it costs anything. */
  readonly model: Model
  readonly skills: Readonly<Record<SkillName, Skill>>
  readonly playbook: string
  readonly limits: { readonly maxTurns: number; readonly maxToolCalls: number }
}

/** A case after its work, with what a judge or a recording needs. */
export interface CaseRun {
  readonly outcome: EvalOutcome
  readonly transcript: Transcript | undefined
  readonly brief: Brief
  readonly proposal: Proposal | undefined
}

const place = { pass: 1, attempt: 1 }
const sender: SenderProfile = {
  name: 'Mara Stein',
  email: 'mara@kettlewick.example',
  company: 'Kettlewick',
  domain: 'kettlewick.example',
  about: 'Kettlewick plans shifts and handovers for teams that work around the clock.',
}

const configOf = ({ book }: EvalCase) => ({
  sender,
  language: book.language,
  select: SelectConfig.parse({ idealCustomer: book.idealCustomer }),
  gate: GateConfig.parse({}),
  // Cases are about what is written, not about whether the law lets it go: their people may be written to.
  outreach: OutreachConfig.parse({
    countries: { DE: 'allow', FI: 'allow', GB: 'allow', IE: 'allow', US: 'allow' },
  }),
  timeZone: 'UTC',
})

/** Scratch files of one case: nobody reads them afterwards. */
function memoryWorkspace(): Workspace {
  const files = new Map<string, string>()
  return {
    write: async (path, text) => void files.set(path, text),
    read: async (path) => files.get(path),
    list: async (folder) =>
      [...files.keys()].flatMap((path) =>
        path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [],
      ),
    append: async (path, line) => void files.set(path, `${files.get(path) ?? ''}${line}\n`),
    remove: async (path) => void files.delete(path),
  }
}

/** The brief of a case, by the code that makes every brief. Pure. */
function briefOf({ name, given }: NamedCase, reading: BriefReading, bench: Bench): Brief {
  const order = {
    runId: evalRun,
    accountId: AccountId.parse(name),
    reasons: ['an eval'],
    config: configOf(given),
    playbook: bench.playbook,
    skills: bench.skills,
    skill: given.request,
  }
  return assembleBrief(order, reading)
}

interface HandIn {
  readonly proposal: Proposal | undefined
  readonly answers: readonly ToolAnswer[]
  readonly transcript: Transcript | undefined
  readonly asks: number
  readonly turns: number
  readonly usage: Usage
  readonly fault?: string
}

/** Lets the model work the case over the real tools, loop and parser. A Fault is an outcome; RunStop goes up. */
async function handIn(bench: Bench, named: NamedCase, brief: Brief): Promise<HandIn> {
  const { idealCustomer } = named.given.book
  const book = { idealCustomer, timeZone: 'UTC', alike: async () => [] }
  const tools = await openTools({ workspace: memoryWorkspace() }, brief, book)
  let asks = 0
  let transcript: Transcript | undefined
  const check = (raw: unknown): string | undefined => {
    const parsed = parseProposal(raw, brief)
    if (parsed.kind === 'malformed') asks += 1
    return parsed.kind === 'malformed' ? parsed.problems.join('\n') : undefined
  }
  const end = (more: Pick<HandIn, 'proposal' | 'fault'>): HandIn => ({
    answers: tools.answers(),
    transcript,
    asks,
    turns: transcript?.turns.length ?? 0,
    usage: transcript?.turns.reduce((sum, turn) => addUsage(sum, turn.usage), noUsage) ?? noUsage,
    ...more,
  })
  try {
    const worked = await work(
      { model: bench.model, clock: () => new Date(named.given.now), faults: noFaults },
      { brief, tools, place, limits: bench.limits, check, onEnd: (said) => void (transcript = said) },
    )
    if (worked.kind === 'malformed') return end({ proposal: undefined, fault: worked.why })
    const parsed = parseProposal(worked.raw, brief)
    return end(
      parsed.kind === 'proposal'
        ? { proposal: parsed.proposal }
        : { proposal: undefined, fault: parsed.problems.join('; ') },
    )
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown instanceof RunStop) throw thrown
    return end({ proposal: undefined, fault: thrown.message })
  } finally {
    await tools.close()
  }
}

/** The misses a case admits. A playback says what somebody else said, so whoever's miss it is, it is known. */
const knownOf = ({ known }: EvalCase, provider: string): Readonly<Record<string, string>> =>
  provider === 'recorded'
    ? Object.fromEntries(Object.values(known).flatMap((misses) => Object.entries(misses)))
    : (known[provider] ?? {})

const marked = (
  properties: readonly EvalProperty[],
  known: Readonly<Record<string, string>>,
): EvalProperty[] =>
  properties.map((one) => {
    const why = known[one.name]
    return why === undefined ? one : { ...one, known: why }
  })

/** Works one case. Nothing is written; throws only RunStop and bugs. `provider` picks the case's known misses. */
export async function runCase(bench: Bench, named: NamedCase, provider: string): Promise<CaseRun> {
  const { name, given } = named
  const reading = readingOf(named)
  const brief = briefOf(named, reading, bench)
  const handed = await handIn(bench, named, brief)
  const { proposal, transcript, turns, usage, asks, answers } = handed
  const outcome = { case: name, skill: brief.skill.name, turns, usage }
  if (proposal === undefined) {
    const fault = handed.fault ?? 'no proposal'
    const properties = [{ name: 'a proposal', ok: false, found: fault }]
    return {
      outcome: { ...outcome, actions: [], proposal: null, properties, fault },
      transcript,
      brief,
      proposal,
    }
  }
  const evidence = evidenceOf(named, { reading, brief, proposal, answers })
  const verdict = decide(proposal, evidence, rulesetOf(configOf(given)))
  const properties = marked(
    propertiesOf(given.expect, { name, brief, proposal, verdict, asks }),
    knownOf(given, provider),
  )
  const actions = proposal.actions.map(wordsOf)
  return {
    outcome: { ...outcome, actions, proposal: hashOf(proposal), properties },
    transcript,
    brief,
    proposal,
  }
}
