/**
 * What a browser says in Opus, as a telephone would say it: packets of G.711 in a sequence of our own. What got lost is put in
 * from what the next packet carries of it, or guessed; what comes late is dropped, its place is filled.
 */

import { randomInt } from 'node:crypto'
import type { Law } from '../audio/g711.ts'
import { payloadOf, rtpHeaderSize, writeRtpHeader } from '../rtp/rtp-packet.ts'
import { EventsFromOpus, ticks } from './event-clock.ts'
import { frameSamples, type OpusCodec } from './opus-codec.ts'
import { durationOf } from './opus-packet.ts'

/** Lost packets that are filled in when the next has come: one that it carries, five that are guessed; ticks of them. */
const mostFilled = 6
const longestFilled = mostFilled * 960
const eventSize = 4

/** What telephones call what comes. */
export interface Told {
  readonly law: Law
  readonly payloadType: number
}

export class OpusReceiver {
  readonly #codec: OpusCodec
  readonly #tell: (packet: Buffer) => void
  #ssrc: number | undefined
  /** The newest packet of theirs. */
  #newest = 0
  /** Their timestamp where the next packet begins unless they are silent, and how much time went by until there, in ticks. */
  #next = 0
  #time = 0
  /** Of the packet that we tell next. */
  #sequence = randomInt(0, 2 ** 16)
  /** Our timestamp at the time 0. */
  readonly #origin = randomInt(0, 2 ** 32)
  #marks = true
  readonly #events = new EventsFromOpus()

  /** @param tell gets each packet: plain RTP, of its own */
  constructor(codec: OpusCodec, tell: (packet: Buffer) => void) {
    this.#codec = codec
    this.#tell = tell
  }

  /** A packet of Opus. */
  audio(packet: Buffer, told: Told): void {
    const payload = payloadOf(packet)
    const duration = payload && durationOf(payload)
    if (payload === undefined || duration === undefined) return
    const lost = this.#lostBefore(packet)
    if (lost === undefined) return
    const timestamp = packet.readUInt32BE(4)
    const gap = Math.max(0, (timestamp - this.#next) | 0)
    const begins = this.#time + gap
    if ((packet.readUInt8(1) & 0x80) !== 0 || (lost === 0 && gap > 0)) this.#marks = true
    const filled = Math.min(lost, mostFilled, Math.floor(Math.min(gap, longestFilled) / duration))
    // What is not filled in stays missing, for whoever comes after us to see.
    this.#sequence += lost - filled
    const samples = duration / ticks
    for (let ago = filled; ago > 1; ago -= 1)
      this.#say(this.#codec.conceal(samples), begins - ago * duration, told)
    if (filled > 0) this.#say(this.#codec.recover(payload, samples), begins - duration, told)
    this.#say(this.#codec.decode(payload), begins, told)
    this.#next = (timestamp + duration) >>> 0
    this.#time = begins + duration
  }

  /** A packet of RFC 4733. @param scaled by the clock of Opus @param payloadType as telephones know it */
  event(packet: Buffer, scaled: boolean, payloadType: number): void {
    const payload = payloadOf(packet)
    if (payload === undefined || payload.length < eventSize) return
    if (this.#lostBefore(packet) === undefined) return
    const timestamp = packet.readUInt32BE(4)
    const began = scaled ? this.#events.take(timestamp, payload) : timestamp
    const out = this.#packet(eventSize, this.#time + ((began - this.#next) | 0), {
      payloadType,
      marker: (packet.readUInt8(1) & 0x80) !== 0,
    })
    payload.copy(out, rtpHeaderSize, 0, eventSize)
    this.#tell(out)
  }

  /** How many packets are missing before this one; undefined when it is late, or came before. */
  #lostBefore(packet: Buffer): number | undefined {
    const ssrc = packet.readUInt32BE(8)
    const sequence = packet.readUInt16BE(2)
    if (ssrc !== this.#ssrc) {
      this.#ssrc = ssrc
      this.#newest = (sequence - 1) & 0xffff
      this.#next = packet.readUInt32BE(4)
      this.#marks = true
    }
    const ahead = (sequence - this.#newest) & 0xffff
    if (ahead === 0 || ahead > 0x8000) return undefined
    this.#newest = sequence
    return ahead - 1
  }

  /** @param samples in packets of 20 ms at most @param time of the first, in ticks */
  #say(samples: Int16Array | undefined, time: number, { law, payloadType }: Told): void {
    if (samples === undefined) return
    const { encode } = law
    for (let from = 0; from < samples.length; from += frameSamples) {
      const size = Math.min(frameSamples, samples.length - from)
      const out = this.#packet(size, time + from * ticks, { payloadType, marker: this.#marks })
      for (let i = 0; i < size; i += 1)
        out[rtpHeaderSize + i] = encode[(samples[from + i] ?? 0) & 0xffff] ?? 0
      this.#marks = false
      this.#tell(out)
    }
  }

  #packet(size: number, time: number, kind: { payloadType: number; marker: boolean }): Buffer {
    const packet = Buffer.allocUnsafe(rtpHeaderSize + size)
    const timestamp = this.#origin + Math.floor(time / ticks)
    writeRtpHeader(packet, { ...kind, sequence: this.#sequence, timestamp, ssrc: this.#ssrc ?? 0 })
    this.#sequence = (this.#sequence + 1) & 0xffff
    return packet
  }
}
