import alawmulaw from 'alawmulaw'
import { expect, it } from 'vitest'
import { checkCounted, countedFrame } from './counted-audio.ts'

const { alaw } = alawmulaw
const stored = (counts: readonly (number | 'lost')[]) =>
  Int16Array.from(
    counts.flatMap((count) => [
      ...(count === 'lost' ? new Int16Array(160) : alaw.decode(countedFrame(count))),
    ]),
  )
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at)

it('all of it, round and round --> no gap', () => {
  expect(checkCounted(stored(upTo(200)))).toEqual({ seconds: 4, worstGapMs: 0 })
})
it('three packets silent --> 60 ms', () => {
  expect(checkCounted(stored([...upTo(10), 'lost', 'lost', 'lost', 13, 14])).worstGapMs).toBe(60)
})
it('two packets cut out --> 40 ms', () => {
  expect(checkCounted(stored([...upTo(10), 12, 13])).worstGapMs).toBe(40)
})
it('one packet twice --> 20 ms', () => {
  expect(checkCounted(stored([0, 1, 1, 2, 3])).worstGapMs).toBe(20)
})
