/**
 * What turns an RTP endpoint into one that faces a browser: everything that comes is told apart (RFC 7983), checks are
 * answered, the handshake is made, audio opened and sealed, and Opus made G.711. The endpoint behind it sees plain RTP.
 */
import { randomBytes } from 'node:crypto'
import type { MediaStatistics } from '../media-endpoint.ts'
import { OpusLeg } from '../opus/opus-leg.ts'
import { OneVoice } from '../rtp/one-voice.ts'
import type { ReceptionStatistics } from '../rtp/reception-statistics.ts'
import type { Negotiated } from '../sdp/negotiated.ts'
import type { BrowserParameters, OpusTypes, OurParameters } from './browser-parameters.ts'
import { type Handshake, type HandshakeKeys, loadHandshakes, openHandshake } from './dtls-handshake.ts'
import { LiteAgent, type Source } from './lite-agent.ts'
import { SrtpReceiver, SrtpSender } from './srtp.ts'

export interface BrowserAudioNeeds {
  /** PEM, of our side of the handshake. */
  readonly certificate: string
  readonly key: string
  /** Monotonic milliseconds. */
  now(): number
  send(packet: Buffer, to: Source): void
  onRtp(packet: Buffer): void
  onRtcp(packet: Buffer): void
  /** The browser is gone, or was never who it said. Called once. */
  onLost(why: string): void
}

/** Milliseconds without a check or audio after which the browser is gone: it checks every two or three seconds. */
const lostAfter = 6_000
/** Milliseconds from the answer in which there must be keys. */
const connectWithin = 15_000

export class BrowserAudio {
  readonly #needs: BrowserAudioNeeds
  readonly #agent: LiteAgent
  #voice: OneVoice | undefined
  #expected: BrowserParameters | undefined
  #expectedSince = 0
  #handshake: Handshake | undefined
  #opening = false
  #sender: SrtpSender | undefined
  #receiver: SrtpReceiver | undefined
  /** Where the browser speaks Opus. */
  #opus: OpusLeg | undefined
  #negotiated: Negotiated | undefined
  #lastHeard = 0
  #over = false

  constructor(needs: BrowserAudioNeeds) {
    this.#needs = needs
    this.#agent = new LiteAgent((packet, to) => needs.send(packet, to))
    // Loaded while it rings, so that the answer need not wait.
    void loadHandshakes()
  }

  /** Our credentials, and the browser's description once it is known. */
  begin(local: OurParameters, remote: BrowserParameters | undefined): void {
    this.#agent.begin(local, remote)
    this.#voice ??= new OneVoice(local.ssrc, randomBytes(6))
    if (remote === undefined) return
    this.#expected = remote
    this.#speakOpus(remote.opus)
    if (this.#sender === undefined) this.#expectedSince = this.#needs.now()
  }

  /** What is spoken, as everybody but the browser sees it. */
  expect(negotiated: Negotiated): void {
    this.#negotiated = negotiated
    this.#opus?.expect(negotiated)
  }

  /** What it sends and is sent is not what the endpoint sees: reports about the one are none about the other. */
  get transcodes(): boolean {
    return this.#opus !== undefined
  }

  /** What came of the browser, where that is counted here. */
  get reception(): ReceptionStatistics | undefined {
    return this.#opus?.reception
  }

  /** What is counted here. */
  statistics(): Partial<MediaStatistics> | undefined {
    return this.#opus?.statistics()
  }

  receive(packet: Buffer, from: Source): void {
    const first = packet[0] ?? 255
    if (this.#over) return
    if (first < 4) this.#onCheck(packet, from)
    else if (!this.#agent.isProven(from)) return
    else if (first >= 20 && first < 64) this.#onHandshake(packet)
    else if (first >= 128 && first < 192) this.#onAudio(packet)
  }

  /** Theirs comes with the audio. */
  receiveRtcp(_packet: Buffer, _from: Source): void {}

  /** The source that the browser hears. */
  get ssrc(): number | undefined {
    return this.#voice?.ssrc
  }

  sendRtp(packet: Buffer): void {
    if (this.#sender === undefined) return
    this.#voice?.take(packet, this.#needs.now())
    if (this.#opus) this.#opus.send(packet)
    else this.#seal(packet)
  }

  sendRtcp(packet: Buffer): void {
    const sealed = this.#sender?.rtcp(packet)
    if (sealed) this.#send(sealed)
  }

  /** Called every second or so. */
  lookAfter(now: number): void {
    if (this.#expected === undefined) return
    if (this.#sender === undefined) {
      if (now - this.#expectedSince >= connectWithin) this.#lose('the browser was never reached')
    } else if (now - this.#lastHeard >= lostAfter) this.#lose('nothing is heard of the browser')
  }

  close(): void {
    this.#over = true
    this.#opus?.close()
    this.#handshake?.close()
  }

  #speakOpus(types: OpusTypes | undefined): void {
    if (types && this.#opus) {
      this.#opus.types = types
      return
    }
    this.#opus?.close()
    this.#opus =
      types &&
      new OpusLeg(types, {
        onRtp: (packet) => this.#needs.onRtp(packet),
        send: (packet) => this.#seal(packet),
        onFailed: () => this.#lose('there is no Opus here'),
      })
    if (this.#negotiated) this.#opus?.expect(this.#negotiated)
  }

  #onCheck(packet: Buffer, from: Source): void {
    if (this.#agent.receive(packet, from)) this.#lastHeard = this.#needs.now()
  }

  #onHandshake(packet: Buffer): void {
    if (this.#handshake) this.#handshake.receive(packet)
    else if (this.#expected) void this.#open(this.#expected, packet)
  }

  async #open({ fingerprint }: BrowserParameters, hello: Buffer): Promise<void> {
    if (this.#opening) return
    this.#opening = true
    const library = await loadHandshakes()
    if (this.#over) return
    const { certificate, key } = this.#needs
    this.#handshake = openHandshake(library, {
      certificate,
      key,
      expected: fingerprint,
      send: (packet) => this.#send(packet),
      onKeys: (keys) => this.#onKeys(keys),
      onEnd: (why) => this.#lose(why),
    })
    this.#handshake.receive(hello)
  }

  #onKeys({ ours, theirs }: HandshakeKeys): void {
    this.#sender = new SrtpSender(ours)
    this.#receiver = new SrtpReceiver(theirs)
    this.#lastHeard = this.#needs.now()
  }

  /** RTCP shares the port (RFC 5761 §4). */
  #onAudio(packet: Buffer): void {
    const type = packet[1] ?? 0
    const isRtcp = type >= 192 && type <= 223
    const opened = isRtcp ? this.#receiver?.rtcp(packet) : this.#receiver?.rtp(packet)
    if (!opened) return
    const now = this.#needs.now()
    this.#lastHeard = now
    if (!isRtcp) {
      if (!this.#opus?.receive(opened, now)) this.#needs.onRtp(opened)
    } else if (this.#opus === undefined) this.#needs.onRtcp(opened)
    else this.#opus.onRtcp(opened, this.#voice?.ssrc ?? 0)
  }

  #seal(packet: Buffer): void {
    const sealed = this.#sender?.rtp(packet)
    if (sealed) this.#send(sealed)
  }

  #send(packet: Buffer): void {
    const { selected } = this.#agent
    if (selected.port !== 0 && !this.#over) this.#needs.send(packet, selected)
  }

  #lose(why: string): void {
    if (this.#over) return
    this.close()
    this.#needs.onLost(why)
  }
}
