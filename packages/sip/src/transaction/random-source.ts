/** Unguessable text, cheaply: random bytes are fetched from the system a thousand times what one branch needs. */
import { randomFillSync } from 'node:crypto'

const WORDS = 2048
/** 36^6: six base-36 digits hold 31 bits, which stays a small integer. */
const SPAN = 36 ** 6

/** Returns 12 characters of [0-9a-z], 62 bits of them unpredictable. Made for branches and tags. */
export function randomSource(): () => string {
  const words = new Uint32Array(WORDS)
  let next = WORDS
  return () => {
    if (next === WORDS) {
      randomFillSync(words)
      next = 0
    }
    const high = (words[next++] as number) % SPAN
    const low = (words[next++] as number) % SPAN
    return (high + SPAN).toString(36).slice(1) + (low + SPAN).toString(36).slice(1)
  }
}
