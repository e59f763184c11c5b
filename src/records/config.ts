import * as z from 'zod'
import { GateConfig, OutreachConfig } from './gate-config.ts'
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
    meetingPrepDays: z
      .number()
      .min(0.1)
      .default(3)
      .describe('run --skill meeting-prep works the accounts with a meeting booked within so many days'),
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

const dollars = (value: number, why: string) => z.number().min(0).max(100_000).default(value).describe(why)

/** Upper limits of what may be spent, model calls and vendor credits together, in USD. Never exceeded, not by a cent. */
export const BudgetConfig = z
  .strictObject({
    runUsd: dollars(10, 'USD one run may spend'),
    accountUsd: dollars(0.5, 'USD one account may spend in one run'),
    dayUsd: dollars(20, "USD all runs of one day may spend, by the book's calendar"),
  })
  .prefault({})
export type BudgetConfig = z.infer<typeof BudgetConfig>

export const ModelTier = z.strictObject({
  model: z.string().min(1).max(80),
  effort: z.enum(['low', 'medium', 'high', 'xhigh', 'max']).optional(),
  thinking: z
    .enum(['adaptive', 'between-tools'])
    .optional()
    .describe('between-tools: none before the answer'),
  perMinute: z
    .number()
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .describe('calls a minute at most, over all workers'),
})
export type ModelTier = z.infer<typeof ModelTier>

const tier = (model: string, effort?: ModelTier['effort']) =>
  ModelTier.prefault(effort === undefined ? { model } : { model, effort })

/** USD per million tokens of one model. */
export const ModelPrice = z.strictObject({
  input: z.number().min(0),
  output: z.number().min(0),
  cacheWrite: z.number().min(0).describe('cache entries that live for 5 minutes'),
  cacheRead: z.number().min(0),
})
export type ModelPrice = z.infer<typeof ModelPrice>

export const ModelProvider = z.enum(['offline', 'anthropic', 'recorded'])
export type ModelProvider = z.infer<typeof ModelProvider>

export const ModelConfig = z
  .strictObject({
    provider: ModelProvider.default('offline').describe(
      'offline: a deterministic drafter, no key, no cost · anthropic: Claude, needs ANTHROPIC_API_KEY · recorded: plays stored transcripts',
    ),
    baseUrl: z
      .url()
      .optional()
      .describe('a gateway or local server that speaks the Messages API; default: the vendor itself'),
    tiers: z
      .strictObject({
        plan: tier('claude-opus-5-5', 'medium'),
        work: tier('claude-sonnet-5-5', 'medium'),
        classify: tier('claude-haiku-5-5'),
      })
      .prefault({})
      .describe('which model stands for each role'),
    prices: z
      .record(z.string(), ModelPrice)
      .default({})
      .describe('USD per million tokens by model id, over the built-in table'),
    batchMinutes: z
      .number()
      .min(0)
      .max(1440)
      .default(0)
      .describe('minutes the reading of new mail may wait for a batch at half the price; 0: no batches'),
    maxTurns: z.number().int().min(2).max(50).default(12).describe('model turns one account may take'),
    maxToolCalls: z.number().int().min(2).max(200).default(40).describe('tool calls one account may take'),
  })
  .prefault({})
export type ModelConfig = z.infer<typeof ModelConfig>

/** One enrichment vendor. Its key, if it needs one, comes from the environment. */
export const VendorConfig = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'expected small letters, digits and hyphens'),
  kind: z.enum(['sandbox-atlas', 'sandbox-beacon']).describe('how it is spoken to'),
  baseUrl: z.url().optional().describe('sandbox vendors without one are started with the book, on loopback'),
  usdPerAnswer: z.number().min(0).max(100).default(0).describe('what one answer costs'),
  timeoutMs: z.number().int().min(50).max(60_000).default(2000),
  perSecond: z
    .number()
    .min(0.1)
    .max(1000)
    .default(20)
    .describe('questions a second at most, over all workers'),
  concurrent: z
    .number()
    .int()
    .min(1)
    .max(200)
    .default(8)
    .describe('questions at the same time at most, over all workers'),
})
export type VendorConfig = z.infer<typeof VendorConfig>

export const EnrichmentConfig = z
  .strictObject({
    vendors: z.array(VendorConfig).default([]).describe('in the order in which they are asked'),
    fields: z
      .array(z.string())
      .default(['employees', 'industry', 'country'])
      .describe('account fields that are looked up where the record is silent'),
    maxAgeDays: z
      .number()
      .min(1)
      .default(90)
      .describe('a vendor that was asked this recently is not asked again'),
  })
  .prefault({})
export type EnrichmentConfig = z.infer<typeof EnrichmentConfig>

export const InboundConfig = z
  .strictObject({
    maxPerRun: z
      .number()
      .int()
      .min(0)
      .max(100_000)
      .default(500)
      .describe('unanswered mails read before one run at most, newest first; 0: none are read'),
    maxChars: z
      .number()
      .int()
      .min(200)
      .max(100_000)
      .default(6000)
      .describe('characters of one mail that are read; the rest is cut'),
  })
  .prefault({})
export type InboundConfig = z.infer<typeof InboundConfig>

export const TelemetryConfig = z
  .strictObject({
    endpoint: z
      .url({ protocol: /^https?$/, error: 'expected http://host:port or https://host' })
      .refine((url) => {
        const { username, password, search, hash } = new URL(url)
        return username + password + search + hash === ''
      }, 'expected no user, password or question mark: secrets never stand here')
      .optional()
      .describe(
        'an OpenTelemetry collector (OTLP over HTTP) that gets traces and metrics; without one: none',
      ),
    log: z
      .enum(['none', 'stderr', 'file'])
      .default('none')
      .describe('one line of JSON for every step of every account; file: logs/ in the folder of the book'),
  })
  .prefault({})
export type TelemetryConfig = z.infer<typeof TelemetryConfig>

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
  inFlight: z
    .number()
    .int()
    .min(1)
    .max(500)
    .default(20)
    .describe('accounts worked at the same time by one worker'),
  maxInFlight: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .describe(
      'accounts worked at the same time over all workers, exactly; without it: inFlight of each worker together',
    ),
  select: SelectConfig,
  gate: GateConfig,
  outreach: OutreachConfig,
  model: ModelConfig,
  budget: BudgetConfig,
  enrichment: EnrichmentConfig,
  inbound: InboundConfig,
  telemetry: TelemetryConfig,
})
export type BookConfig = z.infer<typeof BookConfig>
