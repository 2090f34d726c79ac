/**
 * The way to one party and back: the sockets, whose packets are taken, where ours go, and what opens and seals them. `#receive`
 * and `send` run once for every packet of every call: they allocate nothing and copy nothing.
 */

import { randomBytes } from 'node:crypto'
import type { RemoteInfo, Socket } from 'node:dgram'
import { isIPv4, isIPv6 } from 'node:net'
import { BrowserAudio } from '../browser/browser-audio.ts'
import type { BrowserParameters, OurParameters } from '../browser/browser-parameters.ts'
import type { MediaClock } from '../clock.ts'
import { OneVoice } from '../rtp/one-voice.ts'
import { canonical, PeerLatch, type SignallingSource } from '../rtp/peer-latch.ts'
import { isRtcp } from '../rtp/rtcp.ts'
import { isMuxedRtcp, isRtp } from '../rtp/rtp-packet.ts'
import { SdesAudio, type SdesKeys } from '../sdes/sdes-audio.ts'
import { isNowhere } from '../sdp/audio-description.ts'
import type { Negotiated } from '../sdp/negotiated.ts'
import type { EndpointCounts } from './endpoint-counts.ts'
import type { SocketPair } from './socket-pair.ts'

/** Whom the packets of the party are for. */
export interface PathUser {
  /** 0: nobody, whatever comes is ignored. */
  readonly lease: number
  /** Monotonic milliseconds of the last packet, or of the moment from which one may be expected. */
  readonly lastHeard: number
  /** A packet that is the party's, its own to change. */
  takeRtp(packet: Buffer, now: number): void
  takeRtcp(packet: Buffer): void
  /** The browser is gone, or was never who it said. */
  onLost(why: string): void
  /** The first packet of RTP that the port pair has ever seen or sent, without RTCP so far: see `hearReports`. */
  onAudio(): void
}

/** What a path needs from the worker it lives in. */
export interface PathHost {
  readonly clock: MediaClock
  /** Of the handshake with browsers, PEM. */
  readonly identity: { readonly certificate: string; readonly key: string }
}

export interface PartyPathNeeds {
  readonly pair: SocketPair
  /** Its sockets are of IPv6. */
  readonly v6: boolean
  readonly host: PathHost
  readonly counts: EndpointCounts
  readonly user: PathUser
}

export class PartyPath {
  readonly #pair: SocketPair
  readonly #v6: boolean
  readonly #host: PathHost
  readonly #counts: EndpointCounts
  readonly #user: PathUser
  readonly #latch = new PeerLatch()
  #toAddress = ''
  /** 0 while nothing may be sent. */
  #toPort = 0
  #rtcpPort = 0
  /** RTCP goes by the port of RTP (RFC 5761). */
  #rtcpMux = false
  /** The party listens. */
  #maySend = false
  /** The socket of RTCP is there, or was asked for. */
  #askedForReports: boolean
  /** What opens and seals, with a party whose audio is secured. */
  #secured: BrowserAudio | SdesAudio | undefined
  /** One source for all that this party hears, once digits were sent to it among what others say. */
  #voice: OneVoice | undefined

  constructor({ pair, v6, host, counts, user }: PartyPathNeeds) {
    this.#pair = pair
    this.#v6 = v6
    this.#host = host
    this.#counts = counts
    this.#user = user
    pair.rtp.on('message', (packet, from) => {
      if (this.#secured === undefined) this.#receive(packet, from)
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

  /** Whether anything may be sent: the party listens, and it is known where. */
  get isOpen(): boolean {
    return this.#maySend && this.#toPort !== 0
  }

  /** Whoever speaks, the party hears one source: reports about others would only confuse it. */
  get hearsOneVoice(): boolean {
    return this.#secured !== undefined || this.#voice !== undefined
  }

  /** Of the one source that the party hears. */
  get ssrc(): number | undefined {
    return this.#secured?.ssrc ?? this.#voice?.ssrc
  }

  /** The party, where it is a browser. */
  get browser(): BrowserAudio | undefined {
    return this.#secured instanceof BrowserAudio ? this.#secured : undefined
  }

  /** `address:port` that packets really came from. */
  get latchedTo(): string | undefined {
    return this.#latch.port === 0 ? undefined : `${this.#latch.address}:${this.#latch.port}`
  }

  /** The party is a browser: audio is sealed, and goes where it lets us find it. */
  faceBrowser(local: OurParameters, remote: BrowserParameters | undefined): void {
    const browser = this.browser ?? this.#newBrowserAudio()
    this.#secured = browser
    browser.begin(local, remote)
  }

  /** The party's audio is secured with these keys; without any, nothing is said or heard until there are some. */
  secure(keys: SdesKeys | undefined): void {
    if (!(this.#secured instanceof SdesAudio)) this.#secured = this.#newSdesAudio()
    if (keys) this.#secured.begin(keys)
  }

  /** Called every second or so. @param now monotonic milliseconds */
  lookAfter(now: number): void {
    this.#secured?.lookAfter(now)
  }

  /** What was agreed on with the party. */
  expect(remote: Negotiated, allowFrom: SignallingSource | undefined): void {
    this.browser?.expect(remote)
    this.#rtcpMux = remote.rtcpMux
    this.#maySend = !isNowhere(remote.address) && remote.direction.startsWith('send')
    if (!this.#latch.expect(remote.address, remote.port, allowFrom)) return
    const reachable = this.#v6 ? isIPv6(remote.address) : isIPv4(remote.address)
    this.#toAddress = reachable ? canonical(remote.address) : ''
    this.#toPort = reachable ? remote.port : 0
    this.#rtcpPort = remote.rtcpPort
  }

  /** Nothing is left of the party. */
  end(): void {
    this.#latch.reset()
    this.#secured?.close()
    this.#secured = undefined
    this.#voice = undefined
    this.#toAddress = ''
    this.#toPort = 0
    this.#rtcpPort = 0
    this.#rtcpMux = false
    this.#maySend = false
  }

  /** From now on all that the party hears is of one source: what is put among the audio shares it (RFC 4733 §2.1). */
  speakAsOne(): void {
    if (this.#secured === undefined)
      this.#voice ??= new OneVoice(randomBytes(4).readUInt32BE(), randomBytes(6))
  }

  /** Sends a packet of RTP while the path `isOpen`. */
  send(packet: Buffer): void {
    this.#counts.sent += 1
    if (!this.#askedForReports) this.#askForReports()
    this.#counts.bytesSent += packet.length
    if (this.#secured !== undefined) this.#secured.sendRtp(packet)
    else {
      if (this.#voice !== undefined) this.#voice.take(packet, this.#host.clock.now())
      this.#pair.rtp.send(packet, this.#toPort, this.#toAddress)
    }
  }

  /** Sends RTCP where the party wants it, if it does. */
  sendRtcp(packet: Buffer): void {
    if (this.#secured === undefined) this.#sendRtcpOut(packet)
    else this.#secured.sendRtcp(packet)
  }

  #sendRtcpOut(packet: Buffer): void {
    if (this.#toAddress === '' || isNowhere(this.#toAddress)) return
    if (this.#rtcpMux) {
      if (this.#toPort !== 0) this.#pair.rtp.send(packet, this.#toPort, this.#toAddress)
    } else if (this.#rtcpPort !== 0) this.#pair.rtcp?.send(packet, this.#rtcpPort, this.#toAddress)
  }

  #receive(packet: Buffer, from: RemoteInfo): void {
    if (this.#user.lease === 0) return
    const now = this.#host.clock.now()
    if (!isRtp(packet) || !this.#isParty(from, now)) {
      this.#counts.refused += 1
      return
    }
    if (isMuxedRtcp(packet)) this.#user.takeRtcp(packet)
    else this.#user.takeRtp(packet, now)
  }

  #receiveRtcp(packet: Buffer, from: RemoteInfo): void {
    if (this.#user.lease === 0) return
    if (!isRtcp(packet) || from.address !== this.#toAddress) {
      this.#counts.refused += 1
      return
    }
    this.#rtcpPort = from.port
    this.#user.takeRtcp(packet)
  }

  #isParty(from: RemoteInfo, now: number): boolean {
    const latch = this.#latch
    if (from.port !== latch.port || from.address !== latch.address) {
      if (!latch.admit(from.address, from.port, now - this.#user.lastHeard)) return false
      this.#toAddress = from.address
      this.#toPort = from.port
    }
    if (this.#counts.firstPacketAt === undefined) this.#audioBegins()
    return true
  }

  #audioBegins(): void {
    this.#counts.firstPacketAt = this.#host.clock.epoch()
    this.#askForReports()
  }

  /** Asks for the socket of RTCP once in the life of the port pair: it stays bound, like the pair. */
  #askForReports(): void {
    if (this.#askedForReports || this.#rtcpMux) return
    this.#askedForReports = true
    this.#user.onAudio()
  }

  #newBrowserAudio(): BrowserAudio {
    return new BrowserAudio({
      ...this.#host.identity,
      now: () => this.#host.clock.now(),
      send: (packet, to) => this.#pair.rtp.send(packet, to.port, to.address),
      onRtp: (packet) => {
        if (!isRtp(packet)) return
        this.#counts.firstPacketAt ??= this.#host.clock.epoch()
        this.#user.takeRtp(packet, this.#host.clock.now())
      },
      onRtcp: (packet) => {
        if (isRtcp(packet)) this.#user.takeRtcp(packet)
      },
      onLost: (why) => this.#user.onLost(why),
    })
  }

  #newSdesAudio(): SdesAudio {
    return new SdesAudio({
      now: () => this.#host.clock.now(),
      sendRtp: (sealed) => this.#pair.rtp.send(sealed, this.#toPort, this.#toAddress),
      sendRtcp: (sealed) => this.#sendRtcpOut(sealed),
      onRtp: (packet, from) => this.#receive(packet, from),
      onRtcp: (packet, from) => this.#receiveRtcp(packet, from),
      onForged: () => {
        this.#counts.refused += 1
      },
    })
  }
}
