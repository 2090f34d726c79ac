/** Ending legs and the caller, each in the way its state asks for (C4, C6). */
import type { Misfit } from '@mainline/pbx'
import { headerLine } from '@mainline/sip'
import { completedElsewhereLines } from '../completed-elsewhere.ts'
import type { LiveCall } from '../live-call.ts'
import type { Performer } from './command-of.ts'

export const cancelLegs: Performer<'cancelLegs'> = (call, { legs, completedElsewhere }) => {
  for (const number of legs)
    call.legs.get(number)?.call?.cancel?.(completedElsewhere ? completedElsewhereLines : '')
}

export const byeLeg: Performer<'byeLeg'> = (call, { leg }) => {
  call.legs.get(leg)?.call?.bye()
}

export const rejectCaller: Performer<'rejectCaller'> = (call, order) => {
  const { status, reason, retryAfterSeconds, misfit } = order
  const retry = retryAfterSeconds === undefined ? '' : headerLine('Retry-After', String(retryAfterSeconds))
  const warning = misfit === undefined ? '' : headerLine('Warning', warningOf(misfit))
  // A call that was answered a moment ago cannot be refused any more, only ended.
  if (!call.incoming.reject({ status, reason, extra: retry + warning })) call.incoming.bye()
  if (misfit !== undefined) tellOfMisfit(call, misfit)
}

/** RFC 3261 §20.43: read by whoever looks at the messages of the other side. */
function warningOf(misfit: Misfit): string {
  return misfit === 'unsecured'
    ? 'Mainline 302 "Incompatible transport protocol: SRTP with keys by RFC 4568 is needed"'
    : `Mainline 305 "Incompatible media format: PCMA or PCMU is needed, not only ${misfit.codecs.join(' ')}"`
}

/** Whose trunk it is can have its carrier mend that; our own phones are in the records only. */
function tellOfMisfit({ origin, parts }: LiveCall, misfit: Misfit): void {
  const { trunk } = origin
  if (trunk)
    parts.trunkNews.misfit({ trunk, called: origin.plan.number.e164, misfit, at: parts.clock.epoch() })
}

export const hangUpCaller: Performer<'hangUpCaller'> = (call) => {
  call.caller.dialog.bye()
}
