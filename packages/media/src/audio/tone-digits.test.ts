import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { alaw, decode, encodeInto } from './g711.ts'
import { renderTone } from './tone.ts'
import { ToneDigitDetector } from './tone-digits.ts'
import { readWavAsTelephone } from './wav.ts'

const low = [697, 770, 852, 941]
const high = [1209, 1336, 1477, 1633]
const keys = ['123A', '456B', '789C', '*0#D']

const quiet = (ms: number) => new Int16Array(ms * 8)

function pressed(digit: string, { ms = 80, level = -10, off = 1, twistDb = 0 } = {}): Int16Array {
  const row = keys.findIndex((line) => line.includes(digit))
  const column = keys[row]?.indexOf(digit) ?? 0
  const one = (hertz: number, dB: number) =>
    renderTone({ kind: 'tone', frequencies: [hertz * off], level: dB }, ms / 1000)
  const a = one(low[row] ?? 0, level - 6)
  const b = one(high[column] ?? 0, level - 6 + twistDb)
  return a.map((sample, at) => sample + (b[at] ?? 0))
}

const joined = (...parts: Int16Array[]) => Int16Array.from(parts.flatMap((part) => [...part]))

/** As it comes by telephone: A-law, 20 ms at a time. */
function heard(samples: Int16Array): string {
  const detector = new ToneDigitDetector()
  let digits = ''
  for (let at = 0; at < samples.length; at += 160) {
    const frame = samples.subarray(at, at + 160)
    const bytes = Buffer.alloc(frame.length)
    encodeInto(alaw, frame, bytes, 0)
    digits += detector.push(decode(alaw, bytes))
  }
  return digits
}

describe('digits as tones', () => {
  it.each([...'0123456789*#ABCD'])('%s is heard once', (digit) => {
    expect(heard(joined(quiet(33), pressed(digit), quiet(60)))).toBe(digit)
  })

  it('one after another, the same twice, a long one once', () => {
    const typed = [...'48293'].flatMap((digit) => [pressed(digit), quiet(60)])
    expect(heard(joined(...typed))).toBe('48293')
    expect(heard(joined(pressed('5'), quiet(60), pressed('5'), quiet(60)))).toBe('55')
    expect(heard(pressed('5', { ms: 2_000 }))).toBe('5')
  })

  it.each([
    ['50 ms long', { ms: 50 }, '7'],
    ['20 ms long', { ms: 20 }, ''],
    ['quiet', { level: -26 }, '7'],
    ['too quiet', { level: -45 }, ''],
    ['1.5 % beside its frequency', { off: 1.015 }, '7'],
    ['5 % beside its frequency', { off: 1.05 }, ''],
    ['the high tone 4 dB louder', { twistDb: 4 }, '7'],
    ['the high tone 15 dB louder', { twistDb: 15, level: -20 }, ''],
    ['the low tone 4 dB louder', { twistDb: -4 }, '7'],
  ])('%s', (_, how, digits) => expect(heard(joined(quiet(40), pressed('7', how), quiet(60)))).toBe(digits))

  it('in noise 20 dB below it', () => {
    let seed = 1
    const noise = () => {
      seed = (seed * 1103515245 + 12345) & 0x7fffffff
      return (seed / 0x7fffffff - 0.5) * 1_400
    }
    const samples = joined(
      quiet(40),
      pressed('3', { ms: 100 }),
      quiet(60),
      pressed('8', { ms: 100 }),
      quiet(60),
    )
    expect(heard(samples.map((sample) => Math.round(sample + noise())))).toBe('38')
  })

  it('one tone alone is no digit', () => {
    expect(heard(renderTone({ kind: 'tone', frequencies: [770] }, 1))).toBe('')
    expect(heard(renderTone({ kind: 'tone', frequencies: [440, 480] }, 1))).toBe('')
  })

  it('no word of our prompts is a digit', () => {
    for (const language of ['en', 'de']) {
      const folder = new URL(`../../prompts/${language}/`, import.meta.url)
      for (const name of readdirSync(folder).filter((file) => file.endsWith('.wav')))
        expect(heard(readWavAsTelephone(readFileSync(new URL(name, folder)))), name).toBe('')
    }
  })
})
