/**
 * Somebody hears what one party of a relay says and hears, and is heard by nobody. The two are told by a tone: 1400 Hz for
 * 200 ms at the beginning and every 15 s, as telephones tell of a recording (formerly 47 CFR § 64.501). It is mixed into what
 * they say to each other, of which nothing is lost.
 */
import type { Law } from '../audio/g711.ts'
import type { PcmSource } from '../audio/pcm-source.ts'
import { renderTone } from '../audio/tone.ts'
import { payloadOf } from '../rtp/rtp-packet.ts'
import { JitterBuffer } from './jitter-buffer.ts'

const tone = renderTone({ kind: 'tone', frequencies: [1400], level: -18 }, 0.2)
/** Samples from one tone to the next. */
const toneEvery = 15 * 8000

class Direction {
  readonly flow = new JitterBuffer()
  #ssrc: number | undefined
  #beganAt = 0

  /** Takes what a packet says, and puts the tone into it when that is due. */
  take(packet: Buffer, law: Law): void {
    const payload = payloadOf(packet)
    if (!payload) return
    const timestamp = packet.readUInt32BE(4)
    const ssrc = packet.readUInt32BE(8)
    if (ssrc !== this.#ssrc) this.#beganAt = timestamp
    this.#ssrc = ssrc
    this.flow.write(ssrc, timestamp, payload, law.decode)
    mix(payload, law, ((timestamp - this.#beganAt) >>> 0) % toneEvery)
  }
}

export class Overhearing implements PcmSource {
  readonly #said = new Direction()
  readonly #heard = new Direction()

  /** The party says it. */
  says(packet: Buffer, law: Law): void {
    this.#said.take(packet, law)
  }

  /** The party hears it. */
  hears(packet: Buffer, law: Law): void {
    this.#heard.take(packet, law)
  }

  /** What both say, without end. */
  read(into: Int16Array, offset: number): number {
    into.fill(0, offset)
    this.#said.flow.mixInto(into, offset)
    this.#heard.flow.mixInto(into, offset)
    return into.length - offset
  }
}

/** @param position of the payload, in samples since a tone began */
function mix(payload: Uint8Array, law: Law, position: number): void {
  const { decode, encode } = law
  for (let i = 0; i < payload.length; i += 1) {
    const at = (position + i) % toneEvery
    if (at >= tone.length) continue
    const sum = (decode[payload[i] ?? 0] ?? 0) + (tone[at] ?? 0)
    payload[i] = encode[Math.max(-32768, Math.min(32767, sum)) & 0xffff] ?? 0
  }
}
