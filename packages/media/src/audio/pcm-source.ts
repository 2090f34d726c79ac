/** Samples on demand, at 8000 Hz. */

export interface PcmSource {
  /** Fills `into` from `offset` on; returns how many samples it wrote: fewer than there is room for means the end. */
  read(into: Int16Array, offset: number): number
  /** Moves by so many samples, at most to the beginning or the end. Absent where there is nothing to move in. */
  skip?(samples: number): void
}

/** Samples held in memory. */
export class PcmBuffer implements PcmSource {
  readonly #samples: Int16Array
  readonly #gain: number
  #position = 0

  /** @param gain of what is played; it drives no sample beyond 16 bits */
  constructor(samples: Int16Array, gain = 1) {
    this.#samples = samples
    this.#gain = gain
  }

  read(into: Int16Array, offset: number): number {
    const count = Math.min(into.length - offset, this.#samples.length - this.#position)
    into.set(this.#samples.subarray(this.#position, this.#position + count), offset)
    if (this.#gain !== 1)
      for (let i = offset; i < offset + count; i += 1) into[i] = Math.round((into[i] ?? 0) * this.#gain)
    this.#position += count
    return count
  }

  skip(samples: number): void {
    this.#position = Math.max(0, Math.min(this.#samples.length, this.#position + samples))
  }
}
