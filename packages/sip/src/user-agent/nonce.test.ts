import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NonceKeeper } from './nonce.ts'

function keeper(options: { lifetime?: number; capacity?: number } = {}) {
  const time = { now: 1_000_000 }
  return { time, nonces: new NonceKeeper({ epoch: () => time.now, ...options }) }
}

describe('a nonce', () => {
  it('is good for its lifetime and not longer', () => {
    const { time, nonces } = keeper({ lifetime: 1000 })
    const nonce = nonces.issue()
    time.now += 1000
    expect(nonces.use(nonce, 1)).toBe('good')
    time.now += 1
    expect(nonces.use(nonce, 2)).toBe('expired')
  })

  it('of another process, or changed by one character, is unknown', () => {
    const { nonces } = keeper()
    const nonce = nonces.issue()
    expect(keeper().nonces.use(nonce, 1)).toBe('unknown')
    expect(nonces.use(`${nonce[0] === 'A' ? 'B' : 'A'}${nonce.slice(1)}`, 1)).toBe('unknown')
    expect(nonces.use('', 1)).toBe('unknown')
  })

  it('is known to another process with the same secret', () => {
    const secret = Buffer.alloc(32, 7)
    const one = new NonceKeeper({ epoch: () => 5, secret })
    const two = new NonceKeeper({ epoch: () => 5, secret })
    expect(two.use(one.issue(), 1)).toBe('good')
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
    expect(counts.map((count) => nonces.use(nonce, count))).toEqual(expected)
  })

  it('is never good twice with one count, in whatever order counts come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 200 }), (counts) => {
        const { nonces } = keeper()
        const nonce = nonces.issue()
        const good = counts.filter((count) => nonces.use(nonce, count) === 'good')
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
    for (const nonce of issued) expect(nonces.use(nonce, 1)).toBe('good')
    expect(nonces.size).toBe(10)
    for (const nonce of issued) expect(['expired', 'replayed']).toContain(nonces.use(nonce, 1))
  })
})
