/**
 * The audio of one party of a call: an endpoint of `@mainline/media` together with what was offered and answered on it, its
 * `party-session`. It is how the rest of the engine handles media without ever reading a session description.
 */
import {
  type AudioPlane,
  BrowserFacing,
  type MediaEndpoint as PlaneEndpoint,
  SdesFacing,
} from '@mainline/media'
import type {
  MediaEndpoint,
  MediaPort,
  MediaStatistics,
  OpenOptions,
  Playable,
  RecordingResult,
  StoredAudio,
} from './media-port.ts'
import type { PartyKeepsake } from './party-description.ts'
import { own, PartySession } from './party-session.ts'
import { toSource } from './playable.ts'

/** The engine's view of a media plane. */
export function mediaPort(plane: AudioPlane): MediaPort {
  return {
    open: (options) => PartyMedia.open(plane, options),
    revive: (keepsake) => PartyMedia.revive(plane, keepsake as unknown as PartyKeepsake),
  }
}

class PartyMedia extends PartySession implements MediaEndpoint {
  readonly #plane: AudioPlane
  /** Grows with each thing that is played or stopped. */
  #plays = 0

  constructor(plane: AudioPlane, endpoint: PlaneEndpoint, secured: BrowserFacing | SdesFacing | undefined) {
    super(endpoint, secured)
    this.#plane = plane
  }

  static open(
    plane: AudioPlane,
    { browser = false, secured = false, near }: OpenOptions = {},
  ): PartyMedia | undefined {
    const endpoint = plane.openEndpoint(near && own(near).endpoint, !browser && !secured)
    if (browser)
      return endpoint && new PartyMedia(plane, endpoint, new BrowserFacing(endpoint, plane.fingerprint))
    return endpoint && new PartyMedia(plane, endpoint, secured ? new SdesFacing(endpoint, true) : undefined)
  }

  static revive(plane: AudioPlane, kept: PartyKeepsake): PartyMedia | undefined {
    const endpoint = plane.revive(kept.endpoint)
    if (endpoint === undefined) return undefined
    const media = new PartyMedia(plane, endpoint, undefined)
    media.restore(kept)
    return media
  }

  connect(other: MediaEndpoint): void {
    const party = own(other)
    this.meet(party)
    this.#plane.connect(this.endpoint, party.endpoint)
    this.fitPartner()
  }

  disconnect(): void {
    this.part()
    this.#plane.disconnect(this.endpoint)
  }

  overhear(party: MediaEndpoint): void {
    this.needOurs()
    own(party).needOurs()
    this.#plane.overhear(this.endpoint, own(party).endpoint)
  }

  play(what: readonly Playable[], onEnded: (failed: boolean) => void): void {
    this.needOurs()
    this.#plays += 1
    const play = this.#plays
    this.endpoint.play(what.map(toSource), {
      // An end that crosses the order to stop or to play something else is none.
      onEnd: (reason) => reason !== 'stopped' && play === this.#plays && onEnded(reason === 'failed'),
    })
  }

  stopPlaying(): void {
    this.#plays += 1
    this.endpoint.stopPlaying()
  }

  skip(milliseconds: number): void {
    this.endpoint.seek(milliseconds)
  }

  pause(): void {
    this.endpoint.pause()
  }

  resume(): void {
    this.endpoint.resume()
  }

  record(
    options: StoredAudio & { maxSeconds: number; silenceSeconds: number; stopDigits: string },
    onEnded: (result: RecordingResult) => void,
  ): void {
    this.needOurs()
    const { file, ...limits } = options
    this.endpoint.record({
      path: file,
      ...limits,
      beep: true,
      onEnded: ({ reason, seconds, speechSeconds }) =>
        onEnded({ reason: reason === 'hangup' ? 'stopped' : reason, seconds, speechSeconds }),
    })
  }

  stopRecording(): void {
    this.endpoint.stopRecording()
  }

  onDigit(heard: (digit: string) => void): void {
    this.endpoint.onDigit(heard)
  }

  onSilence(tell: () => void): void {
    this.endpoint.onInactive(tell)
  }

  hearDigit(digit: string): void {
    this.endpoint.hearDigit(digit)
  }

  onLost(fire: (why: string) => void): void {
    this.endpoint.onLost(fire)
  }

  letGo(): void {
    this.part()
    if (this.endpoint.letGo) this.endpoint.letGo()
    else this.endpoint.close()
  }

  close(onStatistics?: (statistics: MediaStatistics) => void): void {
    this.leave()
    this.endpoint.close(onStatistics)
  }
}
