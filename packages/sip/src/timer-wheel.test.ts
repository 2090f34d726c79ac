import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../testing/index.ts'
import type { Clock } from './clock.ts'
import { systemClock } from './system-clock.ts'
import { TimerWheel, WheelTimer } from './timer-wheel.ts'

/** The fake clock, but as coarse as a real one. */
function coarse(clock: FakeClock, resolution: number): Clock {
  return {
    resolution,
    now: () => clock.now(),
    epoch: () => clock.epoch(),
    after: (milliseconds, fire) => clock.after(milliseconds, fire),
    cancel: (timer) => clock.cancel(timer),
  }
}

class Bell extends WheelTimer {
  rung = 0

  fire(): void {
    this.rung++
  }
}

describe('TimerWheel', () => {
  it('fires exactly on a fake clock, beyond one turn too', () => {
    const clock = new FakeClock()
    const wheel = new TimerWheel(clock)
    const fired: number[] = []
    for (const at of [1, 500, 2047, 2048, 2049, 32_000, 100_000]) {
      wheel.after(at, () => fired.push(clock.now()))
    }
    clock.advance(200_000)
    expect(fired).toEqual([1, 500, 2047, 2048, 2049, 32_000, 100_000])
  })

  it('never fires early, at most one slot late, and never what was cancelled', () => {
    const step = fc.record({
      wait: fc.integer({ min: 0, max: 100_000 }),
      pause: fc.integer({ min: 0, max: 3000 }),
      cancel: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.constantFrom(1, 20, 50), (steps, resolution) => {
        const clock = new FakeClock()
        const wheel = new TimerWheel(coarse(clock, resolution))
        let fired = 0
        for (const { wait, pause, cancel } of steps) {
          const due = clock.now() + wait
          const timer = wheel.after(wait, () => {
            fired++
            expect(cancel).toBe(false)
            expect(clock.now()).toBeGreaterThanOrEqual(due)
            expect(clock.now()).toBeLessThanOrEqual(due + resolution)
          })
          if (cancel) wheel.cancel(timer)
          clock.advance(pause)
        }
        clock.drain()
        expect(fired).toBe(steps.filter(({ cancel }) => !cancel).length)
        expect(wheel.size).toBe(0)
        expect(clock.pending).toBe(0)
      }),
    )
  })

  it('keeps no timer of its clock while it is empty', () => {
    const clock = new FakeClock()
    const wheel = new TimerWheel(clock)
    const timer = wheel.after(1000, () => {})
    wheel.after(2000, () => {})
    expect([wheel.size, clock.pending]).toEqual([2, 1])
    clock.advance(2000)
    expect([wheel.size, clock.pending]).toEqual([0, 0])
    wheel.cancel(timer)
    const other = wheel.after(10, () => {})
    wheel.cancel(other)
    wheel.cancel(other)
    expect([wheel.size, clock.pending]).toEqual([0, 0])
  })

  it('a node that is scheduled again moves', () => {
    const clock = new FakeClock()
    const wheel = new TimerWheel(clock)
    const bell = new Bell()
    wheel.schedule(bell, 100)
    wheel.schedule(bell, 300)
    expect([bell.scheduled, wheel.size, bell.dueAt]).toEqual([true, 1, 300])
    clock.advance(299)
    expect(bell.rung).toBe(0)
    clock.advance(1)
    expect([bell.rung, bell.scheduled]).toEqual([1, false])
  })

  it('a timer may cancel and set others of its own slot while it fires', () => {
    const clock = new FakeClock()
    const wheel = new TimerWheel(coarse(clock, 20))
    const fired: string[] = []
    wheel.after(15, () => {
      fired.push('first')
      wheel.cancel(second)
      wheel.after(0, () => fired.push(`next at ${clock.now()}`))
    })
    const second = wheel.after(16, () => fired.push('second'))
    wheel.after(17, () => fired.push('third'))
    clock.advance(100)
    expect(fired).toEqual(['first', 'third', 'next at 40'])
  })

  it('a stall of several turns fires everything once', () => {
    const clock = new FakeClock()
    let now = 0
    const wheel = new TimerWheel({ ...coarse(clock, 20), now: () => now })
    let fired = 0
    for (let wait = 100; wait < 300_000; wait += 1000) wheel.after(wait, () => fired++)
    now = 400_000
    clock.drain()
    expect([fired, wheel.size]).toEqual([300, 0])
  })

  it('a callback that throws takes no other timer with it', () => {
    const clock = new FakeClock()
    const wheel = new TimerWheel(coarse(clock, 20))
    const bell = new Bell()
    wheel.after(10, () => {
      throw new Error('a bug')
    })
    wheel.schedule(bell, 10)
    expect(() => clock.advance(20)).toThrow('a bug')
    clock.advance(20)
    expect(bell.rung).toBe(1)
  })

  it('a callback that throws --> reported to who wants to know, the others of its slot fire at once', () => {
    const clock = new FakeClock()
    const bugs: unknown[] = []
    const wheel = new TimerWheel(coarse(clock, 20), (error) => bugs.push(error))
    const bell = new Bell()
    const bug = new Error('a bug')
    wheel.after(10, () => {
      throw bug
    })
    wheel.schedule(bell, 10)
    clock.advance(20)
    expect([bugs, bell.rung, wheel.size]).toEqual([[bug], 1, 0])
  })

  it('is a clock, and stands on the system clock', async () => {
    const clock = systemClock()
    const wheel = new TimerWheel(clock)
    const started = wheel.now()
    clock.cancel(clock.after(1, () => expect.unreachable()))
    await new Promise<void>((resolve) => {
      wheel.after(5, resolve)
    })
    expect(wheel.now() - started).toBeGreaterThanOrEqual(5)
    expect(Math.abs(wheel.epoch() - Date.now())).toBeLessThan(1000)
    expect(wheel.size).toBe(0)
  })
})
