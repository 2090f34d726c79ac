/** The winner's answer becomes the caller's (C4): SDP through our two endpoints, audio relayed between them (C12). */
import { heedHold } from '../hold.ts'
import { hasOffer, isRefusal, openCallerMedia, reportRefusal } from './caller-media.ts'
import type { Performer } from './command-of.ts'

export const bridge: Performer<'bridge'> = (call, { leg: number }) => {
  const leg = call.legs.get(number)
  const caller = openCallerMedia(call)
  if (!leg || isRefusal(caller)) {
    reportRefusal(call, isRefusal(caller) ? caller : { refusal: 'the leg is gone' })
    return
  }
  const body = hasOffer(call) ? caller.answerFrom(leg.media) : caller.offerFrom(leg.media)
  if (typeof body !== 'string') {
    reportRefusal(call, body, { unsent: true })
    return
  }
  caller.connect(leg.media)
  call.noteAnswered()
  call.incoming.answer({ status: 200, contentType: 'application/sdp', body })
  // Either may have come on hold: the other hears music until that is over (RFC 3264 §8.4).
  heedHold(call, caller)
  heedHold(call, leg.media)
}
