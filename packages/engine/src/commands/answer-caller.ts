/** Our own 2xx to the caller: for voicemail and spoken notices (C9, C14). `callerReady` follows. */

import type { MediaEndpoint, MediaRefusal } from '../media-port.ts'
import { hasOffer, isRefusal, openCallerMedia, reportRefusal } from './caller-media.ts'
import type { Performer } from './command-of.ts'

export const answerCaller: Performer<'answerCaller'> = (call) => {
  const media = openCallerMedia(call)
  const body = isRefusal(media) ? media : hasOffer(call) ? answerTo(media) : media.offer()
  if (typeof body !== 'string') {
    reportRefusal(call, body, { unsent: true })
    return
  }
  call.noteAnswered()
  call.incoming.answer({ status: 200, contentType: 'application/sdp', body })
  // Without an offer nobody knows where to send before the ACK has brought the answer (see `CallerSide.onAck`).
  if (hasOffer(call)) call.post({ type: 'callerReady', at: call.now() })
}

/** An offer without a codec of ours could be relayed, but we cannot answer it: that is the offer's fault (488, not 503). */
function answerTo(media: MediaEndpoint): string | MediaRefusal {
  const body = media.answer()
  return isRefusal(body) ? { ...body, unfit: true } : body
}
