import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NonceKeeper, type NonceState } from './nonce.ts'

function keeper(options: { lifetime?: number; capacity?: number } = {}) {
  const time = { now: 1_000_000 }
  return { time, nonces: new NonceKeeper({ epoch: () => time.now, ...options }) }
}

/** What it is worth with that count. */
function use(nonces: NonceKeeper, nonce: string, count: number | undefined, source?: string): NonceState {
  const issuedAt = nonces.issued(nonce, source)
  return typeof issuedAt === 'number' ? nonces.use(nonce, issuedAt, count) : issuedAt
}

describe('a nonce', () => {
  it('is good only where it was issued to', () => {
    const { nonces } = keeper()
    const nonce = nonces.issue('192.0.2.1')
    expect(use(nonces, nonce, 1, '192.0.2.2')).toBe('unknown')
    expect(use(nonces, nonce, 1)).toBe('unknown')
    expect(use(nonces, nonce, 1, '192.0.2.1')).toBe('good')
  })

  it('is good for its lifetime and not longer', () => {
    const { time, nonces } = keeper({ lifetime: 1000 })
    const nonce = nonces.issue()
    time.now += 1000
    expect(use(nonces, nonce, 1)).toBe('good')
    time.now += 1
    expect(use(nonces, nonce, 2)).toBe('expired')
  })

  it('of another process, or changed by one character, is unknown', () => {
    const { nonces } = keeper()
    const nonce = nonces.issue()
    expect(use(keeper().nonces, nonce, 1)).toBe('unknown')
    expect(use(nonces, `${nonce[0] === 'A' ? 'B' : 'A'}${nonce.slice(1)}`, 1)).toBe('unknown')
    expect(use(nonces, '', 1)).toBe('unknown')
  })

  it('is known to another process with the same secret', () => {
    const secret = Buffer.alloc(32, 7)
    const one = new NonceKeeper({ epoch: () => 5, secret })
    const two = new NonceKeeper({ epoch: () => 5, secret })
    expect(use(two, one.issue(), 1)).toBe('good')
  })

  it('of a clock that was a day ahead and was put right: phones are let in again, and those of the future are forgotten', () => {
    const { time, nonces } = keeper({ lifetime: 1000 })
    const right = time.now
    time.now += 86_400_000
    const first = nonces.issue()
    expect(use(nonces, first, 1)).toBe('good')
    time.now += 2000
    const ahead = nonces.issue()
    expect(use(nonces, ahead, 1)).toBe('good')
    time.now = right
    expect(use(nonces, ahead, 2)).toBe('expired')
    // At most the first is turned away as stale: a phone answers the next one by itself.
    use(nonces, nonces.issue(), 1)
    time.now += 1
    expect(use(nonces, nonces.issue(), 1)).toBe('good')
    expect(nonces.size).toBe(1)
    // Those of the future neither fill the memory nor shut it again.
    time.now += 1
    expect(use(nonces, nonces.issue(), 1)).toBe('good')
  })

  it.each([
    ['1, 2, 3', [1, 2, 3], ['good', 'good', 'good']],
    ['the same again', [1, 1], ['good', 'replayed']],
    ['overtaken by one', [2, 1], ['good', 'good']],
    ['overtaken, then again', [2, 1, 1], ['good', 'good', 'replayed']],
    ['31 late', [40, 9], ['good', 'good']],
    ['32 late', [40, 8], ['good', 'replayed']],
    ['far ahead, then the old one', [1, 4_000_000_000, 1], ['good', 'good', 'replayed']],
    ['without count, once', [undefined, undefined], ['good', 'replayed']],
    ['without count, after counts', [1, undefined], ['good', 'replayed']],
  ])('used with counts: %s', (_edge, counts, expected) => {
    const { nonces } = keeper()
    const nonce = nonces.issue()
    expect(counts.map((count) => use(nonces, nonce, count))).toEqual(expected)
  })

  it('is never good twice with one count, in whatever order counts come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 200 }), (counts) => {
        const { nonces } = keeper()
        const nonce = nonces.issue()
        const good = counts.filter((count) => use(nonces, nonce, count) === 'good')
        expect(new Set(good).size).toBe(good.length)
      }),
    )
  })

  it('memory is bounded, and what was forgotten cannot be replayed', () => {
    const { time, nonces } = keeper({ capacity: 10 })
    const issued = Array.from({ length: 30 }, () => {
      time.now++
      return nonces.issue()
    })
    for (const nonce of issued) expect(use(nonces, nonce, 1)).toBe('good')
    expect(nonces.size).toBe(10)
    for (const nonce of issued) expect(['expired', 'replayed']).toContain(use(nonces, nonce, 1))
  })
})
