import { describe, expect, it } from 'vitest'
import { measureLevel, measureTone } from './goertzel.ts'
import { resample } from './resample.ts'
import { renderTone, ToneGenerator, toneOf } from './tone.ts'

describe('tones', () => {
  it.each([300, 440, 1000, 3300])('%i Hz is found at its level and nowhere else', (hertz) => {
    const samples = renderTone({ kind: 'tone', frequencies: [hertz], level: -10 }, 1)
    expect(measureTone(samples, hertz)).toBeCloseTo(-10, 1)
    expect(measureTone(samples, hertz + 200)).toBeLessThan(-50)
  })

  it('two frequencies share the level', () => {
    const samples = renderTone({ kind: 'tone', frequencies: [400, 450], level: -10 }, 1)
    expect(measureTone(samples, 400)).toBeCloseTo(-16, 1)
    expect(measureTone(samples, 450)).toBeCloseTo(-16, 1)
  })

  it('the British ringing tone: on, off, on, long off', () => {
    const tone = toneOf({ kind: 'ringback' })
    const samples = tone ? renderTone(tone, 3) : new Int16Array()
    const on = (from: number, to: number) => measureLevel(samples.subarray(from * 8000, to * 8000)) > -40
    expect([on(0, 0.4), on(0.4, 0.6), on(0.6, 1), on(1, 3)]).toEqual([true, false, true, false])
  })

  it('a beep ends, in a frame that is only partly filled', () => {
    const tone = toneOf({ kind: 'beep' })
    const generator = tone && new ToneGenerator({ ...tone, seconds: 0.03 })
    const frame = new Int16Array(160)
    expect([generator?.read(frame, 0), generator?.read(frame, 0), generator?.read(frame, 0)]).toEqual([
      160, 80, 0,
    ])
  })

  it('silence has no level', () => {
    expect(measureLevel(new Int16Array(100))).toBe(Number.NEGATIVE_INFINITY)
    expect(measureTone(new Int16Array(100), 440)).toBe(Number.NEGATIVE_INFINITY)
  })
})

describe('resample', () => {
  function sine(hertz: number, rate: number): Int16Array {
    return Int16Array.from({ length: rate }, (_, i) => 16384 * Math.sin((2 * Math.PI * hertz * i) / rate))
  }

  it.each([11025, 16000, 22050, 44100, 48000])('1000 Hz survives the way from %i Hz', (rate) => {
    const samples = resample(sine(1000, rate), rate)
    expect(samples.length).toBe(8000)
    expect(measureTone(samples, 1000)).toBeCloseTo(-6, 0)
  })

  it('what the telephone cannot carry does not fold back', () => {
    expect(measureLevel(resample(sine(7000, 48000), 48000).subarray(100, -100))).toBeLessThan(-45)
  })
})
