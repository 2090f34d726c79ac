/**
 * One bound port pair and the party it faces. `#receiveRtp` runs once for every packet of every call: it allocates nothing,
 * copies nothing, and sends on the very buffer it was given.
 */

import { randomBytes } from 'node:crypto'
import type { RemoteInfo, Socket } from 'node:dgram'
import { isIPv4, isIPv6 } from 'node:net'
import { lawOf } from '../audio/g711.ts'
import { BrowserAudio } from '../browser/browser-audio.ts'
import type { BrowserParameters, OurParameters } from '../browser/browser-parameters.ts'
import type { MediaClock } from '../clock.ts'
import type { MediaStatistics } from '../media-endpoint.ts'
import { OneVoice } from '../rtp/one-voice.ts'
import { canonical, PeerLatch, type SignallingSource } from '../rtp/peer-latch.ts'
import { ReceptionStatistics } from '../rtp/reception-statistics.ts'
import { isRtcp, writeReport } from '../rtp/rtcp.ts'
import { isMuxedRtcp, isRtp } from '../rtp/rtp-packet.ts'
import { SdesAudio, type SdesKeys } from '../sdes/sdes-audio.ts'
import { isNowhere } from '../sdp/audio-description.ts'
import type { Negotiated } from '../sdp/negotiated.ts'
import { Hearing } from './hearing.ts'
import { OutgoingStream } from './outgoing-stream.ts'
import { Overhearing } from './overhearing.ts'
import type { Pacer } from './pacer.ts'
import { type RelayRoute, routeBetween, translate } from './relay-route.ts'
import type { SocketPair } from './socket-pair.ts'
import { Talker } from './talker.ts'

/** What an endpoint needs from the worker it lives in. */
export interface EndpointHost {
  readonly clock: MediaClock
  readonly pacer: Pacer
  /** Of the handshake with browsers, PEM. */
  readonly identity: { readonly certificate: string; readonly key: string }
  onDigit(endpoint: Endpoint, digit: string): void
  onLost(endpoint: Endpoint, why: string): void
  /** The first packet of RTP that this port pair has ever seen or sent: it may want its RTCP. */
  onAudio(endpoint: Endpoint): void
}

/** Milliseconds between our RTCP reports when we are the party ourselves (RFC 3550 §6.2). */
const reportEvery = 5000

/** How long a digit is that came by signalling, milliseconds. */
const digitMs = 100

export class Endpoint {
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
  readonly #v6: boolean
  readonly #latch = new PeerLatch()
  #remote: Negotiated | undefined
  #statistics = new ReceptionStatistics()
  #lastType = -1
  /** Units of its timestamps in a millisecond. */
  #lastRate = 8
  #bytesReceived = 0
  #refused = 0
  #firstPacketAt: number | undefined
  #toAddress = ''
  /** 0 while nothing may be sent. */
  #toPort = 0
  #sent = 0
  #bytesSent = 0
  #maySend = false
  #mayReceive = false
  #route: RelayRoute | undefined
  #rtcpPort = 0
  #stream: OutgoingStream | undefined
  #talker: Talker | undefined
  #reportedAt = 0
  /** The socket of RTCP is there, or was asked for. */
  #askedForReports: boolean
  /** What opens and seals, with a party whose audio is secured. */
  #secured: BrowserAudio | SdesAudio | undefined
  /** Somebody listens to what this party says and hears. */
  #overheard: Overhearing | undefined
  /** The party to whom this one listens. */
  #overhears: Endpoint | undefined
  /** One source for all that this party hears, once digits were sent to it among what others say. */
  #voice: OneVoice | undefined

  constructor(pair: SocketPair, host: EndpointHost, v6: boolean) {
    this.pair = pair
    this.#host = host
    this.#v6 = v6
    this.hearing = new Hearing(
      () => host.clock.now(),
      (digit) => host.onDigit(this, digit),
    )
    pair.rtp.on('message', (packet, from) => {
      if (this.#secured === undefined) this.#receiveRtp(packet, from)
      else this.#secured.receive(packet, from)
    })
    this.#askedForReports = pair.rtcp !== undefined
    if (pair.rtcp) this.hearReports(pair.rtcp)
  }

  /** RTCP comes by this socket from now on. */
  hearReports(rtcp: Socket): void {
    rtcp.on('message', (packet, from) => {
      if (this.#secured === undefined) this.#receiveRtcp(packet, from)
      else this.#secured.receiveRtcp(packet, from)
    })
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
    this.#statistics = new ReceptionStatistics()
    this.hearing.begin()
    this.lastHeard = this.#host.clock.now()
  }

  /** Ends the lease: packets that still come are ignored. Returns what there is to say about it. */
  end(): MediaStatistics {
    this.#sayGoodbye()
    const statistics = this.statistics()
    this.disconnect()
    this.#overhearNobody()
    this.#overheard = undefined
    this.#talker?.silence()
    this.#talker = undefined
    this.#stream = undefined
    this.#voice = undefined
    this.hearing.end()
    this.#latch.reset()
    this.#secured?.close()
    this.#secured = undefined
    this.#remote = undefined
    this.lease = 0
    this.reportsInactivity = false
    this.silenceToldAt = 0
    this.#lastType = -1
    this.#bytesReceived = 0
    this.#refused = 0
    this.#firstPacketAt = undefined
    this.#toPort = 0
    this.#sent = 0
    this.#bytesSent = 0
    this.#maySend = false
    this.#mayReceive = false
    this.#rtcpPort = 0
    return statistics
  }

  /** The party is a browser: audio is sealed, and goes where it lets us find it. */
  faceBrowser(local: OurParameters, remote: BrowserParameters | undefined): void {
    const browser = this.#browser ?? this.#newBrowserAudio()
    this.#secured = browser
    browser.begin(local, remote)
  }

  /** The party's audio is secured with these keys; without any, nothing is said or heard until there are some. */
  secure(keys: SdesKeys | undefined): void {
    if (!(this.#secured instanceof SdesAudio)) this.#secured = this.#newSdesAudio()
    if (keys) this.#secured.begin(keys)
  }

  lookAfterSecured(now: number): void {
    this.#secured?.lookAfter(now)
  }

  #newBrowserAudio(): BrowserAudio {
    return new BrowserAudio({
      ...this.#host.identity,
      now: () => this.#host.clock.now(),
      send: (packet, to) => this.pair.rtp.send(packet, to.port, to.address),
      onRtp: (packet) => {
        if (isRtp(packet)) this.#takeRtp(packet, this.#host.clock.now())
      },
      onRtcp: (packet) => {
        if (isRtcp(packet)) this.other?.relayRtcp(packet)
      },
      onLost: (why) => this.#host.onLost(this, why),
    })
  }

  #newSdesAudio(): SdesAudio {
    return new SdesAudio({
      now: () => this.#host.clock.now(),
      sendRtp: (sealed) => this.pair.rtp.send(sealed, this.#toPort, this.#toAddress),
      sendRtcp: (sealed) => this.#sendRtcpOut(sealed),
      onRtp: (packet, from) => this.#receiveRtp(packet, from),
      onRtcp: (packet, from) => this.#receiveRtcp(packet, from),
      onForged: () => {
        this.#refused += 1
      },
    })
  }

  setRemote(remote: Negotiated, allowFrom: SignallingSource | undefined): void {
    this.#remote = remote
    this.hearing.expect(remote)
    this.#browser?.expect(remote)
    this.#mayReceive = !remote.hold && remote.direction !== 'sendonly' && remote.direction !== 'inactive'
    this.#maySend = !isNowhere(remote.address) && remote.direction.startsWith('send')
    if (this.#latch.expect(remote.address, remote.port, allowFrom)) {
      const reachable = this.#v6 ? isIPv6(remote.address) : isIPv4(remote.address)
      this.#toAddress = reachable ? canonical(remote.address) : ''
      this.#toPort = reachable ? remote.port : 0
      this.#rtcpPort = remote.rtcpPort
    }
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
    this.#overhears = party
    party.#overheard = overhearing
    this.talker().play({ open: () => [overhearing], loop: false, onEnd: () => {} })
  }

  #overhearNobody(): void {
    if (this.#overhears) this.#overhears.#overheard = undefined
    this.#overhears = undefined
  }

  /** The voice of this endpoint, made when first needed. */
  talker(): Talker {
    if (this.#talker) return this.#talker
    this.#stream ??= new OutgoingStream((packet) => this.#send(packet))
    this.#reportedAt = this.#host.clock.now()
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
    if (this.other && talker.eventType !== undefined && this.#secured === undefined)
      this.#voice ??= new OneVoice(randomBytes(4).readUInt32BE(), randomBytes(6))
    talker.sendDigits(digits, milliseconds)
  }

  /** Sends the RTCP report that is due, when we are the party ourselves or cannot pass on the other's. */
  report(now: number): void {
    if (this.#isToldByOther || !this.#remote || now - this.#reportedAt < reportEvery) return
    if (this.#statistics.received === 0 && this.#sent === 0) return
    this.#reportedAt = now
    this.#sendReport(false)
  }

  /** Of one that hears one voice no reports are sent on to it (`relayRtcp`); of one that is transcoded none to the other. */
  get #isToldByOther(): boolean {
    return this.other !== undefined && !this.#hearsOneVoice && !this.other.#browser?.transcodes
  }

  get #browser(): BrowserAudio | undefined {
    return this.#secured instanceof BrowserAudio ? this.#secured : undefined
  }

  statistics(): MediaStatistics {
    const codec = this.#remote?.codecs.find((c) => c.receive === this.#lastType)
    const rate = codec?.clockRate ?? 8000
    return {
      received: this.#statistics.received,
      sent: this.#sent,
      lost: this.#statistics.lost,
      refused: this.#refused,
      jitterMs: (this.#statistics.jitter * 1000) / rate,
      bytesReceived: this.#bytesReceived,
      bytesSent: this.#bytesSent,
      codec: codec?.name,
      firstPacketAt: this.#firstPacketAt,
      latchedTo: this.#latch.port === 0 ? undefined : `${this.#latch.address}:${this.#latch.port}`,
      ...this.#browser?.statistics(),
    }
  }

  #receiveRtp(packet: Buffer, from: RemoteInfo): void {
    if (this.lease === 0) return
    const now = this.#host.clock.now()
    if (!isRtp(packet) || !this.#isPeer(from, now)) {
      this.#refused += 1
      return
    }
    if (isMuxedRtcp(packet)) this.other?.relayRtcp(packet)
    else this.#takeRtp(packet, now)
  }

  /** A packet that is the party's. */
  #takeRtp(packet: Buffer, now: number): void {
    const type = packet.readUInt8(1) & 0x7f
    const timestamp = packet.readUInt32BE(4)
    const ssrc = packet.readUInt32BE(8)
    if (this.#stream?.ssrc === ssrc) {
      // Our own voice coming back is a loop, not a peer (RFC 3550 §8.2).
      this.#refused += 1
      return
    }
    this.lastHeard = now
    this.#firstPacketAt ??= this.#host.clock.epoch()
    this.#bytesReceived += packet.length
    const sequence = packet.readUInt16BE(2)
    if (this.hearing.isEvent(type)) {
      this.#statistics.count(ssrc, sequence)
      this.hearing.event(timestamp, packet)
    } else {
      if (type !== this.#lastType) this.#speaksIn(type)
      this.#statistics.note(ssrc, sequence, timestamp, now * this.#lastRate)
      this.hearing.audio(type, ssrc, timestamp, packet, this.other === undefined)
    }
    const { other } = this
    if (other === undefined) return
    if (this.#overheard !== undefined) this.#tellSaid(packet, type)
    other.#forward(packet, type, this.#route)
  }

  #speaksIn(type: number): void {
    this.#lastType = type
    this.#lastRate = (this.#remote?.codecs.find((c) => c.receive === type)?.clockRate ?? 8000) / 1000
  }

  /** Sends on what the other party said; `route` says what must change in it. */
  #forward(packet: Buffer, type: number, route: RelayRoute | undefined): void {
    if (!this.#maySend || this.#toPort === 0 || this.#talker?.speaking) return
    if (route !== undefined && !translate(packet, type, route)) return
    if (this.#overheard !== undefined) this.#tellHeard(packet)
    this.#transmit(packet)
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

  #send(packet: Buffer): void {
    if (!this.#maySend || this.#toPort === 0) return
    this.#transmit(packet)
  }

  #transmit(packet: Buffer): void {
    this.#sent += 1
    if (!this.#askedForReports) this.#askForReports()
    this.#bytesSent += packet.length
    if (this.#secured !== undefined) this.#secured.sendRtp(packet)
    else {
      if (this.#voice !== undefined) this.#voice.take(packet, this.#host.clock.now())
      this.pair.rtp.send(packet, this.#toPort, this.#toAddress)
    }
  }

  /** Whoever hears one voice, whoever speaks: reports about others would only confuse it. */
  relayRtcp(packet: Buffer): void {
    if (!this.#hearsOneVoice) this.#sendRtcp(packet)
  }

  get #hearsOneVoice(): boolean {
    return this.#secured !== undefined || this.#voice !== undefined
  }

  #sendRtcp(packet: Buffer): void {
    if (this.#secured === undefined) this.#sendRtcpOut(packet)
    else this.#secured.sendRtcp(packet)
  }

  #sendRtcpOut(packet: Buffer): void {
    if (this.#toAddress === '' || isNowhere(this.#toAddress)) return
    if (this.#remote?.rtcpMux) {
      if (this.#toPort !== 0) this.pair.rtp.send(packet, this.#toPort, this.#toAddress)
    } else if (this.#rtcpPort !== 0) this.pair.rtcp?.send(packet, this.#rtcpPort, this.#toAddress)
  }

  #isPeer(from: RemoteInfo, now: number): boolean {
    const latch = this.#latch
    if (from.port === latch.port && from.address === latch.address) {
      if (this.#firstPacketAt === undefined) this.#audioBegins()
      return true
    }
    if (!latch.admit(from.address, from.port, now - this.lastHeard)) return false
    this.#toAddress = from.address
    this.#toPort = from.port
    if (this.#firstPacketAt === undefined) this.#audioBegins()
    return true
  }

  #audioBegins(): void {
    this.#firstPacketAt = this.#host.clock.epoch()
    this.#askForReports()
  }

  /** Asks for the socket of RTCP once in the life of the port pair: it stays bound, like the pair. */
  #askForReports(): void {
    if (this.#askedForReports || this.#remote?.rtcpMux) return
    this.#askedForReports = true
    this.#host.onAudio(this)
  }

  #receiveRtcp(packet: Buffer, from: RemoteInfo): void {
    if (this.lease === 0) return
    if (!isRtcp(packet) || from.address !== this.#toAddress) {
      this.#refused += 1
      return
    }
    this.#rtcpPort = from.port
    this.other?.relayRtcp(packet)
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

  #sendReport(bye: boolean): void {
    const secured = this.#secured
    const sender = this.#hearsOneVoice ? undefined : this.#stream?.sender(this.#host.clock.epoch())
    const ssrc = secured?.ssrc ?? this.#voice?.ssrc ?? this.#stream?.ssrc ?? this.lease
    const cname = `${this.lease}@mainline`
    const reception = this.#browser?.reception ?? this.#statistics
    this.#sendRtcp(writeReport({ ssrc, cname, bye, reception, ...(sender && { sender }) }))
  }

  #sayGoodbye(): void {
    if (this.#stream && this.#stream.packets > 0 && !this.other) this.#sendReport(true)
  }
}
