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

  /** Writes samples at a position; what lies before `start` is too late and dropped. Returns false when it is too far ahead. */
  write(position: number, samples: Int16Array): boolean {
    const skipped = Math.max(0, this.start - position)
    if (skipped >= samples.length) return true
    const last = position + samples.length
    if (last - this.start > capacity) return false
    this.#samples.set(samples.subarray(skipped), position + skipped - this.start)
    this.end = Math.max(this.end, last)
    return true
  }

  /** Gives out all samples before `position`, silence where nothing was written. */
  take(position: number): Int16Array {
    const count = Math.max(0, position - this.start)
    const taken = new Int16Array(count)
    const held = Math.min(count, capacity)
    taken.set(this.#samples.subarray(0, held))
    this.#samples.copyWithin(0, held)
    this.#samples.fill(0, capacity - held)
    this.start += count
    this.end = Math.max(this.end, this.start)
    return taken
  }
}
