import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ReceptionStatistics } from './reception-statistics.ts'

function feed(sequences: readonly number[], ssrc = 1): ReceptionStatistics {
  const statistics = new ReceptionStatistics()
  for (const sequence of sequences) statistics.note(ssrc, sequence & 0xffff, sequence * 160, sequence * 160)
  return statistics
}

const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i)

describe('ReceptionStatistics', () => {
  it('no packet: nothing lost, nothing reported', () => {
    const statistics = new ReceptionStatistics()
    expect([statistics.lost, statistics.takeFractionLost(), statistics.jitter]).toEqual([0, 0, 0])
  })

  it('wherever a run starts and whatever is missing in it, the loss is exact (RFC 3550 A.3)', () => {
    const run = fc.tuple(
      fc.integer({ min: 0, max: 65535 }),
      fc.integer({ min: 2, max: 400 }),
      fc.infiniteStream(fc.boolean()),
    )
    fc.assert(
      fc.property(run, ([start, count, keep]) => {
        const all = range(start, count)
        const kept = all.filter((_, i) => i === 0 || i === count - 1 || keep.next().value)
        const statistics = feed(kept)
        expect(statistics.lost).toBe(count - kept.length)
        expect(statistics.received).toBe(kept.length)
        expect(statistics.highest).toBe(start + count - 1)
      }),
    )
  })

  it('a packet that tells no time is counted, and jitter knows nothing of it', () => {
    const statistics = feed([1, 2])
    statistics.count(1, 3)
    statistics.note(1, 5, 800, 800)
    expect([statistics.received, statistics.lost, statistics.jitter]).toEqual([4, 1, 0])
  })

  it('order within 100 packets does not matter to the loss', () => {
    const shuffled = fc.shuffledSubarray(range(65500, 90), { minLength: 90, maxLength: 90 })
    fc.assert(
      fc.property(shuffled, (rest) => {
        expect(feed([65499, ...rest]).lost).toBe(0)
      }),
    )
  })

  it('a new source begins a new count, and the old loss stays', () => {
    const statistics = feed([1, 2, 5])
    statistics.note(2, 40000, 0, 0)
    statistics.note(2, 40001, 160, 160)
    expect(statistics.lost).toBe(2)
  })

  it('a jump beyond reason is a restart, not 30,000 lost packets', () => {
    expect(feed([...range(1, 10), ...range(30000, 10)]).lost).toBe(0)
  })

  it('fraction lost is of the time since the last report', () => {
    const statistics = feed(range(0, 100))
    expect(statistics.takeFractionLost()).toBe(0)
    for (const sequence of range(100, 100))
      if (sequence % 2) statistics.note(1, sequence, sequence * 160, sequence * 160)
    expect(statistics.takeFractionLost()).toBe(128)
    expect(statistics.takeFractionLost()).toBe(0)
  })

  it('even pacing has no jitter, across the wrap of the timestamp too', () => {
    const statistics = new ReceptionStatistics()
    const start = 2 ** 32 - 800
    for (let i = 0; i < 20; i += 1) statistics.note(1, i, (start + i * 160) % 2 ** 32, 5_000_000 + i * 160)
    expect(statistics.jitter).toBe(0)
  })

  it('uneven pacing approaches its mean deviation (RFC 3550 A.8)', () => {
    const statistics = new ReceptionStatistics()
    for (let i = 0; i < 2000; i += 1) statistics.note(1, i, i * 160, i * 160 + (i % 2) * 80)
    expect(statistics.jitter).toBeCloseTo(80, 0)
  })
})
