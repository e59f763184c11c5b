/**
 * What kind of failure of the outside world this is:
 * `refused` it understood and said no (repeating does not help) · `throttled` it asked us to slow down ·
 * `down` it could not be reached or gave no answer · `nonsense` it answered something that cannot be parsed.
 */
export type FaultKind = 'refused' | 'throttled' | 'down' | 'nonsense'

/**
 * The one error of the outside world. `message` says what was got and what was expected, never a secret;
 * `next` is the next step a person can take. Anything thrown that is not a Fault is a bug and goes up.
 */
export class Fault extends Error {
  override readonly name: string = 'Fault'
  readonly kind: FaultKind
  readonly next: string | undefined

  constructor(kind: FaultKind, message: string, next?: string) {
    super(message)
    this.kind = kind
    this.next = next
  }
}

/** Why a run had to stop: `machine` disk, memory · `budget` a cap of ours or of the vendor · `setup` a key, a model id. */
export type StopCause = 'machine' | 'budget' | 'setup'

/**
 * A Fault after which no further account can be worked (disk full, spend cap, key refused): the run stops and keeps what
 * it has. A model that throws it has billed nothing.
 */
export class RunStop extends Fault {
  override readonly name = 'RunStop'
  readonly stopCause: StopCause

  constructor(
    kind: FaultKind,
    message: string,
    more: { readonly next?: string; readonly stopCause?: StopCause } = {},
  ) {
    super(kind, message, more.next)
    this.stopCause = more.stopCause ?? 'machine'
  }
}

/** A refusal will be refused again; everything else deserves one more try. */
export const worthRetrying = (kind: FaultKind): boolean => kind !== 'refused'
