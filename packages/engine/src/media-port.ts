/** What the engine needs of media: endpoints that it opens, joins and lets play and record. `mediaPort` fits it with `@mainline/media`. */
import type { Misfit } from '@mainline/pbx'

/** Audio that is kept. */
export interface StoredAudio {
  readonly file: string
  /** Of the tenant, base64; undefined: not encrypted. */
  readonly key?: string | undefined
}

/** What is wrong with a peer's session description: the call cannot have media with it (488). */
export interface MediaRefusal {
  readonly refusal: string
  /** It is what the caller offered that cannot be taken, not a lack of ours. */
  readonly unfit?: boolean
  /** Where it is something that whoever offered it can mend. */
  readonly misfit?: Misfit | undefined
}

/** Audio on disk; what is played instead when it cannot be read. */
export interface StoredFile extends StoredAudio {
  /** As loud as other speech, however it was spoken; what is stored stays as it is. */
  readonly levelled?: boolean
  readonly otherwise?: readonly Playable[] | undefined
}

/** What media is told to play, in order: a prompt by name, spoken digits, a recording, or a tone. */
export type Playable =
  | { readonly prompt: string; readonly language: string }
  | { readonly digits: string; readonly language: string }
  | StoredFile
  | { readonly tone: 'beep' }

export interface RecordingResult {
  readonly reason: 'digit' | 'silence' | 'limit' | 'stopped' | 'failed'
  readonly seconds: number
  readonly speechSeconds: number
}

/** Statistics of one endpoint's audio (C13). */
export interface MediaStatistics {
  readonly codec: string | undefined
  readonly received: number
  readonly sent: number
  readonly lost: number
  readonly jitterMs: number
}

/**
 * One end of a call's audio: an RTP port of ours that faces one party, and what was negotiated with it (RFC 3264).
 * SDP goes in and out as text; whoever holds the endpoint never reads it.
 */
export interface MediaEndpoint {
  /**
   * Where the party's signalling comes from: its audio is heard from there, too, when it names a private address (NAT). A phone of
   * ours is heard from there whatever it names: what it was told of its public address may be outdated, or of a VPN.
   */
  comesFrom(address: string, party: 'phone' | 'carrier'): void
  /** Takes the party's offer. Nothing flows before `answer`, `answerFor` or `joinAs`. */
  takeOffer(sdp: string): MediaRefusal | undefined
  /** Our own answer to the offer taken: we are the other party (voicemail, notices). */
  answer(): string | MediaRefusal
  /** An offer of our own with the codecs we speak. */
  offer(): string
  /** The same to a party that asked for it within its call: what is in use goes before what we speak (RFC 3261 §14.2). */
  offerAgain(): string
  /** The offer taken by `from`, to be shown to the party of this endpoint (relay). */
  offerFrom(from: MediaEndpoint): string | MediaRefusal
  /** Takes the answer to `offer` or `offerFrom`. */
  takeAnswer(sdp: string): MediaRefusal | undefined
  /** Takes another answer to what the party was shown last, offer or answer: a session refresh showed that again. */
  takeAgain(sdp: string): MediaRefusal | undefined
  /** The answer taken by `from`, to be shown to the party of this endpoint, which offered (relay). */
  answerFrom(from: MediaEndpoint): string | MediaRefusal
  /** A re-INVITE's offer, answered from where the session stands: hold, resume, another address (RFC 3264 §8). */
  renegotiate(sdp: string): string | MediaRefusal
  /** The party has put us on hold (RFC 3264 §8.4). */
  readonly onHold: boolean
  /** All that the party may send is something that we speak ourselves, as everybody does who is asked to. */
  readonly speaksOurs: boolean
  /** Nothing has been told by `onUnfit` that still is so. */
  readonly isFit: boolean
  /**
   * The port that the party was shown is lost (that of an rtpengine which has died), and it has to be shown another: an
   * `offerAgain`. Or it was relayed in a codec that we do not speak, and is now to hear us, to be heard by us, or to talk to somebody who
   * has another: it has to be shown an `offer`. Told each time that this is found.
   */
  onUnfit(tell: () => void): void
  /** Relays audio and digits both ways until one of the two is closed. */
  connect(other: MediaEndpoint): void
  /** Ends the relay with whoever it is connected to; both stay open. */
  disconnect(): void
  /**
   * The party of this endpoint hears what `party` says and hears, until one of the two is closed; a tone tells those who are
   * overheard. One listener at a time.
   */
  overhear(party: MediaEndpoint): void
  /** Plays once; `onEnded` is not called when it was stopped. `failed`: something could not be read and was left out. */
  play(what: readonly Playable[], onEnded: (failed: boolean) => void): void
  stopPlaying(): void
  /** Moves within what is playing, milliseconds; beyond its end it has ended. */
  skip(milliseconds: number): void
  pause(): void
  resume(): void
  /**
   * Beeps, and records what the party says from the end of the beep on into a new file; `onEnded` is called exactly once. The
   * media side does both: no sample is lost while this thread is busy.
   */
  record(
    options: StoredAudio & { maxSeconds: number; silenceSeconds: number; stopDigits: string },
    onEnded: (result: RecordingResult) => void,
  ): void
  stopRecording(): void
  /** Digits in whatever way they come: RFC 4733, `hearDigit`, or as tones when nothing else was agreed on. */
  onDigit(heard: (digit: string) => void): void
  /** The party should be sending and has sent nothing for a minute; told each minute that this lasts. */
  onSilence(tell: () => void): void
  /** A digit came by signalling (SIP INFO): whom the party talks to gets it, too. One that comes in two ways is heard once. */
  hearDigit(digit: string): void
  /** The browser at the other end is gone, or was not who its description said: the leg has no sound any more. Once. */
  onLost(fire: (why: string) => void): void
  /** What to go on with this audio by when this process is gone; undefined: it passes this process, and ends with it. */
  keepsake(): MediaKeepsake | undefined
  /** Another process goes on with it by its keepsake: whatever is here is let go of, and nothing of its audio ends. */
  letGo(): void
  /** Gives the port back; the statistics follow once the media side has them. */
  close(onStatistics?: (statistics: MediaStatistics) => void): void
}

/** Plain data that may be stored, of which only media knows what it says. */
export type MediaKeepsake = Readonly<Record<string, unknown>>

export interface OpenOptions {
  /** The party is one, so ICE and DTLS-SRTP (RFC 8829). */
  readonly browser?: boolean
  /** With any other its audio must be secured with keys of the descriptions (RFC 4568), else it is when the party offers that. */
  readonly secured?: boolean
  /** Whom it is likely to talk to. */
  readonly near?: MediaEndpoint | undefined
}

export interface MediaPort {
  /** A new endpoint; undefined when all ports are taken. */
  open(options?: OpenOptions): MediaEndpoint | undefined
  /** The endpoint of a process that is gone, as it was; undefined: its audio is gone, too. */
  revive(keepsake: MediaKeepsake): MediaEndpoint | undefined
}
