import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PortLeases } from './port-leases.ts'

function setUp(pairs: number, quarantine = 1000) {
  const clock = { now: 0 }
  const leases = new PortLeases(quarantine, () => clock.now)
  leases.add(Array.from({ length: pairs }, (_, i) => 10000 + 2 * i))
  return { clock, leases }
}

describe('PortLeases', () => {
  it('a port given back rests before it serves again', () => {
    const { clock, leases } = setUp(2)
    const slot = leases.take() ?? -1
    leases.give(slot)
    clock.now = 999
    expect([leases.resting, leases.free, leases.take()]).toEqual([1, 1, 1 - slot])
    clock.now = 1000
    expect([leases.resting, leases.free, leases.take()]).toEqual([0, 1, slot])
    expect(leases.take()).toBeUndefined()
  })

  it('a port that still rests serves rather than that a call is refused, the longest rested first', () => {
    const { clock, leases } = setUp(2)
    const [first, second] = [leases.take() ?? -1, leases.take() ?? -1]
    leases.give(second)
    clock.now = 10
    leases.give(first)
    expect([leases.take(), leases.take(), leases.take()]).toEqual([second, first, undefined])
  })

  it('more ports may come while some are leased', () => {
    const { leases } = setUp(1)
    leases.take()
    leases.add([20000])
    expect(leases.portOf(leases.take() ?? -1)).toBe(20000)
  })

  it('never leases a port twice, nor early while there is another, and loses none', () => {
    const step = fc.oneof(
      fc.record({ take: fc.constant(true) }),
      fc.record({ give: fc.nat(50) }),
      fc.record({ wait: fc.nat(700) }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const { clock, leases } = setUp(8)
        const held: number[] = []
        const givenAt = new Map<number, number>()
        for (const one of steps) {
          if ('wait' in one) clock.now += one.wait
          else if ('give' in one) {
            const [slot] = held.splice(one.give % Math.max(1, held.length), 1)
            if (slot === undefined) continue
            leases.give(slot)
            givenAt.set(slot, clock.now)
          } else {
            const { free } = leases
            const slot = leases.take()
            expect(slot === undefined).toBe(held.length === 8)
            if (slot === undefined) continue
            expect(held).not.toContain(slot)
            if (free > 0) expect(clock.now - (givenAt.get(slot) ?? -1000)).toBeGreaterThanOrEqual(1000)
            held.push(slot)
          }
        }
        expect(leases.leased).toBe(held.length)
        expect(leases.leased + leases.resting + leases.free).toBe(8)
      }),
    )
  })
})
