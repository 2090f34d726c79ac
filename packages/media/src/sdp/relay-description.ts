/** Descriptions passed on by a B2BUA that relays the audio: the peer's own words, with our address in them. */

import type { MediaRefusal } from '../errors.ts'
import type { AudioDescription, Negotiated, RelayPoint } from './negotiated.ts'
import type { SessionDescription } from './session-description.ts'

/**
 * The offer to show to the other party: codecs and lines we do not know stay as they are; o=, c=, the port of the audio and
 * a=rtcp are ours; ICE lines go (they would lead around us); every stream but the first audio is disabled by port 0.
 */
export function relayOffer(_offer: string | SessionDescription, _point: RelayPoint): string | MediaRefusal {
  throw new Error('not yet')
}

/** The answer to show to the offerer; has as many m-lines as `offer` (the offerer's own) had (RFC 3264 §6). */
export function relayAnswer(
  _answer: string | SessionDescription,
  _point: RelayPoint,
  _offer?: string | SessionDescription,
): string | MediaRefusal {
  throw new Error('not yet')
}

/** What the endpoints facing each party must know, when offer and answer were relayed word by word. */
export function negotiateRelay(
  _offer: AudioDescription,
  _answer: AudioDescription,
): { readonly offerer: Negotiated; readonly answerer: Negotiated } {
  throw new Error('not yet')
}

/**
 * The version rule of RFC 3264 §8: writes a description again with its last version, and with the next one only if its
 * text differs from `previous`.
 */
export function describeAgain(
  previous: { readonly text: string; readonly version: number },
  write: (version: number) => string,
): { readonly text: string; readonly version: number } {
  const text = write(previous.version)
  if (text === previous.text) return previous
  return { text: write(previous.version + 1), version: previous.version + 1 }
}
