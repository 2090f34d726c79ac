/** What an offer/answer exchange settled about one audio stream, and what one description says about it (RFC 3264). */

/** One codec of an audio stream, as one description names it. */
export interface Codec {
  /** Encoding name in capitals as registered, `PCMU`; a payload type without rtpmap gets its static name (RFC 3551 §6). */
  readonly name: string
  readonly payloadType: number
  /** Hertz of the RTP timestamp. */
  readonly clockRate: number
}

/** The direction attribute, from the describing party's view (RFC 4566 §6). */
export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive'

/** The audio of one session description. */
export interface AudioDescription {
  readonly kind: 'audio'
  /** Where the describing party wants to receive: an IP address, or a host name as it stood there. */
  readonly address: string
  readonly family: 4 | 6
  readonly port: number
  /** Equal to `port` when RTCP is multiplexed (RFC 5761). */
  readonly rtcpPort: number
  readonly rtcpMux: boolean
  /** In the order of preference of the description; telephone-event and comfort noise are not among them. */
  readonly codecs: readonly Codec[]
  /** Payload type of telephone-event at 8000 Hz (RFC 4733), when described. */
  readonly telephoneEvent: number | undefined
  readonly direction: Direction
  /** Milliseconds of audio per packet the party wishes to receive. */
  readonly ptime: number | undefined
  /** The party wants to hear nothing: sendonly, inactive, or the old 0.0.0.0 (RFC 3264 §8.4). */
  readonly hold: boolean
  /** `RTP/AVP`, `RTP/SAVPF` and so on. */
  readonly protocol: string
  /** Index of this m-line among those of the description. */
  readonly mediaIndex: number
}

/** A payload type each way: `send` is what the peer expects to receive, `receive` what it sends to us. */
export interface PayloadTypes {
  readonly send: number
  readonly receive: number
}

/** A codec both sides agreed on. */
export interface NegotiatedCodec extends PayloadTypes {
  readonly name: string
  readonly clockRate: number
}

/** All that an endpoint must know to exchange audio with its peer; made by the functions of this folder. */
export interface Negotiated {
  readonly address: string
  readonly family: 4 | 6
  readonly port: number
  readonly rtcpPort: number
  readonly rtcpMux: boolean
  /** Preferred first: audio of our own is sent in the first. */
  readonly codecs: readonly NegotiatedCodec[]
  readonly telephoneEvent: PayloadTypes | undefined
  /** Our direction: what we may do. `recvonly` means that we must not send. */
  readonly direction: Direction
  /** Milliseconds per packet to send with; 20 unless the peer wished otherwise. */
  readonly ptime: number
  /** The peer put us on hold. */
  readonly hold: boolean
}

/** Our side of a session description. */
export interface LocalAudio {
  /** The address peers send to. */
  readonly address: string
  readonly port: number
  /** Names in order of preference; `PCMA`, `PCMU` by default. */
  readonly codecs?: readonly string[]
  /** What is spoken with this party already: offered first, by the numbers that it is known by (RFC 3264 §8.3.2). */
  readonly inUse?: Negotiated | undefined
  /** Offer or accept telephone-event; true by default. */
  readonly telephoneEvent?: boolean
  readonly direction?: Direction
  /** Milliseconds; 20 by default. */
  readonly ptime?: number
  /** o= session id: the same for all descriptions of one dialog side. */
  readonly sessionId: number | string
  /** o= version: one more than the last when the description changed (RFC 3264 §8). */
  readonly version: number
}

/** Where a relayed description points to: our port instead of the peer's. */
export interface RelayPoint {
  readonly address: string
  readonly port: number
  readonly sessionId: number | string
  readonly version: number
}
