/** Hold by a phone's re-INVITE (RFC 3264 §8.4): whoever is left alone hears music until it is taken back. */
import { deskOrderFits } from '@mainline/pbx'
import type { LiveCall } from './live-call.ts'
import type { MediaEndpoint } from './media-port.ts'
import { playMusic } from './reception/waiting-music.ts'

/** Takes notice of what a party has just said of its session. */
export function heedHold(call: LiveCall, media: MediaEndpoint): void {
  if (call.holding.has(media) === media.onHold) return
  if (media.onHold) call.holding.add(media)
  else call.holding.delete(media)
  const { state, partner, reception } = call.state
  if (state === 'attended') {
    const seat = call.legs.get(reception?.leg ?? 0)?.media
    if (seat === media) orderHold(call, media.onHold)
    else if (seat && media === call.callerMedia && reception?.mode === 'talking') joinSeat(call, media, seat)
  } else if (state === 'talking' && partner) {
    const other = call.legs.get(partner.leg)?.media
    if (call.callerMedia && other) joinOrHold(call, call.callerMedia, other)
  }
}

/** At the reception it is the core that knows who hears what (C8). */
function orderHold(call: LiveCall, hold: boolean): void {
  const seat = call.state.reception?.seat?.id
  const order = hold ? ({ do: 'hold' } as const) : ({ do: 'resume' } as const)
  if (seat !== undefined && deskOrderFits(call.state, seat, order.do))
    call.post({ type: 'deskOrdered', at: call.now(), order })
}

/** Caller and seat hear each other, unless the caller holds: then the seat hears music. What the seat holds is the core's to say. */
export function joinSeat(call: LiveCall, caller: MediaEndpoint, seat: MediaEndpoint): void {
  caller.stopPlaying()
  seat.stopPlaying()
  if (!call.holding.has(caller)) {
    caller.connect(seat)
    return
  }
  caller.disconnect()
  seat.disconnect()
  playMusic(seat)
}

/** The two hear each other, or whoever is left alone hears music: as their sessions stand. */
export function joinOrHold(call: LiveCall, caller: MediaEndpoint, callee: MediaEndpoint): void {
  caller.stopPlaying()
  callee.stopPlaying()
  if (!call.holding.has(caller) && !call.holding.has(callee)) {
    caller.connect(callee)
    return
  }
  caller.disconnect()
  callee.disconnect()
  if (!call.holding.has(caller)) playMusic(caller)
  if (!call.holding.has(callee)) playMusic(callee)
}
