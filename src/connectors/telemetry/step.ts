/** What stands beside a step. Only vocabulary.ts makes any. */
export type Attributes = Readonly<Record<string, string | number | boolean | string[]>>

export type StepKind = 'run' | 'account' | 'agent' | 'chat' | 'tool' | 'gate' | 'commit'

/** A piece of work as it begins. */
export interface Step {
  readonly kind: StepKind
  /** Of few different words: no id, no value. */
  readonly name: string
  readonly attributes: Attributes
}

/** How it ended. `error`: what kind of failure, in one word; absent: none. */
export interface StepEnd {
  readonly attributes: Attributes
  readonly error?: string | undefined
}

/** A step under way, as one sink sees it. */
export interface Opened {
  /** A step that is part of this one. */
  begin(step: Step): Opened
  end(end: StepEnd): void
  /** An account of this run has ended for good. */
  settled(attributes: Attributes): void
}

/** Where steps are told. None of it throws or waits. */
export interface Sink {
  begin(step: Step): Opened
}

/** The same steps, told to each of them. */
export const toAll = (sinks: readonly Sink[]): Sink => ({
  begin: (step) => allOf(sinks.map((sink) => sink.begin(step))),
})

const allOf = (opened: readonly Opened[]): Opened => ({
  begin: (step) => allOf(opened.map((one) => one.begin(step))),
  end(end) {
    for (const one of opened) one.end(end)
  },
  settled(attributes) {
    for (const one of opened) one.settled(attributes)
  },
})
