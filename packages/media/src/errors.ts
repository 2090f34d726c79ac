/**
 * The catalogue of what media refuses: a code, the SIP status it means for the offer that caused it, and a sentence.
 * Refusals are returned; exceptions are left for bugs and I/O.
 */

const catalogue = {
  'sdp-malformed': { status: 400, text: 'the session description cannot be read' },
  'sdp-address': { status: 400, text: 'the session description names no address for its audio' },
  'audio-missing': { status: 488, text: 'no audio stream is offered' },
  'audio-rejected': { status: 488, text: 'the audio stream was rejected' },
  'transport-unsupported': { status: 488, text: 'the audio is offered on a transport we do not speak' },
  'codec-unsupported': { status: 488, text: 'no codec in common' },
  'browser-parameters': { status: 488, text: 'the audio is not offered as browsers do' },
  'keys-missing': { status: 488, text: 'secured audio is offered without a key that we can use' },
  unsecured: { status: 488, text: 'audio must be secured with this party, and is offered without' },
  'answer-mismatch': { status: 488, text: 'the answer does not fit the offer' },
} as const

/** What can be wrong with a peer's session description. */
export type MediaErrorCode = keyof typeof catalogue

/** A refused session description; `status` is the SIP status to answer an offer with (RFC 3261 §21.4.26). */
export interface MediaRefusal {
  readonly kind: 'refusal'
  readonly code: MediaErrorCode
  readonly status: 400 | 488
  /** One sentence for a log or a Warning header. */
  readonly detail: string
}

/** The refusal of this code; `detail` replaces the catalogue's sentence. */
export function refusal(code: MediaErrorCode, detail: string = catalogue[code].text): MediaRefusal {
  return { kind: 'refusal', code, status: catalogue[code].status, detail }
}

/** Tells a refusal from a result. */
export function isRefusal(value: object): value is MediaRefusal {
  return 'kind' in value && value.kind === 'refusal'
}
