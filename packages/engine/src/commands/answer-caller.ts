/** Our own 2xx to the caller: for voicemail and spoken notices (C9, C14). `callerReady` follows. */
import { hasOffer, isRefusal, openCallerMedia, reportRefusal } from './caller-media.ts'
import type { Performer } from './command-of.ts'

export const answerCaller: Performer<'answerCaller'> = (call) => {
  const media = openCallerMedia(call)
  const body = isRefusal(media) ? media : hasOffer(call) ? media.answer() : media.offer()
  if (typeof body !== 'string') {
    reportRefusal(call, body)
    return
  }
  call.noteAnswered()
  call.incoming.answer({ status: 200, contentType: 'application/sdp', body })
  // Without an offer nobody knows where to send before the ACK has brought the answer (see `LiveCall.onAck`).
  if (hasOffer(call)) call.post({ type: 'callerReady', at: call.now() })
}
