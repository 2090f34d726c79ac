/** A phone of ours calls out (C15): the same way by the trunks as a forward, and what the carrier plays before the answer. */
import type { LiveCall } from '../live-call.ts'
import { hasOffer, isRefusal, openCallerMedia } from './caller-media.ts'
import type { Performer } from './command-of.ts'
import { dialTrunk } from './dial-trunk.ts'

export const callOut: Performer<'callOut'> = (call, { leg, number }) =>
  dialTrunk(call, { leg, number, confirm: false, extra: '', display: displayOf(call) })

/** Outside, the line is its company's: what a phone is called here is nobody's business there. */
const displayOf = ({ origin, state }: LiveCall): string | undefined =>
  origin.identity.withheld ? undefined : state.plan.number.organizationName || undefined

export const tellUnreached: Performer<'tellUnreached'> = ({ origin, state, parts }, { reason }) => {
  const { device, id: callId } = origin
  if (device === undefined) return
  const { number: outside, outgoing } = state.plan
  const { e164: number, siteName, zone, language } = outside
  const dialled = outgoing?.dialled ?? number
  parts.log.error({ callId, deviceId: device.id, number, reason }, 'an emergency call has reached nobody')
  const told = { callId, dialled, number, device, siteName, zone, language, at: state.arrivedAt, reason }
  parts.outsideNews.tell((sink) => sink.unreached(told))
}

/** Announcements and the ringing tone of the other country (RFC 3960 §3.2); without them 180 says that it rings. */
export const passEarlyMedia: Performer<'passEarlyMedia'> = (call, { leg: number }) => {
  const leg = call.legs.get(number)
  const caller = openCallerMedia(call)
  const body = leg && hasOffer(call) && !isRefusal(caller) ? caller.answerFrom(leg.media) : undefined
  if (typeof body !== 'string' || isRefusal(caller) || !leg) {
    call.incoming.progress({ status: 180 })
    return
  }
  caller.connect(leg.media)
  call.incoming.progress({ status: 183, contentType: 'application/sdp', body })
}
