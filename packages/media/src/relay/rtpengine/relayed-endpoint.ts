/**
 * An endpoint whose port is one of rtpengine's. As long as its party talks to another such party its audio does not come here;
 * when it is played to, recorded, overheard or not connected, it passes through an endpoint of the built-in plane behind it.
 */

import { isIP } from 'node:net'
import type { AudioSource } from '../../audio-source.ts'
import type { BrowserParameters, OurParameters } from '../../browser/browser-parameters.ts'
import type {
  EndpointKeepsake,
  MediaEndpoint,
  MediaStatistics,
  PlayOptions,
  RecordingResult,
  RecordOptions,
  RemoteOptions,
} from '../../media-endpoint.ts'
import { canonical, isUnroutable, type SignallingSource } from '../../rtp/peer-latch.ts'
import type { SdesKeys } from '../../sdes/sdes-audio.ts'
import { isNowhere } from '../../sdp/audio-description.ts'
import type { Negotiated } from '../../sdp/negotiated.ts'
import type { Link } from './link.ts'
import { nowhere, type Point } from './link-description.ts'
import { PartyWatch, type Whereabouts } from './party-watch.ts'
import type { Seat } from './relay-session.ts'
import { allOf } from './relayed-statistics.ts'
import type { StreamCounts } from './stream-counts.ts'

/** What an endpoint needs of the plane that it belongs to. */
export interface RelayedEndpointHost {
  /** An endpoint of the built-in plane; undefined when it has no port left. */
  openInside(): MediaEndpoint | undefined
  /** A seat of another session, when its own is lost. */
  takeSeat(party: RelayedEndpoint): Seat | undefined
  /** Whom it talks to, or whether it must be heard here, has changed. */
  arrange(party: RelayedEndpoint): void
  forget(party: RelayedEndpoint): void
  now(): number
  readonly inactivity: number
}

/** A seat in a session of rtpengine, and who is there. */
export interface SeatKeepsake {
  readonly id: number
  readonly node: string
  readonly callId: string
  readonly points: readonly [Point, Point]
  readonly tag: string
  readonly remote: Negotiated
  readonly allowFrom: SignallingSource | null
}

const noFile: RecordingResult = {
  reason: 'failed',
  seconds: 0,
  speechSeconds: 0,
  error: 'all media ports are in use',
}

export class RelayedEndpoint implements MediaEndpoint {
  readonly id: number
  seat: Seat | undefined
  remote: Negotiated | undefined
  link: Link | undefined
  /** Whom it hears and is heard by: of the same kind, or of the built-in plane. */
  partner: MediaEndpoint | undefined
  version = 1
  sentByRelay = 0
  closed = false
  /** Others that hear what it says and hears. */
  listeners = 0
  overhears: RelayedEndpoint | undefined
  readonly #host: RelayedEndpointHost
  readonly #watch: PartyWatch
  #allowFrom: RemoteOptions['allowFrom']
  #inside: MediaEndpoint | undefined
  readonly #insideEnds: Promise<MediaStatistics>[] = []
  /** What waits until somebody can hear it. */
  #waiting: (() => void)[] = []
  #isHeard = false
  /** The newest thing that plays; 0: nothing. */
  #playing = 0
  #plays = 0
  #isRecording = false
  #hasMoved = false
  #heard: ((digit: string) => void) | undefined
  #inactive: (() => void) | undefined
  #lost: ((why: string) => void) | undefined
  #moved: (() => void) | undefined

  constructor(host: RelayedEndpointHost, id: number) {
    this.#host = host
    this.id = id
    this.#watch = new PartyWatch(host.inactivity)
  }

  get port(): number {
    return this.seat?.point.port ?? this.inside()?.port ?? 0
  }

  get address(): string {
    return this.seat?.point.address ?? this.inside()?.address ?? ''
  }

  /** Its audio has to pass through here. */
  get isBusy(): boolean {
    return this.#playing > 0 || this.#isRecording || this.listeners > 0 || this.overhears !== undefined
  }

  get hasInside(): boolean {
    return this.#inside !== undefined
  }

  get maySend(): boolean {
    const { remote } = this
    return remote !== undefined && !isNowhere(remote.address) && remote.direction.startsWith('send')
  }

  /** Where rtpengine is to look for the party; undefined while nobody can say. */
  get whereabouts(): Whereabouts | undefined {
    const { remote } = this
    if (!remote) return undefined
    const said = canonical(remote.address)
    const seen = this.#allowFrom && canonical(this.#allowFrom.address)
    const isElsewhere =
      seen !== undefined && seen !== said && (this.#allowFrom?.always === true || isUnroutable(said))
    // On hold in the old way: it says nowhere, and hears nothing (RFC 3264 §8.4).
    if (isNowhere(said)) return { ...nowhere, isLearnt: false }
    const address = isElsewhere ? seen : said
    return isIP(address)
      ? { address, port: remote.port, isLearnt: isElsewhere || this.#watch.learns }
      : undefined
  }

  /** The endpoint of the built-in plane behind it, or that has taken its place; undefined when there is no port for one. */
  inside(): MediaEndpoint | undefined {
    if (this.#inside || this.closed) return this.#inside
    const inside = this.#host.openInside()
    this.#inside = inside
    if (!inside) return undefined
    if (this.#heard) inside.onDigit(this.#heard)
    if (this.#inactive) inside.onInactive(this.#inactive)
    if (this.#lost) inside.onLost(this.#lost)
    if (!this.seat && this.remote) this.#faceParty(inside, this.remote)
    return inside
  }

  /** The endpoint behind it is not needed any more. */
  dropInside(): void {
    const inside = this.#inside
    this.#inside = undefined
    this.#isHeard = false
    if (inside) this.#insideEnds.push(new Promise((resolve) => inside.close(resolve)))
  }

  /** rtpengine's inside port is there: for the endpoint behind it, that is the party. */
  faceInside(point: Point): void {
    const { remote } = this
    if (!remote) return
    this.#inside?.setRemote({ ...remote, ...point, rtcpPort: point.port + (remote.rtcpMux ? 0 : 1) })
  }

  /** The link is made; what waited for somebody to hear it begins. */
  joined(link: Link): void {
    if (link !== this.link || link.ends.length > 1) return
    this.#isHeard = true
    for (const order of this.#waiting.splice(0)) order()
  }

  /** What rtpengine has counted at a look. */
  judge(counts: StreamCounts): void {
    const { whereabouts, remote } = this
    if (!whereabouts || !remote) return
    const { learns, isSilent } = this.#watch.look(counts, whereabouts, this.#host.now())
    if (learns !== whereabouts.isLearnt) {
      this.version += 1
      this.#host.arrange(this)
    }
    // The endpoint behind it knows better, where there is one.
    if (isSilent && mayBeHeard(remote) && !this.#inside) this.#inactive?.()
  }

  /** Its session is lost: another port, here when there is no other rtpengine, of which the party must hear. */
  moveAway(): void {
    this.link = undefined
    // Whoever loses one after another is better off here.
    this.seat = this.#hasMoved ? undefined : this.#host.takeSeat(this)
    this.#hasMoved = true
    this.#watch.begin()
    this.#isHeard = false
    if (!this.seat) this.#becomeLocal()
    this.#host.arrange(this)
    this.#moved?.()
  }

  setRemote(remote: Negotiated, { allowFrom }: RemoteOptions = {}): void {
    if (this.closed) return
    if (remote.address !== this.remote?.address || remote.port !== this.remote.port)
      this.#watch.forgetSource()
    this.remote = remote
    this.#allowFrom = allowFrom
    this.version += 1
    this.#watch.forgetSilence()
    if (!this.seat && this.#inside) this.#faceParty(this.#inside, remote)
    this.#host.arrange(this)
  }

  faceBrowser(local: OurParameters, remote?: BrowserParameters): void {
    this.#stayLocal()
    this.#inside?.faceBrowser(local, remote)
  }

  secure(keys?: SdesKeys): void {
    this.#stayLocal()
    this.#inside?.secure(keys)
  }

  onLost(fire: (why: string) => void): void {
    this.#lost = fire
    this.#inside?.onLost(fire)
  }

  onMoved(fire: () => void): void {
    this.#moved = fire
  }

  play(source: AudioSource | readonly AudioSource[], options: PlayOptions = {}): void {
    if (this.closed) return
    this.#plays += 1
    const play = this.#plays
    this.#playing = play
    const onEnd: PlayOptions['onEnd'] = (reason) => {
      if (play === this.#playing) {
        this.#playing = 0
        if (!this.closed) this.#host.arrange(this)
      }
      options.onEnd?.(reason)
    }
    this.#order(
      (inside) => inside.play(source, { ...options, onEnd }),
      () => onEnd('failed'),
    )
  }

  stopPlaying(): void {
    if (this.closed || this.#playing === 0) return
    this.#playing = 0
    this.#order((inside) => inside.stopPlaying())
    this.#host.arrange(this)
  }

  seek(milliseconds: number): void {
    this.#order((inside) => inside.seek(milliseconds))
  }

  pause(): void {
    this.#order((inside) => inside.pause())
  }

  resume(): void {
    this.#order((inside) => inside.resume())
  }

  record(options: RecordOptions): void {
    if (this.closed) return
    this.#isRecording = true
    const onEnded = (result: RecordingResult) => {
      this.#isRecording = false
      if (!this.closed) this.#host.arrange(this)
      options.onEnded(result)
    }
    this.#order(
      (inside) => inside.record({ ...options, onEnded }),
      () => onEnded(noFile),
    )
  }

  stopRecording(): void {
    if (this.#isRecording) this.#order((inside) => inside.stopRecording())
  }

  onDigit(heard: (digit: string) => void): void {
    this.#heard = heard
    this.#inside?.onDigit(heard)
  }

  hearDigit(digit: string): void {
    if (this.#inside) this.#inside.hearDigit(digit)
    else this.#heard?.(digit)
  }

  sendDigits(digits: string, milliseconds?: number): void {
    this.#order(
      (inside) => inside.sendDigits(digits, milliseconds),
      () => {},
    )
  }

  onInactive(fire: () => void): void {
    this.#inactive = fire
    this.#inside?.onInactive(fire)
  }

  keepsake(): EndpointKeepsake | undefined {
    const { id, seat, remote, closed } = this
    if (!seat || !remote || closed) return undefined
    const { node, callId, seats } = seat.session
    const points = [seats[0].point, seats[1].point] as const
    const kept: SeatKeepsake = {
      id,
      node,
      callId,
      points,
      tag: seat.tag,
      remote,
      allowFrom: this.#allowFrom ?? null,
    }
    return { ...kept }
  }

  /** @param remote who the party is to the process that it was of before */
  goOn(remote: Negotiated, allowFrom: RemoteOptions['allowFrom']): void {
    this.remote = remote
    this.#allowFrom = allowFrom
  }

  letGo(): void {
    if (this.closed) return
    const { seat } = this
    this.#waiting.length = 0
    this.#host.forget(this)
    this.dropInside()
    this.closed = true
    this.link = undefined
    seat?.session.letGo()
  }

  close(onStatistics?: (statistics: MediaStatistics) => void): void {
    if (this.closed) return
    const { link, seat } = this
    for (const order of this.#waiting.splice(0)) order()
    this.#host.forget(this)
    this.dropInside()
    this.closed = true
    this.#heard = undefined
    this.#inactive = undefined
    this.#lost = undefined
    this.#moved = undefined
    void this.#leave(link, seat).then(onStatistics)
  }

  async #leave(link: Link | undefined, seat: Seat | undefined): Promise<MediaStatistics> {
    await link?.end()
    this.link = undefined
    const counts = await seat?.session.leave(seat)
    const insides = await Promise.all(this.#insideEnds)
    return allOf(this, counts, insides)
  }

  /** Does it as soon as it can be heard, all in their order. */
  #order(order: (inside: MediaEndpoint) => void, otherwise?: () => void): void {
    if (this.closed || (!this.#inside && !otherwise)) return
    const inside = this.inside()
    if (!inside) {
      if (otherwise) queueMicrotask(otherwise)
      return
    }
    this.#host.arrange(this)
    if (this.#isHeard || !this.seat) order(inside)
    else this.#waiting.push(() => order(inside))
  }

  #faceParty(inside: MediaEndpoint, remote: Negotiated): void {
    inside.setRemote(remote, this.#allowFrom && { allowFrom: this.#allowFrom })
  }

  /** Its audio is secured, which is done here; the party is shown the port that this gives it. */
  #stayLocal(): void {
    const { seat, link } = this
    if (!seat) return
    this.seat = undefined
    this.link = undefined
    void link?.end()
    void seat.session.leave(seat)
    this.#becomeLocal()
    this.#host.arrange(this)
  }

  #becomeLocal(): void {
    this.inside()
    if (this.remote && this.#inside) this.#faceParty(this.#inside, this.remote)
    for (const order of this.#waiting.splice(0)) order()
  }
}

const mayBeHeard = ({ hold, direction }: Negotiated): boolean =>
  !hold && direction !== 'sendonly' && direction !== 'inactive'
