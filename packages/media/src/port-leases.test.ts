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
    const { clock, leases } = setUp(1)
    const slot = leases.take()
    expect(leases.take()).toBeUndefined()
    leases.give(slot ?? -1)
    clock.now = 999
    expect([leases.take(), leases.resting, leases.free]).toEqual([undefined, 1, 0])
    clock.now = 1000
    expect([leases.resting, leases.free, leases.take()]).toEqual([0, 1, slot])
  })

  it('more ports may come while some are leased', () => {
    const { leases } = setUp(1)
    leases.take()
    leases.add([20000])
    expect(leases.portOf(leases.take() ?? -1)).toBe(20000)
  })

  it('never leases a port twice nor early, and loses none', () => {
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
            const slot = leases.take()
            if (slot === undefined) continue
            expect(held).not.toContain(slot)
            expect(clock.now - (givenAt.get(slot) ?? -1000)).toBeGreaterThanOrEqual(1000)
            held.push(slot)
          }
        }
        expect(leases.leased).toBe(held.length)
        expect(leases.leased + leases.resting + leases.free).toBe(8)
      }),
    )
  })
})
