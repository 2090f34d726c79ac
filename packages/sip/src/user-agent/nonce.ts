/**
 * Nonces that need no memory until they are used (RFC 7616 §5.4): a time, a serial and a keyed hash of both and of whom it is
 * issued to. What was used is remembered by its nonce counts (§3.4.5), for a bounded number of nonces.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** What a nonce is worth. `unknown`: not ours, issued to somebody else, or of a process before this one. */
export type NonceState = 'good' | 'expired' | 'replayed' | 'unknown'

const HEAD = 12
const SEAL = 16
/** How far a count may lag behind the highest one seen: UDP reorders. */
const WINDOW = 32
/** How far the clocks of engines that share a key may differ, milliseconds. */
const AHEAD = 1000

/** The counts seen of one nonce: the highest, and a bit for each of the 32 up to it. */
interface Seen {
  highest: number
  bits: number
  readonly issuedAt: number
}

export interface NonceOptions {
  /** Wall time in milliseconds. */
  readonly epoch: () => number
  /** Milliseconds a nonce is good for. Default 300,000. */
  readonly lifetime?: number
  /** How many used nonces are remembered. Default 20,000. */
  readonly capacity?: number
  /** The key of the hash, 32 bytes; several engines share one so that any may verify. Default random. */
  readonly secret?: Buffer
}

export class NonceKeeper {
  readonly #epoch: () => number
  readonly #lifetime: number
  readonly #capacity: number
  readonly #secret: Buffer
  readonly #seen = new Map<string, Seen>()
  #serial = 0
  /** Nonces issued up to then and not remembered may have been forgotten, so they are expired. */
  #forgottenUntil = 0

  constructor(options: NonceOptions) {
    this.#epoch = options.epoch
    this.#lifetime = options.lifetime ?? 300_000
    this.#capacity = options.capacity ?? 20_000
    this.#secret = options.secret ?? randomBytes(32)
  }

  /** How many used nonces are remembered. */
  get size(): number {
    return this.#seen.size
  }

  /** A new nonce, 38 characters of base64url. @param source whom it is issued to: only there it is good */
  issue(source = ''): string {
    const bytes = Buffer.allocUnsafe(HEAD + SEAL)
    bytes.writeUIntBE(this.#epoch(), 0, 6)
    bytes.writeUIntBE(this.#serial++ % 2 ** 48, 6, 6)
    this.#seal(bytes.subarray(0, HEAD), source).copy(bytes, HEAD)
    return bytes.toString('base64url')
  }

  /** When a nonce was issued to that source, wall time in milliseconds, or why it is worth nothing whatever it is used with. */
  issued(nonce: string, source = ''): number | 'expired' | 'unknown' {
    const issuedAt = this.#issuedAt(nonce, source)
    if (issuedAt === undefined) return 'unknown'
    const now = this.#epoch()
    return now - issuedAt > this.#lifetime || issuedAt > now + AHEAD ? 'expired' : issuedAt
  }

  /**
   * Whether a nonce that was `issued` may be used with that count, noting it if so. Call it only once the response has proved right,
   * or anybody could use up counts. Without a count (RFC 2069) a nonce is good once.
   */
  use(nonce: string, issuedAt: number, count: number | undefined): NonceState {
    const seen = this.#seen.get(nonce)
    if (seen !== undefined) return note(seen, count)
    // A clock that was ahead and was put right would else keep everybody out until it is there again.
    const now = this.#epoch()
    if (this.#forgottenUntil > now + AHEAD) this.#forgottenUntil = now
    if (issuedAt <= this.#forgottenUntil) return 'expired'
    this.#remember(nonce, { highest: count ?? Number.MAX_SAFE_INTEGER, bits: 1, issuedAt })
    return 'good'
  }

  #remember(nonce: string, seen: Seen): void {
    this.#seen.set(nonce, seen)
    const now = this.#epoch()
    const outdated = now - this.#lifetime
    for (const [oldest, { issuedAt }] of this.#seen) {
      const ofFuture = issuedAt > now + AHEAD
      if (this.#seen.size <= this.#capacity && issuedAt >= outdated && !ofFuture) break
      this.#seen.delete(oldest)
      if (!ofFuture) this.#forgottenUntil = Math.max(this.#forgottenUntil, issuedAt)
    }
  }

  #issuedAt(nonce: string, source: string): number | undefined {
    const bytes = Buffer.from(nonce, 'base64url')
    if (bytes.length !== HEAD + SEAL) return undefined
    const sealed = timingSafeEqual(this.#seal(bytes.subarray(0, HEAD), source), bytes.subarray(HEAD))
    return sealed ? bytes.readUIntBE(0, 6) : undefined
  }

  #seal(head: Buffer, source: string): Buffer {
    return createHmac('sha256', this.#secret).update(head).update(source).digest().subarray(0, SEAL)
  }
}

function note(seen: Seen, count: number | undefined): NonceState {
  if (count === undefined) return 'replayed'
  const ahead = count - seen.highest
  if (ahead > 0) {
    seen.bits = ahead >= WINDOW ? 1 : (seen.bits << ahead) | 1
    seen.highest = count
    return 'good'
  }
  if (ahead <= -WINDOW) return 'replayed'
  const bit = 1 << -ahead
  if ((seen.bits & bit) !== 0) return 'replayed'
  seen.bits |= bit
  return 'good'
}
