import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { renderTone } from '../audio/tone.ts'
import { readWavAsTelephone } from '../audio/wav.ts'
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

/** Somebody speaks for some seven seconds, at this level in dBFS (RMS). */
function speaker(level: number): Int16Array {
  const spoken = readWavAsTelephone(
    readFileSync(fileURLToPath(new URL('../../prompts/en/try-later.wav', import.meta.url))),
  )
  const power = spoken.reduce((sum, sample) => sum + sample * sample, 0) / spoken.length
  const gain = (10 ** (level / 20) * 32768) / Math.sqrt(power)
  return spoken.map((sample) => Math.round(sample * gain))
}

/** Steady noise at a level in dBFS (RMS), always the same. */
function noise(samples: number, level: number): Int16Array {
  let state = 1
  const uniform = () => {
    state = (state * 48271) % 2147483647
    return (2 * state) / 2147483647 - 1
  }
  const amplitude = 10 ** (level / 20) * 32768 * Math.sqrt(3)
  return Int16Array.from({ length: samples }, () => Math.round(uniform() * amplitude))
}

const mixed = (a: Int16Array, b: Int16Array) => a.map((sample, at) => sample + (b[at] ?? 0))

describe('a caller who is hard to hear', () => {
  it.each([
    [-44, -60],
    [-46, -60],
    [-46, -66],
    [-50, -66],
  ])('speaks at %s dBFS over a line with noise at %s', (level, line) => {
    const spoken = speaker(level)
    const { speechSamples, silentSamples } = detect(mixed(spoken, noise(spoken.length, line)))
    expect(speechSamples / spoken.length).toBeGreaterThan(0.5)
    expect(silentSamples / 8000).toBeLessThan(1)
  })

  it.each([-43, -46, -50, -60])('is none where the line has steady noise at %s dBFS', (level) => {
    const line = noise(12 * 8000, level)
    // With every tenth packet lost.
    for (let at = 0; at < line.length; at += 1600) line.fill(0, at, at + 160)
    expect(detect(line).speechSamples).toBe(0)
  })

  it('is none where noise begins: in less than what makes a message it is the background', () => {
    for (let before = 8000; before < 16_000; before += 800) {
      const { speechSamples } = detect(noise(before, -65), noise(12 * 8000, -46))
      expect(speechSamples / 8000).toBeLessThan(2)
    }
  })
})
