/** What is said to a browser, G.711 of one source, in Opus: 20 ms in each packet, however it was cut before. */

import type { Law } from '../audio/g711.ts'
import { payloadOf, rtpHeaderSize, writeRtpHeader } from '../rtp/rtp-packet.ts'
import { EventsToOpus, ticks } from './event-clock.ts'
import { frameSamples, type OpusCodec } from './opus-codec.ts'

/** Samples by which a packet may be late; further behind its source has begun anew. */
const mostLate = 8000
const eventSize = 4

export class OpusSender {
  packets = 0
  octets = 0
  readonly #codec: OpusCodec
  readonly #send: (packet: Buffer) => void
  readonly #samples = new Int16Array(frameSamples)
  #filled = 0
  /** Timestamp of the first of them, by the clock of telephones; undefined before there was any. */
  #at: number | undefined
  #ssrc = 0
  /** Begins where the source is: what is said before and after in G.711 is of the same sequence. */
  #sequence: number | undefined
  #marks = true
  readonly #events = new EventsToOpus()

  /** @param send gets each packet, of its own */
  constructor(codec: OpusCodec, send: (packet: Buffer) => void) {
    this.#codec = codec
    this.#send = send
  }

  /** A packet of G.711. @param payloadType of Opus */
  audio(packet: Buffer, law: Law, payloadType: number): void {
    const payload = payloadOf(packet)
    if (payload === undefined) return
    this.#follow(packet)
    if ((packet.readUInt8(1) & 0x80) !== 0) this.#marks = true
    const { decode } = law
    for (let i = this.#place(packet.readUInt32BE(4), payloadType); i < payload.length; i += 1) {
      this.#samples[this.#filled] = decode[payload[i] ?? 0] ?? 0
      this.#filled += 1
      if (this.#filled === frameSamples) this.#flush(payloadType)
    }
  }

  /** A packet of RFC 4733. @param scaled the browser takes them by the clock of Opus @param payloadType as it knows them */
  event(packet: Buffer, scaled: boolean, payloadType: number): void {
    const payload = payloadOf(packet)
    if (payload === undefined || payload.length < eventSize) return
    this.#follow(packet)
    const timestamp = packet.readUInt32BE(4)
    const [duration, flags] = [payload.readUInt16BE(2), payload.readUInt8(1)]
    const ended = (flags & 0x80) !== 0
    let marker = (packet.readUInt8(1) & 0x80) !== 0
    const reports = scaled
      ? this.#events.take(timestamp, duration, ended)
      : [{ timestamp: timestamp * ticks, duration, ended }]
    for (const report of reports) {
      const out = this.#packet(eventSize, { payloadType, marker, timestamp: report.timestamp })
      out.writeUInt8(payload.readUInt8(0), rtpHeaderSize)
      out.writeUInt8((report.ended ? 0x80 : 0) | (flags & 0x7f), rtpHeaderSize + 1)
      out.writeUInt16BE(report.duration, rtpHeaderSize + 2)
      marker = false
      this.#give(out)
    }
  }

  #follow(packet: Buffer): void {
    this.#ssrc = packet.readUInt32BE(8)
    this.#sequence ??= packet.readUInt16BE(2)
  }

  /** Goes where the packet belongs. @returns how many of its samples come too late */
  #place(timestamp: number, payloadType: number): number {
    if (this.#at === undefined) this.#at = timestamp
    const ahead = (timestamp - this.#at - this.#filled) | 0
    if (ahead <= 0 && ahead >= -mostLate) return -ahead
    if (ahead > 0 && this.#filled > 0) {
      this.#samples.fill(0, this.#filled)
      this.#filled += ahead
      if (this.#filled < frameSamples) return 0
      this.#flush(payloadType)
    }
    this.#filled = 0
    this.#at = timestamp
    return 0
  }

  #flush(payloadType: number): void {
    const at = this.#at ?? 0
    const said = this.#codec.encode(this.#samples)
    this.#filled = 0
    this.#at = (at + frameSamples) >>> 0
    if (said === undefined) return
    const out = this.#packet(said.length, { payloadType, marker: this.#marks, timestamp: at * ticks })
    out.set(said, rtpHeaderSize)
    this.#marks = false
    this.#give(out)
  }

  /** @param of the timestamp by the clock of Opus; it wraps where that of telephones does */
  #packet(size: number, of: { payloadType: number; marker: boolean; timestamp: number }): Buffer {
    const packet = Buffer.allocUnsafe(rtpHeaderSize + size)
    const sequence = this.#sequence ?? 0
    writeRtpHeader(packet, { ...of, sequence, ssrc: this.#ssrc })
    this.#sequence = (sequence + 1) & 0xffff
    return packet
  }

  #give(packet: Buffer): void {
    this.packets += 1
    this.octets += packet.length
    this.#send(packet)
  }
}
