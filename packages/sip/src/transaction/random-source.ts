/** Unguessable text, cheaply: random bytes are fetched from the system a thousand times what one branch needs. */
import { randomFillSync } from 'node:crypto'

const WORDS = 2048

/** All pairs of base-36 digits: joining three of them is much cheaper than writing a number. */
const pairs: readonly string[] = Array.from({ length: 36 * 36 }, (_, pair) =>
  pair.toString(36).padStart(2, '0'),
)

/** Six digits of a 32-bit word, 31 bits of it. */
function digits(word: number): string {
  const low = word % 1296
  const rest = (word - low) / 1296
  const middle = rest % 1296
  return `${pairs[low]}${pairs[middle]}${pairs[((rest - middle) / 1296) % 1296]}`
}

/** Returns 12 characters of [0-9a-z], 62 bits of them unpredictable. Made for branches and tags. */
export function randomSource(): () => string {
  const words = new Uint32Array(WORDS)
  let next = WORDS
  return () => {
    if (next === WORDS) {
      randomFillSync(words)
      next = 0
    }
    next += 2
    return digits(words[next - 2] as number) + digits(words[next - 1] as number)
  }
}
