/** Changes of a session that stands (RFC 3264 §8): audio is anchored here, so that each party changes its own alone (C12). */
import type { Respond, SipRequest, SipResponse } from '@mainline/sip'
import { heedHold } from './hold.ts'
import type { LiveCall } from './live-call.ts'
import type { MediaEndpoint } from './media-port.ts'
import { sessionOf } from './session-of.ts'

/** Answers a re-INVITE or UPDATE of a party from where its session stands; 488 where that cannot be. */
export function renegotiate(
  live: LiveCall,
  media: MediaEndpoint | undefined,
  request: SipRequest,
  respond: Respond,
): void {
  const offer = sessionOf(request)
  if (offer === undefined && media && request.method === 'INVITE') {
    respond({ status: 200, contentType: 'application/sdp', body: media.offerAgain() })
    return
  }
  const answer = offer === undefined ? undefined : media?.renegotiate(offer)
  if (typeof answer !== 'string') {
    respond({ status: 488 })
    return
  }
  respond({ status: 200, contentType: 'application/sdp', body: answer })
  if (media) heedHold(live, media)
  live.parts.kept?.changed(live)
}

/** The answer to a session refresh of ours: mostly the same again, but its port may be another (RFC 3261 §14.1). */
export function refreshed(live: LiveCall, media: MediaEndpoint | undefined, response: SipResponse): void {
  const answer = sessionOf(response)
  if (media && answer !== undefined && !media.takeAgain(answer)) heedHold(live, media)
  live.parts.kept?.changed(live)
}
