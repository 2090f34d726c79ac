/** Packets of our own making: one SSRC, sequence and timestamps that go on from one prompt to the next (RFC 3550 §5.1). */

import { Buffer } from 'node:buffer'
import { randomInt } from 'node:crypto'
import type { SenderInfo } from '../rtp/rtcp.ts'
import { rtpHeaderSize, writeRtpHeader } from '../rtp/rtp-packet.ts'

/** Samples in one packet. */
export const frameSamples = 160

/**
 * A packet handed to the socket may still be waiting there when the next is written; so many are used in turn.
 */
const inTurn = 8

export class OutgoingStream {
  readonly ssrc = randomInt(1, 2 ** 32)
  packets = 0
  octets = 0
  #sequence = randomInt(0, 2 ** 16)
  /** Timestamp of the frame the clock is at; advances with time, sent or not. */
  timestamp = randomInt(0, 2 ** 32)
  readonly #send: (packet: Buffer) => void
  readonly #ring = Array.from({ length: inTurn }, () => Buffer.alloc(rtpHeaderSize + frameSamples))
  #turn = 0

  constructor(send: (packet: Buffer) => void) {
    this.#send = send
  }

  /** A packet with room for `size` bytes after the header; the caller fills it and gives it to `send`. */
  take(size: number): Buffer {
    this.#turn = (this.#turn + 1) % inTurn
    const packet = this.#ring[this.#turn] ?? Buffer.alloc(rtpHeaderSize + frameSamples)
    return size === frameSamples ? packet : packet.subarray(0, rtpHeaderSize + size)
  }

  send(packet: Buffer, payloadType: number, marker: boolean, timestamp = this.timestamp): void {
    writeRtpHeader(packet, { marker, payloadType, sequence: this.#sequence, timestamp, ssrc: this.ssrc })
    this.#sequence = (this.#sequence + 1) & 0xffff
    this.packets += 1
    this.octets += packet.length - rtpHeaderSize
    this.#send(packet)
  }

  /** What a sender report says of it (RFC 3550 §6.4.1). @param epoch now, ms since 1970 */
  sender(epoch: number): SenderInfo {
    const { timestamp, packets, octets } = this
    return { epoch, timestamp, packets, octets }
  }

  /** Time passed: so many frames, whether or not something was sent in them. */
  advance(frames: number): void {
    this.timestamp = (this.timestamp + frames * frameSamples) >>> 0
  }
}
