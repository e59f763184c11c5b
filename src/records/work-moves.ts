import type { Move } from './moves.ts'

// An account's place in a run. Chosen against: two workers at one account, and an account that nobody has. Accepted
// instead: a worker that lost its claim works for nothing. The statements in state/write take their states from here.
//   queued   waits with a ticket
//   running  one worker has it, under the epoch of its claim; what ends there says this epoch, or it is refused
//   done     it came through: outcome held, committed or none
//   human    it failed twice or crashed three times, and lies before a person
export type WorkState = 'queued' | 'running' | 'done' | 'human'

/** `fenced`: only under the epoch of the claim. `raises`: the epoch rises, so that whoever had it before is refused. */
export interface WorkMove extends Move<WorkState> {
  readonly to: WorkState
  readonly fenced?: true
  readonly raises?: true
}

export const workMoves = {
  claim: { from: ['queued'], to: 'running', raises: true },
  settle: { from: ['running'], to: 'done', fenced: true },
  /** Before a person, after its second failure. */
  fail: { from: ['running'], to: 'human', fenced: true },
  /** By its own worker: after a first failure, or for a later turn. */
  'give-back': { from: ['running'], to: 'queued', fenced: true },
  /** By others, from a worker that is dead or frozen. */
  'take-back': { from: ['running'], to: 'queued', raises: true },
  /** After its third crash. */
  'give-up': { from: ['queued'], to: 'human' },
  /** The run goes on, and failed accounts get another chance. */
  reopen: { from: ['human'], to: 'queued' },
  /** One more pass over the same accounts. */
  again: { from: ['done', 'human', 'queued'], to: 'queued' },
  /** Its run was left behind before it was begun; it is ranked again in the next one. */
  supersede: { from: ['queued', 'running'], to: 'done', raises: true },
} as const satisfies Readonly<Record<string, WorkMove>>
