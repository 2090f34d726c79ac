import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AudioTimeline } from './audio-timeline.ts'

/** The codes of a block, and its samples: they say which block it is. */
const codes = (position: number) => new Uint8Array(160).fill(1 + Math.floor(position / 160))
const samplesOf = Int16Array.from({ length: 256 }, (_, code) => code * 100)
const block = (position: number) => Int16Array.from(codes(position), (code) => code * 100)

describe('AudioTimeline', () => {
  it('any order gives the same audio, and what is missing is silence', () => {
    const blocks = Array.from({ length: 20 }, (_, i) => i * 160)
    fc.assert(
      fc.property(fc.shuffledSubarray(blocks, { minLength: 1 }), (positions) => {
        const timeline = new AudioTimeline()
        for (const position of positions) timeline.write(position, codes(position), samplesOf)
        const samples = timeline.take(20 * 160)
        for (const position of blocks) {
          const expected = positions.includes(position) ? block(position) : new Int16Array(160)
          expect(samples.subarray(position, position + 160)).toEqual(expected)
        }
      }),
    )
  })

  it('what comes too late is dropped, a block half too late keeps its second half', () => {
    const timeline = new AudioTimeline()
    timeline.write(0, codes(0), samplesOf)
    timeline.take(240)
    timeline.write(0, codes(0), samplesOf)
    timeline.write(160, codes(160), samplesOf)
    const rest = timeline.take(320)
    expect([...rest]).toEqual([...block(160).subarray(80)])
  })

  it('what is too far ahead is refused', () => {
    expect(new AudioTimeline().write(40_000, codes(0), samplesOf)).toBe(false)
  })

  it('silence of any length can be taken', () => {
    const timeline = new AudioTimeline()
    expect(timeline.take(100_000).length).toBe(100_000)
    timeline.write(100_000, codes(1), samplesOf)
    expect([...timeline.take(100_160)]).toEqual([...block(1)])
  })
})
