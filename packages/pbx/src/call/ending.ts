/** How a call ends that somebody talks in: whatever it is doing, and whichever of its legs there are. */
import type { CallEvent } from './call-event.ts'
import type { Reason } from './termination.ts'
import type { Turn, Verdict } from './turn.ts'

/** Ends the call when the event is one that ends it in any state; otherwise the event is out of place. */
export function endBy(turn: Turn, event: CallEvent, end: (turn: Turn, reason: Reason) => Verdict): Verdict {
  switch (event.type) {
    case 'callerHungUp':
      return end(turn, 'caller-hung-up')
    case 'callerAnswerTimeout':
      return end(turn, 'caller-not-acknowledging')
    case 'mediaFailed':
      return end(turn, 'media-unavailable')
    case 'engineStopping':
      return end(turn, 'engine-stopping')
    case 'administrativeHangUp':
      return end(turn, 'administrator')
    default:
      return 'illegal'
  }
}

/** Whether there is no caller any more that could be hung up on. */
export const isCallerGone = (reason: Reason): boolean =>
  reason === 'caller-hung-up' || reason === 'caller-not-acknowledging'
