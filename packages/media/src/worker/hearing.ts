/** What is heard of a party besides what is sent on: digits, whichever way they come, and what is recorded. */
import { decode, type Law, lawOf } from '../audio/g711.ts'
import { ToneDigitDetector } from '../audio/tone-digits.ts'
import { payloadOf } from '../rtp/rtp-packet.ts'
import { TelephoneEventReceiver } from '../rtp/telephone-event.ts'
import type { Negotiated } from '../sdp/negotiated.ts'
import { type DigitWay, DigitWays } from './digit-ways.ts'
import type { Recorder } from './recorder.ts'

export class Hearing {
  recorder: Recorder | undefined
  /** Whether digits are to be reported. */
  reportsDigits = false
  readonly #now: () => number
  readonly #onDigit: (digit: string) => void
  #events = new TelephoneEventReceiver()
  #ways = new DigitWays()
  /** Listens for digits as tones; undefined where events were agreed on. */
  #tones: ToneDigitDetector | undefined
  #eventType = -1
  /** By the payload types that the party sends; looked up for every packet that is recorded. */
  #laws = new Map<number, Law>()

  constructor(now: () => number, onDigit: (digit: string) => void) {
    this.#now = now
    this.#onDigit = onDigit
  }

  /** Nothing is left of what was heard before. */
  begin(): void {
    this.#events = new TelephoneEventReceiver()
    this.#ways = new DigitWays()
  }

  end(): void {
    this.recorder?.end('hangup')
    this.recorder = undefined
    this.reportsDigits = false
    this.#tones = undefined
    this.#eventType = -1
  }

  /** What was agreed on with the party. */
  expect({ telephoneEvent, codecs }: Negotiated): void {
    this.#eventType = telephoneEvent?.receive ?? -1
    this.#tones = telephoneEvent ? undefined : (this.#tones ?? new ToneDigitDetector())
    this.#laws = new Map(codecs.flatMap(({ name, receive }) => pairOf(receive, lawOf(name))))
  }

  isEvent(payloadType: number): boolean {
    return payloadType === this.#eventType
  }

  /** The law of what the party sends by that payload type. */
  lawOf(payloadType: number): Law | undefined {
    return this.#laws.get(payloadType)
  }

  /** A packet of RFC 4733; noted whoever listens, since the same digit may come by signalling. */
  event(timestamp: number, packet: Buffer): void {
    const payload = payloadOf(packet)
    const digit = payload && this.#events.receive(timestamp, payload)
    if (digit !== undefined) this.digit('event', digit)
  }

  /** A packet of audio. @param alone the party hears us and nobody else */
  audio(payloadType: number, ssrc: number, timestamp: number, packet: Buffer, alone: boolean): void {
    // Only of somebody who has nothing better: it costs, and speech can sound like a digit.
    const tones = alone && this.reportsDigits && this.#ways.needsTones ? this.#tones : undefined
    if (this.recorder === undefined && tones === undefined) return
    const law = this.lawOf(payloadType)
    const payload = law && payloadOf(packet)
    if (!law || !payload) return
    this.recorder?.packet(ssrc, timestamp, payload, law, this.#now())
    if (tones) for (const digit of tones.push(decode(law, payload)) ?? '') this.digit('tone', digit)
  }

  /** A digit came in one of the ways. @returns whether it is heard: what has come by another already is not heard again */
  digit(way: DigitWay, digit: string): boolean {
    if (!this.#ways.accept(way, digit, this.#now())) return false
    this.recorder?.digit(digit)
    if (this.reportsDigits) this.#onDigit(digit)
    return true
  }
}

const pairOf = (type: number, law: Law | undefined): [number, Law][] => (law ? [[type, law]] : [])
