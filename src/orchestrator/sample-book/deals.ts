import { between, oneOf, type Random } from '#base/random.ts'
import type { DealStage } from '#records/stage.ts'
import type { Drawn } from './company.ts'
import { dayAgo, dayAhead } from './days.ts'
import type { SampleDeal } from './sample-account.ts'
import { chance, weighted } from './streams.ts'
import type { Traits } from './traits.ts'

/** The pipeline of a sample book. */
export const sampleStages: readonly DealStage[] = [
  { id: 'discovery', label: 'Discovery', order: 1, kind: 'open' },
  { id: 'evaluation', label: 'Evaluation', order: 2, kind: 'open' },
  { id: 'proposal', label: 'Proposal', order: 3, kind: 'open' },
  { id: 'negotiation', label: 'Negotiation', order: 4, kind: 'open' },
  { id: 'won', label: 'Won', order: 5, kind: 'won' },
  { id: 'lost', label: 'Lost', order: 6, kind: 'lost' },
]

const offers = [
  'Shift planning',
  'Work order roll-out',
  'Maintenance planning',
  'Field visit planning',
  'Planning pilot',
  'Site licence',
]
const nextSteps = [
  'Send the revised scope',
  'Call with the plant lead',
  'Walk through the pilot plan',
  'Wait for the security questionnaire',
  'Agree on a start month',
]

interface Shape {
  readonly stage: string
  /** Days from today: behind for closed deals, mostly ahead for open ones. */
  readonly closesIn: number
}

function shapesFor(random: Random, { stage, age }: Traits): readonly Shape[] {
  const past = (kind: 'won' | 'lost', low: number, high: number): Shape => ({
    stage: kind,
    closesIn: -between(random, low, Math.max(low, Math.min(high, age - 30))),
  })
  const open: Shape = {
    stage: weighted(random, [
      ['discovery', 4],
      ['evaluation', 3],
      ['proposal', 3],
      ['negotiation', 1],
    ]),
    closesIn: chance(random, 0.1) ? -between(random, 2, 20) : between(random, 10, 130),
  }
  switch (stage) {
    case 'open-deal':
      return chance(random, 0.25) ? [open, past('lost', 120, 500)] : [open]
    case 'customer':
      return [past('won', 60, 520), ...(chance(random, 0.3) ? [past('lost', 60, 400)] : [])]
    case 'lapsed':
      return [past('won', 380, 700)]
    case 'working':
      return chance(random, 0.15) ? [past('lost', 90, 500)] : []
    case 'closed':
      return chance(random, 0.4) ? [past('lost', 60, 400)] : []
    case 'new':
      return []
  }
}

/** Open, won and lost deals of the account; at most one is open. */
export function dealsOf(drawn: Drawn, accountKey: string): readonly SampleDeal[] {
  const { traits, identity, now, random } = drawn
  return shapesFor(random, traits).map(({ stage, closesIn }, at) => {
    const isOpen = stage !== 'won' && stage !== 'lost'
    const touched = isOpen ? between(random, 16, 55) : -closesIn
    const amount = Math.round((traits.employees * between(random, 30, 90) + 1200) / 50) * 50
    return {
      key: `${accountKey}-deal-${at + 1}`,
      createdAt: dayAgo(now, Math.min(traits.age, touched + between(random, 20, 90)), random),
      fields: {
        name: `${identity.shortName} – ${oneOf(random, offers)}`,
        stage,
        amount,
        currency: traits.place.currency,
        closeDate: dayAhead(now, closesIn),
        ...(isOpen ? { nextStep: oneOf(random, nextSteps) } : {}),
      },
      by: 'person',
      at: dayAgo(now, touched, random),
    }
  })
}
