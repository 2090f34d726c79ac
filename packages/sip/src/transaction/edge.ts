/** What the four machines are made of: for a state and an event, the state that follows and what to do on the way. */

/** One arrow of a figure. Edges are constants, so that a step of a machine allocates nothing. */
export interface Edge<State, Action> {
  readonly to: State
  /** In order. Whoever is told is told last, when everything else is in place. */
  readonly actions: readonly Action[]
}

export function edge<State, Action>(to: State, ...actions: Action[]): Edge<State, Action> {
  return { to, actions }
}

/** An event that the shell of a machine must not let happen in that state: a bug of ours, never of a peer. */
export class IllegalTransition extends Error {
  override readonly name = 'IllegalTransition'

  constructor(state: string, event: string) {
    super(`no ${event} in state ${state}`)
  }
}
