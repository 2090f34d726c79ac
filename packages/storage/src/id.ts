/** Identifiers: UUID version 7 (RFC 9562 §5.7), in order of time, so that new rows land at the end of an index. */
import { randomFillSync } from 'node:crypto'

const pool = Buffer.alloc(16 * 256)
let used = pool.length

/** A new identifier. */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const random = pool.toString('hex', used + 6, used + 16)
  used += 16
  const time = Date.now().toString(16).padStart(12, '0')
  const variant = ((Number.parseInt(random.charAt(4), 16) & 3) | 8).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(1, 4)}-${variant}${random.slice(5, 8)}-${random.slice(8)}`
}
