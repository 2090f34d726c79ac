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

  it('many take turns within the 20 ms, each its own every 20 ms', () => {
    const clock = new FakeMediaClock()
    const pacer = new Pacer(clock)
    const sentAt: number[][] = Array.from({ length: 200 }, () => [])
    for (const at of sentAt) pacer.add({ frame: () => void at.push(clock.now()) })
    clock.advance(1000)
    expect(clock.pending).toBe(1)
    const atOnce = new Map<number, number>()
    for (const at of sentAt.map((times) => times[5] ?? 0)) atOnce.set(at, (atOnce.get(at) ?? 0) + 1)
    expect(Math.max(...atOnce.values())).toBe(20)
    for (const times of sentAt) {
      expect(times.length).toBeGreaterThanOrEqual(49)
      for (const [i, at] of times.entries()) if (i > 0) expect(at - (times[i - 1] ?? 0)).toBe(20)
    }
  })

  it('whose turn has ended may begin again, once in a frame', () => {
    const clock = new FakeMediaClock()
    const pacer = new Pacer(clock)
    const [stays, again] = [counting(), counting()]
    pacer.add(stays)
    pacer.add(again)
    pacer.remove(again)
    clock.advance(100)
    pacer.add(again)
    pacer.add(again)
    clock.advance(100)
    expect([again.frames, pacer.size]).toEqual([5, 2])
  })

  it('a long stall does not make all turns fall together', () => {
    const clock = new FakeMediaClock()
    const pacer = new Pacer(clock)
    const lastAt: number[] = []
    for (let i = 0; i < 200; i += 1) {
      const frame = () => {
        lastAt[i] = clock.now()
      }
      pacer.add({ frame })
    }
    clock.stall(1_003)
    clock.advance(100)
    expect(new Set(lastAt).size).toBe(10)
  })

  it('the first in a turn that had nobody has 20 ms from packet to packet', () => {
    const clock = new FakeMediaClock()
    const pacer = new Pacer(clock)
    const stay = Array.from({ length: 16 }, counting)
    for (const item of stay) pacer.add(item)
    const leaves = counting()
    pacer.add(leaves)
    clock.advance(35)
    pacer.remove(leaves)
    clock.advance(8)
    const at: number[] = []
    pacer.add({ frame: () => void at.push(clock.now()) })
    clock.advance(200)
    for (const [i, time] of at.entries()) if (i > 0) expect(time - (at[i - 1] ?? 0)).toBe(20)
  })
})
