/** The endpoint that faces the caller, opened with the first need of it. */
import { sourceAddress } from '@mainline/sip'
import { isWebSocket } from '../browser-leg.ts'
import type { LiveCall } from '../live-call.ts'
import type { MediaEndpoint, MediaRefusal } from '../media-port.ts'

/** Whether the caller's INVITE carried an offer; without one ours goes in the 200 (RFC 3261 §13.2.1). */
export const hasOffer = (call: LiveCall) => call.offer !== undefined

/** @returns the caller's endpoint with the offer taken, or why there can be none */
export function openCallerMedia(call: LiveCall): MediaEndpoint | MediaRefusal {
  if (call.callerMedia) return call.callerMedia
  const media = call.parts.media.open({
    browser: isWebSocket(call.incoming.flow),
    secured: (call.origin.device ?? call.origin.trunk)?.srtp === 'required',
  })
  if (!media) return { refusal: 'all media ports are in use' }
  call.callerMedia = media
  media.comesFrom(sourceAddress(call.incoming.flow), call.origin.device ? 'phone' : 'carrier')
  media.onLost(() => call.callerLost())
  const refused = call.offer === undefined ? undefined : media.takeOffer(call.offer)
  return refused ? { ...refused, unfit: true } : media
}

export const isRefusal = (value: object | string): value is MediaRefusal =>
  typeof value === 'object' && 'refusal' in value

/**
 * The call has no sound: what becomes of it is the core's.
 *
 * @param how.unsent it is our answer to the caller that could not be made
 */
export function reportRefusal(
  call: LiveCall,
  { refusal, unfit = false, misfit }: MediaRefusal,
  { unsent = false } = {},
): void {
  call.post({ type: 'mediaFailed', at: call.now(), detail: refusal, unfit, misfit, unsent })
}
