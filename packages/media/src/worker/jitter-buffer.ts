/** What somebody says, packet by packet, as an even flow of samples: packets come early and late, the flow does not. */

/** Samples that are held back, so that a packet may be late: 60 ms. */
const held = 480
/** Samples that fit, 1 s; what is further ahead of the flow begins it anew. */
const capacity = 8000

export class JitterBuffer {
  readonly #samples = new Int16Array(capacity)
  #ssrc: number | undefined
  /** Position of a sample less its timestamp. */
  #offset = 0
  /** Position of the next sample to give out. */
  #next = 0

  /** @param samplesOf the sample of each code */
  write(ssrc: number, timestamp: number, codes: Uint8Array, samplesOf: Int16Array): void {
    const ahead = (timestamp + this.#offset - this.#next) | 0
    const fits = ssrc === this.#ssrc && ahead >= 0 && ahead + codes.length <= capacity
    if (!fits) this.#offset = (this.#next + held - timestamp) >>> 0
    this.#ssrc = ssrc
    const from = this.#next + (fits ? ahead : held)
    for (let i = 0; i < codes.length; i += 1)
      this.#samples[(from + i) % capacity] = samplesOf[codes[i] ?? 0] ?? 0
  }

  /** Adds the next samples to those of `into`, from `offset` on; silence where nothing has come. */
  mixInto(into: Int16Array, offset: number): void {
    for (let at = offset; at < into.length; at += 1) {
      const place = this.#next % capacity
      const sum = (into[at] ?? 0) + (this.#samples[place] ?? 0)
      into[at] = Math.max(-32768, Math.min(32767, sum))
      this.#samples[place] = 0
      this.#next += 1
    }
  }
}
