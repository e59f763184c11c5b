import type { Action } from '#records/action.ts'
import { IdealCustomer } from '#records/config.ts'
import { ContactId } from '#records/ids.ts'
import type { Fields } from '#records/fields.ts'
import type { Proposal } from '#records/proposal.ts'
import { offlineModel } from '#connectors/offline-model/model.ts'
import { noFaults } from '#ports/faults.ts'
import { parseProposal } from '#propose/parse.ts'
import { openTools } from '#tools/open-tools.ts'
import { work } from '#work/step.ts'
import { memoryWorkspace } from './model.ts'
import { briefOf, now, type Sketch } from './model-brief.ts'
import { bookOfTools } from './tool-book.ts'

const never = async () => {}

/** What the offline drafter hands in for a sketched account, through the real tools, loop and parser. */
export async function drafted(sketch: Sketch, options: { reword?: number; turns?: number } = {}) {
  const brief = briefOf(sketch)
  const tools = await openTools({ workspace: memoryWorkspace() }, brief, {
    ...bookOfTools,
    idealCustomer: IdealCustomer.parse(sketch.idealCustomer ?? {}),
  })
  const model = offlineModel({ ...options, sleep: never })
  const problems: string[] = []
  const worked = await work(
    { model, clock: () => now, faults: noFaults },
    {
      brief,
      tools,
      place: { pass: 1, attempt: 1 },
      limits: { maxTurns: 12, maxToolCalls: 40 },
      check: (raw) => {
        const parsed = parseProposal(raw, brief)
        if (parsed.kind === 'proposal') return undefined
        problems.push(...parsed.problems)
        return parsed.problems.join('\n')
      },
    },
  ).finally(() => tools.close())
  if (problems.length > 0) throw new Error(`the drafter had to be asked again: ${problems.join('; ')}`)
  if (worked.kind === 'malformed') throw new Error(worked.why)
  const parsed = parseProposal(worked.raw, brief)
  if (parsed.kind === 'malformed') throw new Error(parsed.problems.join('; '))
  return { proposal: parsed.proposal, brief, turns: worked.turns, answers: tools.answers() }
}

export const kinds = ({ actions }: Proposal) =>
  actions.map((action) =>
    action.kind === 'add-note' || action.kind === 'add-task'
      ? `${action.kind} ${action.purpose}`
      : action.kind,
  )

export const of = <K extends Action['kind']>({ actions }: Proposal, kind: K) =>
  actions.filter((action): action is Extract<Action, { kind: K }> => action.kind === kind)

export const inbound = {
  daysAgo: 4,
  contactId: ContactId.parse('a-1-c0'),
  body: 'Could somebody call me back?',
}
export const outbound = { type: 'email', direction: 'outbound', author: 'person', body: 'Hello' } as const
export const note = (body: string) =>
  ({ daysAgo: 9, type: 'note', direction: 'none', author: 'person', body }) as const
export const touched = { ...outbound, daysAgo: 45 }
export const customer: Fields = { lifecycle: 'customer' }
export const deal: Fields = { name: 'Berth planning', stage: 'talks', closeDate: '2026-12-01', amount: 9000 }
