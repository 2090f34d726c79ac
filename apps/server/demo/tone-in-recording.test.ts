import { writeWav } from '@mainline/media'
import { describe, expect, it } from 'vitest'
import { toneInRecording } from './tone-in-recording.ts'

const RATE = 8_000
const silence = (seconds: number) => new Int16Array(seconds * RATE)
const tone = (hertz: number, seconds: number, peak = 10_000) =>
  Int16Array.from({ length: seconds * RATE }, (_, index) =>
    Math.round(peak * Math.sin((2 * Math.PI * hertz * index) / RATE)),
  )
const wav = (...parts: Int16Array[]) => writeWav(Int16Array.from(parts.flatMap((part) => [...part])))

describe('a tone in a recording', () => {
  it('is as long as it sounded, without the silence around it', () => {
    const found = toneInRecording(wav(silence(1), tone(620, 3), silence(2)), 620)
    expect(found.seconds).toBeCloseTo(3, 1)
    expect(found.purity).toBeGreaterThan(0.99)
  })

  it.each([
    ['nothing', silence(3)],
    ['another tone', tone(800, 3)],
    ['the right tone, far too faint', tone(620, 3, 100)],
  ])('is not found in %s', (_, samples) => {
    expect(toneInRecording(wav(samples), 620).seconds).toBe(0)
  })

  it('is impure when something else sounds with it', () => {
    const other = tone(900, 3)
    const mixed = tone(620, 3).map((sample, index) => sample + (other[index] ?? 0))
    expect(toneInRecording(wav(mixed), 620).purity).toBeLessThan(0.6)
  })
})
