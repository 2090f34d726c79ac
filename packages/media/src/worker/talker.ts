/** The voice of an endpoint: plays sources one after another and sends digits, a packet every 20 ms. */

import { encodeInto, type Law } from '../audio/g711.ts'
import type { PcmSource } from '../audio/pcm-source.ts'
import { digitTone, ToneGenerator } from '../audio/tone.ts'
import { rtpHeaderSize } from '../rtp/rtp-packet.ts'
import { eventCode, writeEvent } from '../rtp/telephone-event.ts'
import { frameSamples, type OutgoingStream } from './outgoing-stream.ts'
import { frameMs, type Paced, type Pacer } from './pacer.ts'

/** Milliseconds of quiet between two digits. */
const betweenDigits = 60

export interface Playback {
  /** Opens the sources from their beginning. */
  readonly open: () => readonly PcmSource[]
  readonly loop: boolean
  readonly onEnd: () => void
}

interface Digit {
  readonly code: number
  readonly frames: number
  /** Its sound, for a peer that takes no events. */
  readonly tone: ToneGenerator
}

/** Digits go before audio: while one is sent the playback stands still. To a peer that takes no events they are tones. */
export class Talker implements Paced {
  /** The law to speak and its payload type; undefined while nobody may be spoken to. */
  law: Law | undefined
  payloadType = 0
  eventType: number | undefined
  readonly #stream: OutgoingStream
  readonly #pacer: Pacer
  readonly #now: () => number
  readonly #samples = new Int16Array(frameSamples)
  #playback: Playback | undefined
  #paused = false
  #sources: readonly PcmSource[] = []
  #index = 0
  #digits: Digit[] = []
  #digitFrame = 0
  #restFrames = 0
  #talking = false
  #idleSince: number | undefined

  constructor(stream: OutgoingStream, pacer: Pacer, now: () => number) {
    this.#stream = stream
    this.#pacer = pacer
    this.#now = now
  }

  get playing(): boolean {
    return this.#playback !== undefined
  }

  /** The peer is to hear this and nothing else. */
  get speaking(): boolean {
    return this.#playback !== undefined || (this.#digits.length > 0 && this.eventType === undefined)
  }

  play(playback: Playback): void {
    this.#playback = playback
    this.#paused = false
    this.#sources = playback.open()
    this.#index = 0
    this.#start()
  }

  stop(): void {
    this.#playback = undefined
    this.#sources = []
  }

  /** Moves within the present source, as far as it can. */
  seek(milliseconds: number): void {
    this.#sources[this.#index]?.skip?.(milliseconds * 8)
  }

  /** What plays stands still until `resume`, or until something else is played. */
  pause(): void {
    this.#paused = true
  }

  resume(): void {
    if (!this.#paused) return
    this.#paused = false
    if (this.#playback) this.#start()
  }

  sendDigits(digits: string, milliseconds: number): void {
    const frames = Math.max(2, Math.round(milliseconds / frameMs))
    for (const digit of digits) {
      const code = eventCode(digit)
      if (code !== undefined) this.#digits.push({ code, frames, tone: new ToneGenerator(digitTone(digit)) })
    }
    if (this.#digits.length > 0) this.#start()
  }

  /** Nothing is sent any more, whatever was waiting. */
  silence(): void {
    this.stop()
    this.#digits = []
    this.#pacer.remove(this)
  }

  frame(): void {
    if (this.#restFrames > 0) this.#restFrames -= 1
    else if (this.#digits.length > 0) this.#digitStep()
    else if (this.#playback && !this.#paused) this.#audioStep()
    else {
      this.#pacer.remove(this)
      this.#idleSince = this.#now()
      return
    }
    this.#stream.advance(1)
  }

  #start(): void {
    if (this.#idleSince !== undefined) {
      this.#stream.advance(Math.round((this.#now() - this.#idleSince) / frameMs))
      this.#idleSince = undefined
    }
    this.#talking = false
    this.#pacer.add(this)
  }

  #audioStep(): void {
    const filled = this.#fill()
    if (filled > 0) this.#sendSamples(filled)
    if (filled < frameSamples) {
      const ended = this.#playback
      this.stop()
      ended?.onEnd()
    }
  }

  /** Fills one frame across the borders of sources; less than a frame means that all have ended. */
  #fill(): number {
    let filled = 0
    let openedAt = -1
    while (filled < frameSamples) {
      const source = this.#sources[this.#index]
      if (source) {
        filled += source.read(this.#samples, filled)
        if (filled < frameSamples) this.#index += 1
      } else if (this.#playback?.loop && openedAt !== filled) {
        // Nothing since it was opened last would mean that there is nothing to loop over.
        openedAt = filled
        this.#sources = this.#playback.open()
        this.#index = 0
      } else return filled
    }
    return filled
  }

  #sendSamples(filled: number): void {
    if (!this.law) return
    this.#samples.fill(0, filled)
    const packet = this.#stream.take(frameSamples)
    encodeInto(this.law, this.#samples, packet, rtpHeaderSize)
    this.#stream.send(packet, this.payloadType, !this.#talking)
    this.#talking = true
  }

  #digitStep(): void {
    const [digit] = this.#digits
    if (digit === undefined) return
    this.#digitFrame += 1
    const ended =
      this.eventType === undefined ? this.#soundStep(digit) : this.#eventStep(digit, this.eventType)
    if (!ended) return
    this.#digits.shift()
    this.#digitFrame = 0
    this.#restFrames = betweenDigits / frameMs
    this.#talking = false
  }

  #soundStep({ tone, frames }: Digit): boolean {
    this.#sendSamples(tone.read(this.#samples, 0))
    return this.#digitFrame >= frames
  }

  #eventStep(digit: Digit, eventType: number): boolean {
    const ended = this.#digitFrame > digit.frames
    const duration = Math.min(this.#digitFrame, digit.frames) * frameSamples
    // The timestamp stays where the event began (RFC 4733 §2.5.1.2).
    const began = (this.#stream.timestamp - (this.#digitFrame - 1) * frameSamples) >>> 0
    for (let copies = ended ? 3 : 1; copies > 0; copies -= 1) {
      const packet = this.#stream.take(4)
      writeEvent(packet, rtpHeaderSize, { code: digit.code, ended, duration })
      this.#stream.send(packet, eventType, this.#digitFrame === 1, began)
    }
    return ended
  }
}
