/** The end of a connection that we end: what is said last, and not a moment longer than it may take. */
import type { Duplex } from 'node:stream'

/** How long whoever is told of the end may take to hear it, ms: who does not close would hold the connection for ever. */
const HEARD_WITHIN_MS = 2_000

export function sayLast(socket: Duplex, words: string): void {
  socket.end(words)
  const late = setTimeout(() => socket.destroy(), HEARD_WITHIN_MS)
  socket.once('close', () => clearTimeout(late))
}
