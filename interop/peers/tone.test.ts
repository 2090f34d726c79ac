import { describe, expect, it } from 'vitest'
import { readWav, toneShare, toneWav } from './tone.ts'

describe('finding a tone', () => {
  const recording = readWav(toneWav(440, 2, 8_000))

  it.each([
    ['its own frequency', 440, 0.99, 1.01],
    ['another frequency', 620, -0.01, 0.01],
  ])('%s', (_, hz, least, most) => {
    const share = toneShare(recording, hz)
    expect(share).toBeGreaterThan(least)
    expect(share).toBeLessThan(most)
  })

  it('silence holds no tone', () => {
    expect(toneShare({ sampleRate: 8_000, samples: new Int16Array(8_000), seconds: 1 }, 440)).toBe(0)
  })
})
