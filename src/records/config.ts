import * as z from 'zod'
import { SegmentRule } from './segment.ts'
import { SenderProfile } from './sender.ts'

const points = (value: number, why: string) => z.number().min(0).max(1000).default(value).describe(why)

/** Weights of the score's parts, in points at full strength. */
export const Weights = z
  .strictObject({
    fit: points(30, 'how well size, industry and country match the ideal customer'),
    freshness: points(15, 'the account arrived or changed lately'),
    intent: points(40, 'inbound messages, most of all unanswered ones'),
    stage: points(20, 'open deals and customers before cold accounts'),
    signals: points(25, 'contract end, hiring, new contacts'),
    flags: points(20, 'flags raised by earlier runs'),
    staleness: points(20, 'time since anybody touched it'),
  })
  .prefault({})
export type Weights = z.infer<typeof Weights>

/** The ideal customer: an account scores the share of the lists it is in; an empty list counts for everybody. */
export const IdealCustomer = z
  .strictObject({
    industries: z.array(z.string()).default([]),
    sizeBands: z.array(z.string()).default(['51-200', '201-1000', '1001+']),
    countries: z.array(z.string()).default([]),
  })
  .prefault({})
export type IdealCustomer = z.infer<typeof IdealCustomer>

export const SelectConfig = z
  .strictObject({
    limit: z.number().int().min(1).max(10_000).default(200).describe('accounts worked in one run'),
    weights: Weights,
    idealCustomer: IdealCustomer,
    segments: z.array(SegmentRule).default([
      { name: 'open-deals', stage: ['open-deal'], floor: 2 },
      { name: 'customers', stage: ['customer'], floor: 2 },
      { name: 'lapsed', stage: ['lapsed'], floor: 2 },
      { name: 'new-leads', arrivedWithinDays: 14, floor: 2 },
      { name: 'enterprise', sizeBand: ['1001+'], floor: 2 },
      { name: 'mid-market', sizeBand: ['201-1000', '51-200'], floor: 2 },
      { name: 'small-business', sizeBand: ['1-10', '11-50'], floor: 2 },
    ]),
    unsegmentedFloor: z.number().int().min(0).default(1),
    maxDarkRuns: z
      .number()
      .int()
      .min(1)
      .default(5)
      .describe('runs a segment with eligible accounts may go without its floor'),
    maxWaitDays: z.number().min(1).default(90).describe('days an eligible account may wait'),
    reserveShare: z
      .number()
      .min(0)
      .max(1 / 3)
      .default(1 / 3)
      .describe('share of the set kept for the longest waiting'),
    daysBetweenRuns: z
      .number()
      .min(0.01)
      .default(1)
      .describe('how often this book is worked, for the fairness forecast'),
    liveThreadDays: z
      .number()
      .min(0)
      .default(7)
      .describe('days after a human touch in which agents keep away'),
    minDaysBetweenTouches: z
      .number()
      .min(0)
      .default(5)
      .describe('days between two agent touches of one account'),
    ownerCapacity: z
      .number()
      .int()
      .min(1)
      .default(40)
      .describe('open review items and waiting orders one owner may have'),
    poolCapacity: z
      .number()
      .int()
      .min(1)
      .default(10_000)
      .describe('the same for accounts without an active owner'),
  })
  .prefault({})
export type SelectConfig = z.infer<typeof SelectConfig>

export const GateConfig = z
  .strictObject({
    thresholds: z
      .record(z.string(), z.number().min(0).max(1))
      .default({})
      .describe('confidence needed per kind of action, over the built-in ones'),
    itemExpiryDays: z.number().int().min(1).default(14),
  })
  .prefault({})
export type GateConfig = z.infer<typeof GateConfig>

export const ModelConfig = z
  .strictObject({
    provider: z
      .enum(['offline'])
      .default('offline')
      .describe('offline: a deterministic drafter, no key, no cost'),
    maxTurns: z.number().int().min(2).max(50).default(12).describe('model turns one account may take'),
    maxToolCalls: z.number().int().min(2).max(200).default(40).describe('tool calls one account may take'),
  })
  .prefault({})
export type ModelConfig = z.infer<typeof ModelConfig>

/** daybook.toml. Secrets never stand in it. Unknown keys are refused. */
export const BookConfig = z.strictObject({
  name: z.string().min(1).max(80),
  kind: z
    .enum(['sample', 'imported', 'connected'])
    .default('imported')
    .describe('sample books write what clears; others ask first'),
  timeZone: z.string().default('UTC').describe('IANA zone of the book: days of routines and due dates'),
  language: z.string().length(2).default('en'),
  sender: SenderProfile,
  inFlight: z.number().int().min(1).max(500).default(20).describe('accounts worked at the same time'),
  select: SelectConfig,
  gate: GateConfig,
  model: ModelConfig,
})
export type BookConfig = z.infer<typeof BookConfig>
