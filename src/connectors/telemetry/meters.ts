import type { Counter, Histogram, Meter } from '@opentelemetry/api'
import type { VendorHealth } from '#records/vendor-health.ts'
import type { Attributes, Opened, Sink, Step, StepEnd } from './step.ts'

// Labels are words of short lists: no id of a run or an account is one, for each value makes a series that is kept for ever.

/** Seconds; the borders the conventions ask for. */
const borders = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92]

type Timed = 'chat' | 'tool' | 'gate' | 'commit'

const timed: Readonly<Record<Timed, { readonly metric: string; readonly labels: readonly string[] }>> = {
  chat: {
    metric: 'gen_ai.client.inference.duration',
    labels: [
      'gen_ai.operation.name',
      'gen_ai.provider.name',
      'gen_ai.request.model',
      'daybook.tier',
      'error.type',
    ],
  },
  tool: { metric: 'gen_ai.execute_tool.duration', labels: ['gen_ai.tool.name', 'error.type'] },
  gate: { metric: 'daybook.gate.duration', labels: ['error.type'] },
  commit: { metric: 'daybook.commit.duration', labels: ['daybook.outcome', 'error.type'] },
}

/** Counted at the end of a question to a model: attribute of the span, name of the metric. */
const counted = [
  ['gen_ai.usage.input_tokens', 'gen_ai.client.inference.usage.input_tokens', '{token}'],
  ['gen_ai.usage.output_tokens', 'gen_ai.client.inference.usage.output_tokens', '{token}'],
  [
    'gen_ai.usage.cache_read.input_tokens',
    'gen_ai.client.inference.usage.cache_read.input_tokens',
    '{token}',
  ],
  [
    'gen_ai.usage.cache_write.input_tokens',
    'gen_ai.client.inference.usage.cache_write.input_tokens',
    '{token}',
  ],
  ['daybook.cost.micro_usd', 'daybook.model.cost', '{micro_usd}'],
] as const
const usageLabels = ['gen_ai.operation.name', 'gen_ai.provider.name', 'gen_ai.request.model', 'daybook.tier']

const pick = (attributes: Attributes, names: readonly string[]): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => names.includes(name)))

function instruments(meter: Meter) {
  const duration = (metric: string): Histogram =>
    meter.createHistogram(metric, { unit: 's', advice: { explicitBucketBoundaries: borders } })
  return {
    durations: {
      chat: duration(timed.chat.metric),
      tool: duration(timed.tool.metric),
      gate: duration(timed.gate.metric),
      commit: duration(timed.commit.metric),
    } satisfies Readonly<Record<Timed, Histogram>>,
    usage: counted.map(([attribute, metric, unit]) => ({
      attribute,
      counter: meter.createCounter(metric, { unit }),
    })),
    accounts: meter.createCounter('daybook.accounts', { unit: '{account}' }),
    holds: meter.createCounter('daybook.holds', { unit: '{action}' }),
    inFlight: meter.createUpDownCounter('daybook.accounts.in_flight', { unit: '{account}' }),
  }
}

type Instruments = ReturnType<typeof instruments>

function countUsage(usage: Instruments['usage'], all: Attributes): void {
  const labels = { ...pick(all, usageLabels), 'gen_ai.token.modality': 'text' }
  for (const { attribute, counter } of usage) {
    const amount = all[attribute]
    if (typeof amount === 'number') counter.add(amount, labels)
  }
}

function countHolds(holds: Counter, rules: Attributes[string] | undefined): void {
  if (Array.isArray(rules)) for (const rule of rules) holds.add(1, { 'daybook.rule': rule })
}

interface Measured {
  readonly end: StepEnd
  readonly seconds: number
}

const isTimed = (kind: Step['kind']): kind is Timed => kind in timed

function measure({ durations, usage, holds, inFlight }: Instruments, step: Step, { end, seconds }: Measured) {
  const { kind } = step
  const failed = end.error === undefined ? {} : { 'error.type': end.error }
  const all: Attributes = { ...step.attributes, ...end.attributes, ...failed }
  if (kind === 'account') inFlight.add(-1)
  if (kind === 'gate') countHolds(holds, all['daybook.gate.rules'])
  if (kind === 'chat') countUsage(usage, all)
  if (isTimed(kind)) durations[kind].record(seconds, pick(all, timed[kind].labels))
}

/** Steps as metrics. `now`: milliseconds that only go forward. */
export function meterSink(meter: Meter, now: () => number): Sink {
  const made = instruments(meter)
  const begin = (step: Step): Opened => {
    const from = now()
    if (step.kind === 'account') made.inFlight.add(1)
    return {
      begin,
      end: (end) => measure(made, step, { end, seconds: (now() - from) / 1000 }),
      settled: (attributes) => made.accounts.add(1, pick(attributes, ['daybook.outcome'])),
    }
  }
  return { begin }
}

const states: Readonly<Record<VendorHealth['state'], number>> = { closed: 0, 'half-open': 1, open: 2 }

/** How each vendor stands whenever it is asked: 0 it answers, 1 one question tries whether it is well again, 2 not asked. */
export function watchVendors(meter: Meter, vendors: () => readonly VendorHealth[]): void {
  meter.createObservableGauge('daybook.vendor.state').addCallback((seen) => {
    for (const { name, state } of vendors()) seen.observe(states[state], { 'daybook.vendor': name })
  })
}
