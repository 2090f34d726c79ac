/** What a party has said of its audio, and how all of it is kept for whoever goes on with the call. */
import {
  type AudioDescription,
  describeOffer,
  type EndpointKeepsake,
  isRefusal,
  type Negotiated,
  parseSdp,
  type SessionDescription,
  type SignallingSource,
} from '@mainline/media'
import type { MediaRefusal } from './media-port.ts'

/** A party's audio at an endpoint that outlives its process. */
export interface PartyKeepsake {
  readonly endpoint: EndpointKeepsake
  readonly version: number
  readonly theirs: string | undefined
  readonly ours: string | undefined
  readonly shown: string | undefined
  readonly negotiated: Negotiated
  readonly source: SignallingSource | undefined
}

/** A party's description, taken apart once however often it is written again. */
export interface Description {
  readonly session: SessionDescription
  readonly audio: AudioDescription
}

/** Takes a description apart; refused when it is none, or has no audio that is spoken here. */
export function readDescription(sdp: string): Description | MediaRefusal {
  const session = parseSdp(sdp)
  if (isRefusal(session)) return { refusal: session.detail }
  const audio = describeOffer(session)
  return isRefusal(audio) ? { refusal: audio.detail } : { session, audio }
}
