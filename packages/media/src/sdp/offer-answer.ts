/** Offer and answer when we are the endpoint ourselves: voicemail, notices, announcements (RFC 3264 §5-§8). */

import type { MediaRefusal } from '../errors.ts'
import type { AudioDescription, LocalAudio, Negotiated } from './negotiated.ts'
import type { SessionDescription } from './session-description.ts'

/** The first audio stream of an offer or answer: what the describing party can receive, where, and whether it holds. */
export function describeOffer(_sdp: string | SessionDescription): AudioDescription | MediaRefusal {
  throw new Error('not yet')
}

/** Answers an offer with our codecs in the offerer's order; every other stream is rejected by port 0 (RFC 3264 §6). */
export function answerOffer(
  _offer: string | SessionDescription,
  _local: LocalAudio,
): { readonly kind: 'answer'; readonly text: string; readonly negotiated: Negotiated } | MediaRefusal {
  throw new Error('not yet')
}

/** An offer of one audio stream with our codecs in our order (RFC 3264 §5). */
export function createOffer(_local: LocalAudio): string {
  throw new Error('not yet')
}

/** Reads the answer to an offer that we sent (RFC 3264 §7). */
export function readAnswer(_offer: string, _answer: string): Negotiated | MediaRefusal {
  throw new Error('not yet')
}
