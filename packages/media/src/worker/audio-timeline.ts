/** Received audio laid out by its timestamps: late packets find their place, missing ones are silence. */

/** Samples that may wait for a late packet before they are given out: 100 ms. */
export const reorderWindow = 800
const capacity = 32_000

export class AudioTimeline {
  readonly #samples = new Int16Array(capacity)
  /** Position of the first sample not yet given out. */
  start = 0
  /** Position after the last sample written. */
  end = 0

  /**
   * Writes what these codes stand for at a position; what lies before `start` is too late and dropped. Returns false when it is
   * too far ahead. Runs for every packet of a recording: it allocates nothing.
   *
   * @param samplesOf the sample of each code
   */
  write(position: number, codes: Uint8Array, samplesOf: Int16Array): boolean {
    const skipped = Math.max(0, this.start - position)
    if (skipped >= codes.length) return true
    const last = position + codes.length
    if (last - this.start > capacity) return false
    const samples = this.#samples
    const from = position - this.start
    for (let i = skipped; i < codes.length; i += 1) samples[from + i] = samplesOf[codes[i] ?? 0] ?? 0
    this.end = Math.max(this.end, last)
    return true
  }

  /** Gives out all samples before `position`, silence where nothing was written. */
  take(position: number): Int16Array {
    const count = Math.max(0, position - this.start)
    const taken = new Int16Array(count)
    const held = Math.min(count, capacity)
    taken.set(this.#samples.subarray(0, held))
    const written = this.end - this.start
    const left = Math.max(0, written - held)
    this.#samples.copyWithin(0, held, written)
    this.#samples.fill(0, left, written)
    this.start += count
    this.end = Math.max(this.end, this.start)
    return taken
  }
}
