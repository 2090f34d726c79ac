/** A simulated phone's audio: one RTP socket that sends a tone or digits and keeps all it hears, at 8000 Hz. */

import { createSocket, type Socket } from 'node:dgram'
import { decode, lawOf } from '../src/audio/g711.ts'
import { measureTone } from '../src/audio/goertzel.ts'
import type { PcmSource } from '../src/audio/pcm-source.ts'
import { ToneGenerator } from '../src/audio/tone.ts'
import type { ToneSource } from '../src/audio-source.ts'
import { isRefusal } from '../src/errors.ts'
import { isRtp, payloadOf } from '../src/rtp/rtp-packet.ts'
import { TelephoneEventReceiver } from '../src/rtp/telephone-event.ts'
import type { LocalAudio, Negotiated } from '../src/sdp/negotiated.ts'
import { answerOffer, createOffer, readAnswer } from '../src/sdp/offer-answer.ts'
import { systemClock } from '../src/system-clock.ts'
import { OutgoingStream } from '../src/worker/outgoing-stream.ts'
import { Pacer } from '../src/worker/pacer.ts'
import { Talker } from '../src/worker/talker.ts'

/** Ten minutes: a phone that forgets to hang up shall not eat the memory of a test run. */
const maxHeard = 30_000

/** All phones of a process share one timer. */
const pacer = new Pacer(systemClock)

export interface RtpPhoneOptions {
  /** 127.0.0.1 by default. */
  readonly address?: string
  /** Codecs in order of preference; PCMA, PCMU by default. */
  readonly codecs?: readonly string[]
  /** Share of packets lost, both ways; 0 by default. */
  readonly loss?: number
}

export class RtpPhone {
  /** Digits heard by RFC 4733. */
  digits = ''
  /** RTP packets received and sent. */
  received = 0
  sent = 0
  readonly #socket: Socket
  readonly #address: string
  readonly #codecs: readonly string[] | undefined
  readonly #talker: Talker
  readonly #loss: number
  readonly #events = new TelephoneEventReceiver()
  #heard: Int16Array[] = []
  #negotiated: Negotiated | undefined
  #version = 1
  #lastOffer = ''

  private constructor(socket: Socket, options: RtpPhoneOptions) {
    this.#socket = socket
    this.#address = options.address ?? '127.0.0.1'
    this.#codecs = options.codecs
    this.#loss = options.loss ?? 0
    const stream = new OutgoingStream((packet) => this.#send(packet))
    this.#talker = new Talker(stream, pacer, () => systemClock.now())
    socket.on('message', (packet) => this.#receive(packet))
    socket.on('error', () => {})
  }

  /** Binds any port. */
  static async open(options: RtpPhoneOptions = {}): Promise<RtpPhone> {
    const address = options.address ?? '127.0.0.1'
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4')
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      socket.bind(0, address, () => {
        socket.off('error', reject)
        resolve()
      })
    })
    return new RtpPhone(socket, options)
  }

  get port(): number {
    return this.#socket.address().port
  }

  /** A session description that offers this phone's audio. */
  offer(direction?: LocalAudio['direction']): string {
    this.#lastOffer = createOffer({ ...this.#local(), ...(direction ? { direction } : {}) })
    return this.#lastOffer
  }

  /** Takes an offer and returns the answer; audio may flow from now on. Throws when there is no common codec. */
  answer(offer: string): string {
    const answer = answerOffer(offer, this.#local())
    if (isRefusal(answer)) throw new Error(answer.detail)
    this.#use(answer.negotiated)
    return answer.text
  }

  /** Takes the answer to the last offer. */
  accept(answer: string): void {
    const negotiated = readAnswer(this.#lastOffer, answer)
    if (isRefusal(negotiated)) throw new Error(negotiated.detail)
    this.#use(negotiated)
  }

  /** Sends a tone until `hush` or for as long as the source lasts. */
  speak(tone: ToneSource | number): void {
    const source: ToneSource =
      typeof tone === 'number' ? { kind: 'tone', frequencies: [tone], level: -10 } : tone
    this.#talker.play({
      open: (): readonly PcmSource[] => [new ToneGenerator(source)],
      loop: false,
      onEnd: () => {},
    })
  }

  /** Stops sending, silence included. */
  hush(): void {
    this.#talker.stop()
  }

  press(digits: string, milliseconds = 100): void {
    this.#talker.sendDigits(digits, milliseconds)
  }

  /** All samples heard so far, or the last `seconds` of them, as they arrived. */
  heard(seconds = Number.POSITIVE_INFINITY): Int16Array {
    const all = new Int16Array(this.#heard.reduce((sum, block) => sum + block.length, 0))
    let at = 0
    for (const block of this.#heard) {
      all.set(block, at)
      at += block.length
    }
    return Number.isFinite(seconds) ? all.subarray(Math.max(0, all.length - seconds * 8000)) : all
  }

  /** Level in dBFS of a frequency in the last `seconds` heard; -Infinity when nothing was. */
  level(hertz: number, seconds = 0.5): number {
    return measureTone(this.heard(seconds), hertz)
  }

  /** Forgets what was heard. */
  forget(): void {
    this.#heard = []
    this.digits = ''
  }

  close(): void {
    this.#talker.silence()
    this.#socket.close()
  }

  #local(): LocalAudio {
    const codecs = this.#codecs ? { codecs: this.#codecs } : {}
    return {
      address: this.#address,
      port: this.port,
      sessionId: this.port,
      version: this.#version,
      ...codecs,
    }
  }

  #use(negotiated: Negotiated): void {
    this.#negotiated = negotiated
    this.#version += 1
    const codec = negotiated.codecs[0]
    this.#talker.law = codec && lawOf(codec.name)
    this.#talker.payloadType = codec?.send ?? 0
    this.#talker.eventType = negotiated.telephoneEvent?.send
  }

  #send(packet: Buffer): void {
    const remote = this.#negotiated
    if (!remote?.direction.startsWith('send')) return
    this.sent += 1
    if (Math.random() < this.#loss) return
    this.#socket.send(packet, remote.port, remote.address)
  }

  #receive(packet: Buffer): void {
    const payload = isRtp(packet) ? payloadOf(packet) : undefined
    if (!payload || Math.random() < this.#loss) return
    this.received += 1
    const type = packet.readUInt8(1) & 0x7f
    if (type === this.#negotiated?.telephoneEvent?.receive) {
      this.digits += this.#events.receive(packet.readUInt32BE(4), payload) ?? ''
      return
    }
    const codec = this.#negotiated?.codecs.find((c) => c.receive === type)
    const law = codec && lawOf(codec.name)
    if (!law) return
    this.#heard.push(decode(law, payload))
    if (this.#heard.length > maxHeard) this.#heard.shift()
  }
}
