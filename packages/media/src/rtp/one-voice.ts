/**
 * One source towards a party, whoever speaks: announcement, music, the caller, digits in between. A browser is told of one (RFC 8829
 * §5.2.1) and plays another late or not at all, digits share the source of the audio (RFC 4733 §2.1), and a key that seals packets has
 * one count of them; so what comes is written over as one sequence (RFC 3550 §7.1, a translator's).
 */
import { maxDropout, maxMisorder } from './reception-statistics.ts'

const clockRate = 8
/** A source whose clock differs from what ours says by more, in its units (8 s), begins anew when it speaks again. */
const stillInTime = 64_000

interface Speaker {
  readonly ssrc: number
  /** What its timestamps differ by from ours. */
  readonly timestampOffset: number
  lastSequence: number
}

export class OneVoice {
  readonly ssrc: number
  /** The source that speaks now. */
  #speaker: Speaker | undefined
  /** The one before it: who speaks between digits comes back. */
  #before: Speaker | undefined
  #sequenceOffset = 0
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
    const speaker = this.#speaks(from, sequence, timestamp, now, packet)
    const ours = (sequence + this.#sequenceOffset) & 0xffff
    const at = (timestamp + speaker.timestampOffset) >>> 0
    packet.writeUInt16BE(ours, 2)
    packet.writeUInt32BE(at, 4)
    packet.writeUInt32BE(this.ssrc, 8)
    if (((ours - this.#lastSequence) & 0xffff) >= 0x8000) return
    this.#lastSequence = ours
    speaker.lastSequence = sequence
    // The packets of a digit all bear the time of its beginning (RFC 4733 §2.5.1.2), which the audio has passed.
    if (((at - this.#lastTimestamp) | 0) < 0) return
    this.#lastTimestamp = at
    this.#lastAt = now
  }

  #speaks(ssrc: number, sequence: number, timestamp: number, now: number, packet: Buffer): Speaker {
    const known = this.#speaker
    if (known?.ssrc === ssrc && goesOn(known, sequence)) return known
    const back = this.#before
    this.#sequenceOffset = this.#lastSequence + 1 - sequence
    if (known?.ssrc !== ssrc) this.#before = known
    const passed = this.#lastAt === 0 ? 0 : Math.round((now - this.#lastAt) * clockRate)
    const timestampOffset = this.#lastTimestamp + passed - timestamp
    if (back?.ssrc === ssrc && goesOn(back, sequence)) {
      const drift = (back.timestampOffset - timestampOffset) | 0
      if (Math.abs(drift) < stillInTime) {
        this.#speaker = back
        return back
      }
    }
    // A new stretch of speech: the listener may adjust its playout here (RFC 3551 §4.1).
    packet.writeUInt8(packet.readUInt8(1) | 0x80, 1)
    this.#speaker = { ssrc, timestampOffset, lastSequence: sequence }
    return this.#speaker
  }
}

/** A jump is a restart of the source (RFC 3550 A.1): passed on, it would look like packets long gone. */
function goesOn({ lastSequence }: Speaker, sequence: number): boolean {
  const ahead = (sequence - lastSequence) & 0xffff
  return ahead < maxDropout || ahead >= 0x10000 - maxMisorder
}
