/**
 * One source towards a browser, whoever speaks: announcement, music, the caller. A browser is told of one (RFC 8829 §5.2.1) and
 * plays another late or not at all, so what comes is written over as one sequence (RFC 3550 §7.1, a translator's).
 */

const clockRate = 8

export class OneVoice {
  readonly ssrc: number
  /** The source that speaks now. */
  #from: number | undefined
  #sequenceOffset = 0
  #timestampOffset = 0
  #lastSequence: number
  #lastTimestamp: number
  #lastAt = 0

  /** @param random 48 bits of it at least: where sequence and timestamp begin (RFC 3550 §5.1) */
  constructor(ssrc: number, random: Buffer) {
    this.ssrc = ssrc
    this.#lastSequence = random.readUInt16BE(0)
    this.#lastTimestamp = random.readUInt32BE(2)
  }

  /** Makes the packet, in place, the next of our sequence. @param now monotonic milliseconds */
  take(packet: Buffer, now: number): void {
    const from = packet.readUInt32BE(8)
    const sequence = packet.readUInt16BE(2)
    const timestamp = packet.readUInt32BE(4)
    if (from !== this.#from) {
      this.#from = from
      const passed = this.#lastAt === 0 ? 0 : Math.round((now - this.#lastAt) * clockRate)
      this.#sequenceOffset = this.#lastSequence + 1 - sequence
      this.#timestampOffset = this.#lastTimestamp + passed - timestamp
      // A new stretch of speech: the browser may adjust its playout here (RFC 3551 §4.1).
      packet.writeUInt8(packet.readUInt8(1) | 0x80, 1)
    }
    const ours = (sequence + this.#sequenceOffset) & 0xffff
    const at = (timestamp + this.#timestampOffset) >>> 0
    packet.writeUInt16BE(ours, 2)
    packet.writeUInt32BE(at, 4)
    packet.writeUInt32BE(this.ssrc, 8)
    if (((ours - this.#lastSequence) & 0xffff) < 0x8000) {
      this.#lastSequence = ours
      this.#lastTimestamp = at
      this.#lastAt = now
    }
  }
}
