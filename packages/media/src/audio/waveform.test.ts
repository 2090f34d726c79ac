import { expect, it } from 'vitest'
import { writeWav } from './wav.ts'
import { waveformOf } from './waveform.ts'

it('a recording has an outline of 150 parts, the loudest of which is 1', () => {
  const samples = Int16Array.from({ length: 15_000 }, (_, at) => (at < 7_500 ? 1_000 : -4_000))
  const outline = waveformOf(writeWav(samples))
  expect(outline).toEqual([...Array(75).fill(0.25), ...Array(75).fill(1)])
})

it('noise is not drawn as speech, and what is no recording has no outline', () => {
  expect(Math.max(...waveformOf(writeWav(Int16Array.from({ length: 800 }, () => 16))))).toBe(0.1)
  expect(waveformOf(writeWav(new Int16Array(0)))).toEqual(Array(150).fill(0))
  expect(waveformOf(Buffer.from('no recording'))).toEqual([])
})
