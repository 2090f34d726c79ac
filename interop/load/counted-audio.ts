/** Audio that counts: each packet of A-law says which one it is, so that what was stored tells what is missing of it. */

/** How far is counted; then from the beginning again. */
const counts = 64
const samplesAFrame = 160
/** Loud enough to be speech: the first of the magnitudes used. */
const quietest = 32

/** The payload of packet `count`: one magnitude, with alternating sign. */
export function countedFrame(count: number): Buffer {
  const magnitude = quietest + (count % counts)
  const frame = Buffer.alloc(samplesAFrame)
  for (let at = 0; at < samplesAFrame; at += 1)
    frame[at] = ((at & 1) === 0 ? 0x80 | magnitude : magnitude) ^ 0x55
  return frame
}

/** Linear value of an A-law magnitude (G.711). */
function linear(magnitude: number): number {
  const [segment, mantissa] = [magnitude >> 4, magnitude & 15]
  const value = (mantissa << 4) + 8 + (segment > 0 ? 0x100 : 0)
  return segment > 1 ? value << (segment - 1) : value
}

const countOf = new Map(Array.from({ length: counts }, (_, count) => [linear(quietest + count), count]))

export interface Counted {
  readonly seconds: number
  /** Longest stretch that is silent, repeated, or that was said and is not there; ms. */
  readonly worstGapMs: number
}

/** @param samples what was stored of counted frames */
export function checkCounted(samples: Int16Array): Counted {
  let worst = 0
  let known = 0
  let last: number | undefined
  let strange = 0
  for (const sample of samples) {
    const count = countOf.get(Math.abs(sample))
    if (count === undefined) {
      // Before the first word nothing is missing.
      if (last !== undefined) strange += 1
      continue
    }
    if (last !== undefined && (count !== last || strange > 0)) {
      const skipped = (count - last - 1 + counts) % counts
      worst = Math.max(worst, strange / 8, count === last ? 0 : skipped * 20)
      // What came too often pushes the rest back.
      if (count !== last && known > samplesAFrame) worst = Math.max(worst, (known - samplesAFrame) / 8)
    }
    known = count === last ? known + 1 : 1
    strange = 0
    last = count
  }
  return { seconds: samples.length / 8_000, worstGapMs: worst }
}
