/** News of a call to its reception (C7), and who hears whom while a receptionist has it (C8). */
import { joinOrHold, joinSeat } from '../hold.ts'
import type { LiveCall } from '../live-call.ts'
import type { Playable } from '../media-port.ts'
import { playMusic, waitingMusic } from '../reception/waiting-music.ts'
import { reportRefusal } from './caller-media.ts'
import type { Performer } from './command-of.ts'

export const enterQueue: Performer<'enterQueue'> = (call, command) =>
  call.parts.receptions.waits(call, command)

export const leaveQueue: Performer<'leaveQueue'> = (call, { siteId }) => {
  call.parts.receptions.at(siteId)?.leaves(call)
}

export const seatTook: Performer<'seatTook'> = (call, { seat }) => {
  call.parts.receptions.of(call)?.took(call, seat)
}

export const seatDeclined: Performer<'seatDeclined'> = (call, { seat, unreachable }) => {
  call.parts.receptions.of(call)?.declined(call, seat, unreachable)
}

export const seatFreed: Performer<'seatFreed'> = (call, { seat }) => {
  call.parts.receptions.of(call)?.freed(call, seat)
}

export const join: Performer<'join'> = (call, { leg: number }) => {
  const media = call.legs.get(number)?.media
  const caller = call.callerMedia
  if (!media || !caller) return reportRefusal(call, { refusal: 'the leg is gone' })
  // Either may have put us on hold before.
  if (call.state.state === 'attended') joinSeat(call, caller, media)
  else joinOrHold(call, caller, media)
  changed(call)
}

export const joinLegs: Performer<'joinLegs'> = (call, { leg, other }) => {
  const [one, two] = [call.legs.get(leg)?.media, call.legs.get(other)?.media]
  if (!one || !two) return reportRefusal(call, { refusal: 'the leg is gone' })
  one.stopPlaying()
  two.stopPlaying()
  one.connect(two)
  changed(call)
}

export const parkLeg: Performer<'parkLeg'> = (call, { leg }) => {
  const media = call.legs.get(leg)?.media
  if (!media) return
  media.disconnect()
  playMusic(media)
}

export const playWaiting: Performer<'playWaiting'> = (call, { announcement, language }) => {
  const caller = call.callerMedia
  if (!caller) return
  caller.disconnect()
  const said: Playable[] = announcement ? [{ prompt: 'reception-comfort', language }] : []
  // What an operator's own prompts leave out ends at once, and would be asked for again without a pause: then silence.
  caller.play([...said, waitingMusic], (failed) => failed || call.post({ type: 'playEnded', at: call.now() }))
  changed(call)
}

const changed = (call: LiveCall) => call.parts.receptions.of(call)?.callChanged()
