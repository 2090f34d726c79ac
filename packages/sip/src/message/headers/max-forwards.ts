/** Max-Forwards (RFC 3261 §20.22): 0 to 255 hops. */
import { decimal } from './character-classes.ts'

/** What a request starts with (§8.1.1.6). */
const initialMaxForwards = 70

/** Reads the hops; undefined when malformed or above 255. */
export function parseMaxForwards(text: string): number | undefined {
  const hops = decimal(text, 0, text.length)
  return hops < 0 || hops > 255 ? undefined : hops
}

/** The hops a request leaves with when it came with these; undefined when it may not go on (§16.3 step 3). */
export function oneHopLess(received: number | undefined): number | undefined {
  if (received === undefined) return initialMaxForwards
  return received > 0 ? Math.min(received, initialMaxForwards + 1) - 1 : undefined
}
