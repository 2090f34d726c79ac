import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FakeClock } from './fake-clock.ts'

describe('FakeClock', () => {
  it('fires in the order of times, then of setting, each at its time, and nothing that was cancelled', () => {
    const timer = fc.record({ wait: fc.integer({ min: 0, max: 50 }), cancel: fc.boolean() })
    fc.assert(
      fc.property(fc.array(timer), (timers) => {
        const clock = new FakeClock()
        const fired: { at: number; index: number }[] = []
        const set = timers.map(({ wait }, index) =>
          clock.after(wait, () => fired.push({ at: clock.now(), index })),
        )
        for (const [index, { cancel }] of timers.entries()) {
          const own = set[index]
          if (cancel && own !== undefined) clock.cancel(own)
        }
        clock.advance(50)
        const expected = timers
          .map(({ wait, cancel }, index) => ({ at: wait, index, cancel }))
          .filter(({ cancel }) => !cancel)
          .sort((a, b) => a.at - b.at || a.index - b.index)
          .map(({ at, index }) => ({ at, index }))
        expect(fired).toEqual(expected)
        expect(clock.pending).toBe(0)
      }),
    )
  })

  it('advance runs timers that timers set; advanceAsync lets promises run in between', async () => {
    const clock = new FakeClock(1_000_000)
    const seen: string[] = []
    clock.after(10, () => {
      void Promise.resolve().then(() => clock.after(10, () => seen.push(`${clock.now()}`)))
      clock.after(5, () => seen.push(`${clock.now()}`))
    })
    await clock.advanceAsync(100)
    expect(seen).toEqual(['15', '20'])
    expect([clock.now(), clock.epoch()]).toEqual([100, 1_000_100])
  })

  it('drain runs until nothing is left, and says when that never happens', () => {
    const clock = new FakeClock()
    clock.after(5000, () => {})
    clock.drain()
    expect(clock.now()).toBe(5000)
    const forever = (): void => {
      clock.after(1000, forever)
    }
    forever()
    expect(() => clock.drain(10_000)).toThrow('1 timers left')
  })
})
