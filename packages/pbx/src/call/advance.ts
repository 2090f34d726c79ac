/** The one function that decides what happens next to a call (C3–C11). Pure: no clock, no I/O. */
import type { Call, CallState } from './call.ts'
import type { CallCommand } from './call-command.ts'
import type { CallEvent } from './call-event.ts'

/** What `advance` returns: the call as it is now, and what to do, in order. */
export interface Advance {
  readonly call: Call
  readonly commands: readonly CallCommand[]
}

/** An event that cannot happen in the call's state: a bug of the poster. The call is unchanged and can go on. */
export class IllegalEvent extends Error {
  readonly state: CallState
  readonly event: CallEvent
  constructor(state: CallState, event: CallEvent) {
    super(`event ${event.type} in state ${state}`)
    this.state = state
    this.event = event
  }
}

/**
 * Takes a call and its next event, returns the call after it and the commands to perform.
 * Late events of legs that have ended are absorbed; an event no order of the world explains throws `IllegalEvent`.
 */
export function advance(call: Call, event: CallEvent): Advance {
  throw new IllegalEvent(call.state, event)
}
