import { describe, expect, it } from 'vitest'
import { FakeMediaClock } from '../../testing/fake-clock.ts'
import { Pacer } from './pacer.ts'

function counting() {
  return {
    frames: 0,
    frame() {
      this.frames += 1
    },
  }
}

describe('Pacer', () => {
  it('one frame at once, then one each 20 ms, on one timer for all', () => {
    const clock = new FakeMediaClock()
    const pacer = new Pacer(clock)
    const [a, b] = [counting(), counting()]
    pacer.add(a)
    pacer.add(b)
    clock.advance(1000)
    expect([a.frames, b.frames]).toEqual([51, 50])
    expect(clock.pending).toBe(1)
  })

  it('timers that fire late do not make it drift', () => {
    const clock = new FakeMediaClock()
    const pacer = new Pacer(clock)
    const item = counting()
    pacer.add(item)
    for (let i = 0; i < 100; i += 1) {
      clock.stall(7)
      clock.advance(33)
    }
    expect(item.frames).toBeGreaterThanOrEqual(199)
    expect(item.frames).toBeLessThanOrEqual(201)
  })

  it('after a long stall it goes on rather than catching up in a burst', () => {
    const clock = new FakeMediaClock()
    const pacer = new Pacer(clock)
    const item = counting()
    pacer.add(item)
    clock.stall(10_000)
    clock.advance(20)
    expect(item.frames).toBeLessThanOrEqual(4)
  })

  it('no timer when nothing is paced', () => {
    const clock = new FakeMediaClock()
    const pacer = new Pacer(clock)
    const item = counting()
    pacer.add(item)
    pacer.remove(item)
    clock.advance(100)
    expect(clock.pending).toBe(0)
  })
})
