/**
 * One bound port pair and the party it faces. `takeRtp` runs once for every packet of every call: it allocates nothing, copies
 * nothing, and the very buffer it was given is sent on.
 */

import type { Socket } from 'node:dgram'
import { lawOf } from '../audio/g711.ts'
import type { BrowserParameters, OurParameters } from '../browser/browser-parameters.ts'
import type { MediaStatistics } from '../media-endpoint.ts'
import type { SignallingSource } from '../rtp/peer-latch.ts'
import type { SdesKeys } from '../sdes/sdes-audio.ts'
import type { Negotiated } from '../sdp/negotiated.ts'
import { EndpointCounts } from './endpoint-counts.ts'
import { EndpointReports } from './endpoint-reports.ts'
import { Hearing } from './hearing.ts'
import { OutgoingStream } from './outgoing-stream.ts'
import { Overhearing } from './overhearing.ts'
import type { Pacer } from './pacer.ts'
import { PartyPath, type PathHost, type PathUser } from './party-path.ts'
import { type RelayRoute, routeBetween, translate } from './relay-route.ts'
import type { SocketPair } from './socket-pair.ts'
import { Talker } from './talker.ts'

/** What an endpoint needs from the worker it lives in. */
export interface EndpointHost extends PathHost {
  readonly pacer: Pacer
  onDigit(endpoint: Endpoint, digit: string): void
  onLost(endpoint: Endpoint, why: string): void
  /** The first packet of RTP that this port pair has ever seen or sent: it may want its RTCP. */
  onAudio(endpoint: Endpoint): void
}

/** How long a digit is that came by signalling, milliseconds. */
const digitMs = 100

export class Endpoint implements PathUser {
  /** The lease it serves; 0 while the port rests. */
  lease = 0
  /** Whether inactivity is to be reported. */
  reportsInactivity = false
  /** Monotonic milliseconds of the last packet, or of the moment from which one may be expected. */
  lastHeard = 0
  /** When its silence was last told of, monotonic milliseconds. */
  silenceToldAt = 0
  /** The other endpoint of a relay. */
  other: Endpoint | undefined
  readonly pair: SocketPair
  readonly hearing: Hearing
  readonly #host: EndpointHost
  readonly #counts = new EndpointCounts()
  readonly #path: PartyPath
  readonly #reports: EndpointReports
  #remote: Negotiated | undefined
  #mayReceive = false
  /** What must change in packets on their way to the other endpoint. */
  #route: RelayRoute | undefined
  #stream: OutgoingStream | undefined
  #talker: Talker | undefined
  /** Somebody listens to what this party says and hears. */
  #overheard: Overhearing | undefined
  /** The party to whom this one listens. */
  #overhears: { readonly party: Endpoint; readonly overhearing: Overhearing } | undefined

  constructor(pair: SocketPair, host: EndpointHost, v6: boolean) {
    this.pair = pair
    this.#host = host
    this.hearing = new Hearing(
      () => host.clock.now(),
      (digit) => host.onDigit(this, digit),
    )
    this.#path = new PartyPath({ pair, v6, host, counts: this.#counts, user: this })
    this.#reports = new EndpointReports(host.clock, this.#path, this.#counts)
  }

  /** RTCP comes by this socket from now on. */
  hearReports(rtcp: Socket): void {
    this.#path.hearReports(rtcp)
  }

  get playing(): boolean {
    return this.#talker?.playing ?? false
  }

  /** Waiting for audio that does not come: a party that is not on hold and may send. */
  get expectsAudio(): boolean {
    return this.#mayReceive
  }

  /** Begins to serve a lease, with nothing left of the one before. */
  begin(lease: number): void {
    this.lease = lease
    this.#counts.begin()
    this.hearing.begin()
    this.lastHeard = this.#host.clock.now()
  }

  /** Ends the lease: packets that still come are ignored. Returns what there is to say about it. */
  end(): MediaStatistics {
    if (this.#stream && this.#stream.packets > 0 && !this.other)
      this.#reports.sayGoodbye(this.lease, this.#stream)
    const statistics = this.statistics()
    this.disconnect()
    this.#overhearNobody()
    this.#overheard = undefined
    this.#talker?.silence()
    this.#talker = undefined
    this.#stream = undefined
    this.hearing.end()
    this.#path.end()
    this.#remote = undefined
    this.lease = 0
    this.reportsInactivity = false
    this.silenceToldAt = 0
    this.#mayReceive = false
    return statistics
  }

  /** The party is a browser: audio is sealed, and goes where it lets us find it. */
  faceBrowser(local: OurParameters, remote: BrowserParameters | undefined): void {
    this.#path.faceBrowser(local, remote)
  }

  /** The party's audio is secured with these keys; without any, nothing is said or heard until there are some. */
  secure(keys: SdesKeys | undefined): void {
    this.#path.secure(keys)
  }

  setRemote(remote: Negotiated, allowFrom: SignallingSource | undefined): void {
    this.#remote = remote
    this.hearing.expect(remote)
    this.#path.expect(remote, allowFrom)
    this.#mayReceive = !remote.hold && remote.direction !== 'sendonly' && remote.direction !== 'inactive'
    this.lastHeard = this.#host.clock.now()
    this.silenceToldAt = 0
    this.#instructTalker()
    this.#renewRoutes()
  }

  connect(other: Endpoint): void {
    if (this.other === other) return
    this.disconnect()
    other.disconnect()
    this.other = other
    other.other = this
    this.#renewRoutes()
  }

  disconnect(): void {
    const { other } = this
    if (!other) return
    other.other = undefined
    other.#route = undefined
    this.other = undefined
    this.#route = undefined
  }

  /** This party hears what `party` says and hears, whoever that talks to; both are told by a tone. One listener at a time. */
  overhear(party: Endpoint): void {
    this.#overhearNobody()
    const overhearing = new Overhearing()
    this.#overhears = { party, overhearing }
    party.#overheard = overhearing
    this.talker().play({ open: () => [overhearing], loop: false, onEnd: () => {} })
  }

  #overhearNobody(): void {
    const { party, overhearing } = this.#overhears ?? {}
    // Whoever listens to that port by now goes on.
    if (party && party.#overheard === overhearing) party.#overheard = undefined
    this.#overhears = undefined
  }

  /** The voice of this endpoint, made when first needed. */
  talker(): Talker {
    if (this.#talker) return this.#talker
    this.#stream ??= new OutgoingStream((packet) => {
      if (this.#path.isOpen) this.#path.send(packet)
    })
    this.#reports.restart(this.#host.clock.now())
    this.#talker = new Talker(this.#stream, this.#host.pacer, () => this.#host.clock.now())
    this.#instructTalker()
    return this.#talker
  }

  /** A digit came by signalling: whom the party talks to gets it, too, unless it had it in the audio already. */
  hearDigit(digit: string): void {
    if (this.hearing.digit('signal', digit)) this.other?.sendDigits(digit, digitMs)
  }

  /** Sends digits, as events where the party takes them: of the source of the audio that is relayed to it (RFC 4733 §2.1). */
  sendDigits(digits: string, milliseconds: number): void {
    const talker = this.talker()
    if (this.other && talker.eventType !== undefined) this.#path.speakAsOne()
    talker.sendDigits(digits, milliseconds)
  }

  /** What only time brings about; called every second or so. @param now monotonic milliseconds */
  lookAfter(now: number): void {
    if (this.#remote && !this.#isToldByOther) this.#reports.report(now, this.lease, this.#stream)
    this.#path.lookAfter(now)
  }

  /** Of one that hears one voice no reports are sent on to it (`#sendOnRtcp`); of one that is transcoded none to the other. */
  get #isToldByOther(): boolean {
    return this.other !== undefined && !this.#path.hearsOneVoice && !this.other.#path.browser?.transcodes
  }

  statistics(): MediaStatistics {
    return {
      ...this.#counts.statistics(this.#remote),
      latchedTo: this.#path.latchedTo,
      ...this.#path.browser?.statistics(),
    }
  }

  takeRtp(packet: Buffer, now: number): void {
    const type = packet.readUInt8(1) & 0x7f
    const timestamp = packet.readUInt32BE(4)
    const ssrc = packet.readUInt32BE(8)
    const counts = this.#counts
    if (this.#stream?.ssrc === ssrc) {
      // Our own voice coming back is a loop, not a peer (RFC 3550 §8.2).
      counts.refused += 1
      return
    }
    this.lastHeard = now
    counts.bytesReceived += packet.length
    const sequence = packet.readUInt16BE(2)
    if (this.hearing.isEvent(type)) {
      counts.reception.count(ssrc, sequence)
      this.hearing.event(timestamp, packet)
    } else {
      counts.reception.note(ssrc, sequence, timestamp, now * counts.speaksIn(type, this.#remote))
      this.hearing.audio(type, ssrc, timestamp, packet, this.other === undefined)
    }
    const { other } = this
    if (other === undefined) return
    if (this.#overheard !== undefined) this.#tellSaid(packet, type)
    other.#sendOn(packet, type, this.#route)
  }

  takeRtcp(packet: Buffer): void {
    const { other } = this
    if (other !== undefined) other.#sendOnRtcp(packet)
  }

  onLost(why: string): void {
    this.#host.onLost(this, why)
  }

  onAudio(): void {
    this.#host.onAudio(this)
  }

  /** Sends on what the other party said; `route` says what must change in it. */
  #sendOn(packet: Buffer, type: number, route: RelayRoute | undefined): void {
    if (!this.#path.isOpen || this.#talker?.speaking) return
    if (route !== undefined && !translate(packet, type, route)) return
    if (this.#overheard !== undefined) this.#tellHeard(packet)
    this.#path.send(packet)
  }

  #sendOnRtcp(packet: Buffer): void {
    if (!this.#path.hearsOneVoice) this.#path.sendRtcp(packet)
  }

  #tellSaid(packet: Buffer, type: number): void {
    const law = this.hearing.lawOf(type)
    if (law) this.#overheard?.says(packet, law)
  }

  #tellHeard(packet: Buffer): void {
    const type = packet.readUInt8(1) & 0x7f
    const law = lawOf(this.#remote?.codecs.find((c) => c.send === type)?.name ?? '')
    if (law) this.#overheard?.hears(packet, law)
  }

  #instructTalker(): void {
    if (!this.#talker) return
    const codec = this.#remote?.codecs.find((c) => lawOf(c.name) !== undefined)
    this.#talker.law = codec && lawOf(codec.name)
    this.#talker.payloadType = codec?.send ?? 0
    this.#talker.eventType = this.#remote?.telephoneEvent?.send
  }

  #renewRoutes(): void {
    const { other } = this
    if (!other || !this.#remote || !other.#remote) return
    this.#route = routeBetween(this.#remote, other.#remote)
    other.#route = routeBetween(other.#remote, this.#remote)
  }
}
