import { expect, it } from 'vitest'
import { measureLevel } from './goertzel.ts'
import { LevelMeter, levelledWav } from './level.ts'
import { PcmBuffer } from './pcm-source.ts'
import { renderTone } from './tone.ts'
import { readWav, writeWav } from './wav.ts'

const tone = (level: number) => renderTone({ kind: 'tone', frequencies: [440], level }, 1)
const silence = new Int16Array(8000)

/** The samples as they are played. */
function levelled(samples: Int16Array): Int16Array {
  const meter = new LevelMeter()
  for (let at = 0; at < samples.length; at += 4000) meter.push(samples.subarray(at, at + 4000))
  const played = new Int16Array(samples.length)
  new PcmBuffer(samples, meter.gain).read(played, 0)
  return played
}

it.each([
  ['a quiet voice comes up', -36, -19],
  ['a very quiet one only so far', -39, -22],
  ['a loud one comes down', -3, -15 - 3],
  ['one as it should be stays', -16, -19],
])('%s', (_, peak, rms) => {
  // The RMS of a sine lies 3 dB below its peak.
  expect(measureLevel(levelled(tone(peak)))).toBeCloseTo(Math.max(rms, Math.min(-19, peak - 3 + 20)), 0)
})

it('pauses do not count, nor are they made louder than by the one gain', () => {
  const quiet = new Int16Array([...silence, ...tone(-30), ...silence])
  const loud = levelled(quiet)
  expect(measureLevel(loud.subarray(8000, 16_000))).toBeCloseTo(-19, 0)
  expect(measureLevel(loud.subarray(0, 8000))).toBe(Number.NEGATIVE_INFINITY)
})

it('a click leaves no room: nothing is driven over the ceiling', () => {
  const samples = tone(-30)
  samples[4000] = 32_000
  expect(Math.max(...levelled(samples))).toBeLessThanOrEqual(32_768 * 10 ** (-1 / 20) + 1)
})

it('silence stays silence, and what was given stays as it is', () => {
  expect(levelled(silence)).toEqual(silence)
  const given = tone(-30)
  const before = given.slice()
  levelled(given)
  expect(given).toEqual(before)
})

it('a file comes as loud as other speech and as long as it was; what is no audio comes as it is', () => {
  const file = writeWav(tone(-30))
  const { samples } = readWav(levelledWav(file))
  expect(measureLevel(samples)).toBeCloseTo(-19, 0)
  expect(samples).toHaveLength(8_000)
  expect(readWav(file).samples).toEqual(tone(-30))
  const [noise, quiet] = [Buffer.from('no audio'), writeWav(silence)]
  expect(levelledWav(noise)).toBe(noise)
  expect(levelledWav(quiet)).toBe(quiet)
})
