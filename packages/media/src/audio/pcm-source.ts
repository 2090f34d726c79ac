/** Samples on demand, at 8000 Hz. */

export interface PcmSource {
  /** Fills `into` from `offset` on; returns how many samples it wrote: fewer than there is room for means the end. */
  read(into: Int16Array, offset: number): number
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
}
