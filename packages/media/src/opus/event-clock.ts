/**
 * Digits (RFC 4733) between the clock of Opus, 48 kHz, and that of telephones, 8 kHz. At 48 kHz the 16 bits of a duration are full
 * after 1.37 s: a longer event goes on there in a further segment, under a further timestamp (RFC 4733 §2.5.1.3), at 8 kHz not yet.
 */

/** Ticks of the one clock in one of the other. */
export const ticks = 6
const most = 0xffff
/** A full segment; the next begins where it ends, or with the next packet after that. */
const nearlyFull = 0xff00
const nextPacket = 60 * 48

/** From the browser. */
export class EventsFromOpus {
  #code = -1
  /** Timestamp of the event, and of the segment that it is in. */
  #began = 0
  #segment = 0
  #duration = 0
  #ended = true

  /** Writes the event's duration by the clock of telephones into the payload. @returns the timestamp of the event, by that of Opus */
  take(timestamp: number, payload: Buffer): number {
    const code = payload.readUInt8(0)
    const duration = payload.readUInt16BE(2)
    if (!this.#continues(code, timestamp)) this.#began = timestamp
    this.#code = code
    this.#segment = timestamp
    this.#duration = duration
    this.#ended = (payload.readUInt8(1) & 0x80) !== 0
    const whole = ((timestamp - this.#began) >>> 0) + duration
    payload.writeUInt16BE(Math.min(most, Math.floor(whole / ticks)), 2)
    return this.#began
  }

  #continues(code: number, timestamp: number): boolean {
    if (timestamp === this.#segment) return code === this.#code
    const age = (timestamp - this.#segment) >>> 0
    const follows =
      this.#duration >= nearlyFull && age >= this.#duration && age <= this.#duration + nextPacket
    return follows && !this.#ended && code === this.#code
  }
}

/** One report to the browser. */
export interface EventReport {
  readonly timestamp: number
  readonly duration: number
  readonly ended: boolean
}

/** To the browser. */
export class EventsToOpus {
  #event = -1
  #segment = 0

  /** The reports that take the place of one: a segment that is full is closed before the next. */
  take(timestamp: number, duration: number, ended: boolean): readonly EventReport[] {
    const whole = duration * ticks
    const segment = Math.max(0, Math.ceil(whole / most) - 1)
    const began = (timestamp * ticks) >>> 0
    const isNext = this.#event === timestamp && segment > this.#segment
    const before = began + (segment - 1) * most
    this.#event = timestamp
    this.#segment = segment
    const report = { timestamp: (began + segment * most) >>> 0, duration: whole - segment * most, ended }
    return isNext ? [{ timestamp: before >>> 0, duration: most, ended: false }, report] : [report]
  }
}
