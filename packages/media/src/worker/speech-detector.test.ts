import { describe, expect, it } from 'vitest'
import { renderTone } from '../audio/tone.ts'
import { SpeechDetector } from './speech-detector.ts'

const voice = (seconds: number, level = -20) =>
  renderTone({ kind: 'tone', frequencies: [300], level }, seconds)
const quiet = (seconds: number) => new Int16Array(seconds * 8000)

function detect(...parts: Int16Array[]): SpeechDetector {
  const detector = new SpeechDetector(-42)
  for (const part of parts) detector.push(part)
  return detector
}

describe('SpeechDetector', () => {
  it.each<[string, Int16Array[], number, number]>([
    ['silence', [quiet(2)], 0, 2],
    ['speech', [voice(2)], 2, 0],
    ['speech, then silence', [voice(1), quiet(3)], 1, 3],
    ['a pause inside a word', [voice(0.5), quiet(0.1), voice(0.5)], 1, 0],
    ['a click', [quiet(1), voice(0.02), quiet(1)], 0, 2],
    ['a murmur below the level', [voice(2, -50)], 0, 2],
  ])('%s', (_, parts, speech, silence) => {
    const detector = detect(...parts)
    expect(detector.speechSamples / 8000).toBeCloseTo(speech, 1)
    expect(Math.abs(detector.silentSamples / 8000 - silence)).toBeLessThan(0.05)
  })

  it('the size of the pieces does not matter', () => {
    const all = voice(1)
    const pieces = Array.from({ length: 80 }, (_, i) => all.subarray(i * 100, (i + 1) * 100))
    expect(detect(...pieces).speechSamples).toBe(detect(all).speechSamples)
  })
})
