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
  #position = 0

  constructor(samples: Int16Array) {
    this.#samples = samples
  }

  read(into: Int16Array, offset: number): number {
    const count = Math.min(into.length - offset, this.#samples.length - this.#position)
    into.set(this.#samples.subarray(this.#position, this.#position + count), offset)
    this.#position += count
    return count
  }

  skip(samples: number): void {
    this.#position = Math.max(0, Math.min(this.#samples.length, this.#position + samples))
  }
}
