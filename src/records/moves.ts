/** One way from state to state. `to` undefined: it stays where it is. */
export interface Move<State extends string> {
  readonly from: readonly State[]
  readonly to: State | undefined
}

/** Where a move takes something that is in `state`; undefined: it cannot happen there. Pure. */
export const after = <State extends string>({ from, to }: Move<State>, state: State): State | undefined =>
  from.includes(state) ? (to ?? state) : undefined
