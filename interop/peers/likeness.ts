/** Is this the same audio? Correlation that does not mind loudness or delay. */

export interface Likeness {
  /** -1 to 1; 1 is the same but for loudness. */
  readonly correlation: number
  /** Where in the original the excerpt begins, samples. */
  readonly at: number
}

/** Finds the place of a loop that is most like the excerpt. */
export function findIn(loop: Int16Array, excerpt: Int16Array): Likeness {
  // A tenth of a second finds the place, all of it judges.
  const probe = excerpt.subarray(0, Math.min(excerpt.length, 2_400))
  let best: Likeness = { correlation: -1, at: 0 }
  for (let at = 0; at < loop.length; at += 1) {
    const found = correlationAt(loop, probe, at)
    if (found > best.correlation) best = { correlation: found, at }
  }
  return { correlation: correlationAt(loop, excerpt, best.at), at: best.at }
}

function correlationAt(loop: Int16Array, excerpt: Int16Array, at: number): number {
  let [product, ofLoop, ofExcerpt] = [0, 0, 0]
  for (let i = 0; i < excerpt.length; i += 1) {
    const a = loop[(at + i) % loop.length] ?? 0
    const b = excerpt[i] ?? 0
    product += a * b
    ofLoop += a * a
    ofExcerpt += b * b
  }
  return ofLoop === 0 || ofExcerpt === 0 ? 0 : product / Math.sqrt(ofLoop * ofExcerpt)
}
