/** Digits as named events in RTP (RFC 4733 §2): heard once each, whatever is lost or sent three times. */

import type { Buffer } from 'node:buffer'

const digits = '0123456789*#ABCD'
/** The last packets of a segment may be lost: so much of its time, in units of 8 kHz (200 ms), may be missing. */
const mostMissed = 1_600

/** The event code of a digit; undefined for any other character. */
export function eventCode(digit: string): number | undefined {
  const code = digits.indexOf(digit.toUpperCase())
  return digit.length === 1 && code >= 0 ? code : undefined
}

/** Turns the packets of one stream into digits. */
export class TelephoneEventReceiver {
  #timestamp: number | undefined
  #code = -1
  #duration = 0
  #ended = true

  /**
   * Takes one packet's timestamp and payload; returns the digit when this is the first packet seen of an event. The event is
   * known by its timestamp, so neither a lost beginning nor the repeated end matters (RFC 4733 §2.5.1.4).
   */
  receive(timestamp: number, payload: Buffer): string | undefined {
    if (payload.length < 4) return undefined
    const code = payload.readUInt8(0)
    const ended = (payload.readUInt8(1) & 0x80) !== 0
    const duration = payload.readUInt16BE(2)
    const age = this.#timestamp === undefined ? 1 : (timestamp - this.#timestamp) | 0
    // Older than the event we are in: a straggler of the one before.
    if (age < 0 && age > -80_000) return undefined
    const continues = age === 0 || this.#isNextSegment(code, age)
    this.#timestamp = timestamp
    this.#duration = duration
    this.#ended = ended
    if (continues && code === this.#code) return undefined
    this.#code = code
    return digits[code]
  }

  /** An event longer than its 16 bit duration goes on under a new timestamp (RFC 4733 §2.5.1.3). */
  #isNextSegment(code: number, age: number): boolean {
    const missed = age - this.#duration
    return (
      !this.#ended &&
      code === this.#code &&
      this.#duration >= 0xffff - mostMissed &&
      missed >= 0 &&
      missed <= mostMissed
    )
  }
}

/** Writes an event payload of 4 bytes; `duration` in timestamp units. */
export function writeEvent(
  payload: Buffer,
  offset: number,
  event: { code: number; ended: boolean; duration: number },
): void {
  payload.writeUInt8(event.code, offset)
  // Volume -10 dBm0, the level tone generators use.
  payload.writeUInt8((event.ended ? 0x80 : 0) | 10, offset + 1)
  payload.writeUInt16BE(Math.min(0xffff, event.duration), offset + 2)
}
