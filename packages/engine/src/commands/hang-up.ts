/** Ending legs and the caller, each in the way its state asks for (C4, C6). */
import { headerLine } from '@mainline/sip'
import { completedElsewhereLines } from '../completed-elsewhere.ts'
import type { Performer } from './command-of.ts'

export const cancelLegs: Performer<'cancelLegs'> = (call, { legs, completedElsewhere }) => {
  for (const number of legs)
    call.legs.get(number)?.call?.cancel?.(completedElsewhere ? completedElsewhereLines : '')
}

export const byeLeg: Performer<'byeLeg'> = (call, { leg }) => {
  call.legs.get(leg)?.call?.bye()
}

export const rejectCaller: Performer<'rejectCaller'> = (call, { status, reason, retryAfterSeconds }) => {
  const extra =
    retryAfterSeconds === undefined ? {} : { extra: headerLine('Retry-After', String(retryAfterSeconds)) }
  // A call that was answered a moment ago cannot be refused any more, only ended.
  if (!call.incoming.reject({ status, reason, ...extra })) call.incoming.bye()
}

export const hangUpCaller: Performer<'hangUpCaller'> = (call) => {
  call.caller.dialog.bye()
}
