/** Parties that are gone without a word: the cable pulled, the battery empty, the BYE lost for good. */
import type { Call } from '@mainline/sip'
import type { MediaEndpoint } from './media-port.ts'

/**
 * Asks an answered party that has fallen silent whether it still knows of the call, each minute while that lasts. Silence alone
 * ends nothing, because phones may suppress it; whoever answers no more, or with 481, has left (RFC 3261 §12.2.1.2).
 */
export function endIfGone(party: Call, media: MediaEndpoint): void {
  media.onSilence(() => party.sendRequest('OPTIONS', {}))
}
