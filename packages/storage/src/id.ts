/**
 * Identifiers: UUID version 7 (RFC 9562 §5.7), in the order in which this process made them (§6.2, a counter in the
 * twelve bits after the time), so that new rows land at the end of an index and lists come in order of creation.
 */
import { randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(8 * 256)
let used = pool.length
let time = 0
let counter = 0

/** A new identifier. */
export function newId(): string {
  tick()
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const random = pool.toString('hex', used, used + 8)
  used += 8
  const ms = time.toString(16).padStart(12, '0')
  const variant = ((Number.parseInt(random.charAt(0), 16) & 3) | 8).toString(16)
  const count = counter.toString(16).padStart(3, '0')
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7${count}-${variant}${random.slice(1, 4)}-${random.slice(4)}`
}

/** The clock may stand still, go back, or be outrun by the counter: the time used never does go back. */
function tick(): void {
  const now = Date.now()
  if (now > time) {
    time = now
    counter = 0
  } else if (++counter > 0xfff) {
    time++
    counter = 0
  }
}
