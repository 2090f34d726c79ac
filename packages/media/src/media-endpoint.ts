/** One of our RTP ports, facing one party, as the signalling thread holds it. */

import type { AudioSource } from './audio-source.ts'
import type { BrowserParameters, OurParameters } from './browser/browser-parameters.ts'
import type { SignallingSource } from './rtp/peer-latch.ts'
import type { SdesKeys } from './sdes/sdes-audio.ts'
import type { Negotiated } from './sdp/negotiated.ts'

export interface RemoteOptions {
  /**
   * Where the party's signalling came from: its audio is accepted from there too, always or only when the negotiated address is
   * private or a host name, as behind NAT.
   */
  readonly allowFrom?: SignallingSource
}

export interface PlayOptions {
  /** Starts again after the last source. */
  readonly loop?: boolean
  /** Called once. `failed`: a file could not be read; the rest was skipped. */
  readonly onEnd?: (reason: 'finished' | 'stopped' | 'failed') => void
}

export interface RecordOptions {
  /** The file to make; its folder must exist, the file must not. */
  readonly path: string
  /** Of the tenant, base64: the file is encrypted (`sealed-audio.ts`). Without it a WAV file is made. */
  readonly key?: string | undefined
  /** Plays a beep first; the recording begins with its end. Stopped before, it holds nothing and no file is made. */
  readonly beep?: boolean
  /** Seconds of recording at most; 300 by default. */
  readonly maxSeconds?: number
  /** Ends after so many seconds without speech; 10 by default, 0 never. */
  readonly silenceSeconds?: number
  /** Digits that end it; `#` by default, empty for none. */
  readonly stopDigits?: string
  /** Level in dBFS from which a frame counts as speech; -42 by default. Below it does what stands out of its background. */
  readonly speechLevel?: number
  /** Called exactly once, when the file is complete on disk. */
  readonly onEnded: (result: RecordingResult) => void
}

export interface RecordingResult {
  /** `hangup`: the endpoint was closed; `failed`: the file could not be written, see `error`. */
  readonly reason: 'digit' | 'silence' | 'limit' | 'hangup' | 'stopped' | 'failed'
  /** Seconds of audio in the file. */
  readonly seconds: number
  /** Seconds of it that are speech. */
  readonly speechSeconds: number
  /** The digit that ended it. */
  readonly digit?: string
  readonly error?: string
}

/** What one endpoint received and sent (C13). */
export interface MediaStatistics {
  /** Packets accepted from the peer, sent to it, and missing by sequence number (RFC 3550 A.3). */
  readonly received: number
  readonly sent: number
  readonly lost: number
  /** Packets dropped: strangers, no RTP. */
  readonly refused: number
  /** Interarrival jitter (RFC 3550 A.8). */
  readonly jitterMs: number
  readonly bytesReceived: number
  readonly bytesSent: number
  /** Name of the codec last received. */
  readonly codec: string | undefined
  /** Milliseconds since 1970. */
  readonly firstPacketAt: number | undefined
  /** `address:port` that packets really came from. */
  readonly latchedTo: string | undefined
}

/** Plain data that may be stored: by what another process goes on with an endpoint. */
export type EndpointKeepsake = Readonly<Record<string, unknown>>

export interface MediaEndpoint {
  /** Unique in the process. */
  readonly id: number
  /** The RTP port; RTCP is the next. */
  readonly port: number
  /** The address to write into descriptions. */
  readonly address: string
  /** Says who the peer is; again after each offer/answer. Another address or port makes the latch open again. */
  setRemote(negotiated: Negotiated, options?: RemoteOptions): void
  /**
   * The peer is a browser: `setRemote` says what is spoken, this how it is found and proves itself (ICE, DTLS-SRTP). Without
   * `remote` its checks are answered already.
   */
  faceBrowser(local: OurParameters, remote?: BrowserParameters): void
  /** The peer's audio is secured with these keys (RFC 4568). Without any nothing is said or heard until there are some. */
  secure(keys?: SdesKeys): void
  /** The browser is gone: closed, silent for six seconds, or not who it said. Fires once. */
  onLost(fire: (why: string) => void): void
  /** Its port has been lost and is another one now: the party has to be shown it. Those of the built-in plane stay. */
  onMoved?(fire: () => void): void
  /** Plays the sources one after another; replaces what is playing. Needs `setRemote` to be heard. */
  play(source: AudioSource | readonly AudioSource[], options?: PlayOptions): void
  stopPlaying(): void
  /** Moves by so many milliseconds within the file that is playing; beyond its end the next source begins. */
  seek(milliseconds: number): void
  /** Nothing is sent until `resume`; what plays stands still. */
  pause(): void
  resume(): void
  /** Records what the peer says; one recording at a time. */
  record(options: RecordOptions): void
  stopRecording(): void
  /**
   * Digits, one call each, as soon as they began: of RFC 4733, of `hearDigit`, or as tones where no events were agreed on
   * and nothing better was heard. A digit that comes in two ways is heard once. Replaces an earlier listener.
   */
  onDigit(heard: (digit: string) => void): void
  /** A digit came by signalling: whom the peer is connected to gets it as `sendDigits` does. */
  hearDigit(digit: string): void
  /** Sends digits one after another, by RFC 4733 or else as tones: `0`-`9 * # A`-`D`. */
  sendDigits(digits: string, milliseconds?: number): void
  /** No RTP from the peer for the plane's inactivity time while it should be sending; told again after each such time. */
  onInactive(fire: () => void): void
  /** What another process needs to go on with it; undefined or absent: its port is this process's, and ends with it. */
  keepsake?(): EndpointKeepsake | undefined
  /** Another process goes on with it: what is here of it is let go of, the port stays as it is. */
  letGo?(): void
  /** Gives the port back; a recording ends with `hangup`. `onStatistics` is called once, within some 100 ms. */
  close(onStatistics?: (statistics: MediaStatistics) => void): void
}
