/**
 * Renders the music that waiting callers hear: slow broken chords of our own, 32 seconds that end where they begin.
 * 8 kHz, mono, A-law: what the telephone carries. The file is committed; only who changes the tune runs this.
 */
import { writeFileSync } from 'node:fs'
import { encodeInto, lawOf } from '../src/audio/g711.ts'

const rate = 8000
const beat = 0.5
/** Semitones above A3 of each chord's notes, low to high; one bar of eight half beats each. */
const chords = [
  [3, 7, 10, 15, 19, 15, 10, 7],
  [0, 7, 12, 15, 19, 15, 12, 7],
  [-4, 3, 8, 12, 15, 12, 8, 3],
  [-2, 5, 10, 14, 17, 14, 10, 5],
]
const bars = [0, 1, 2, 3, 0, 1, 2, 3]
const seconds = bars.length * 8 * beat
const samples = new Float64Array(seconds * rate)

/** A plucked string: partials that die the sooner the higher they are; what rings past the end rings in again. */
function pluck(at: number, semitones: number, level: number): void {
  const frequency = 220 * 2 ** (semitones / 12)
  for (let i = 0; i < 3 * rate; i += 1) {
    const t = i / rate
    const attack = Math.min(1, t / 0.008)
    let value = 0
    for (let partial = 1; partial <= 4; partial += 1)
      value +=
        (Math.sin(2 * Math.PI * frequency * partial * t) / partial ** 1.6) *
        Math.exp(-t * (1.4 + partial * 0.9))
    const place = (Math.round(at * rate) + i) % samples.length
    samples[place] = (samples[place] ?? 0) + value * level * attack
  }
}

for (const [bar, chord] of bars.entries())
  for (const [index, semitones] of (chords[chord] ?? []).entries())
    pluck((bar * 8 + index) * beat, semitones, index % 4 === 0 ? 1 : 0.7)

const peak = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
const pcm = Int16Array.from(samples, (value) => Math.round((value / peak) * 32767 * 10 ** (-9 / 20)))
const header = Buffer.alloc(44)
const data = Buffer.alloc(pcm.length)
const law = lawOf('PCMA')
if (!law) throw new Error('no A-law')
encodeInto(law, pcm, data, 0)
header.write('RIFF', 0)
header.writeUInt32LE(36 + data.length, 4)
header.write('WAVEfmt ', 8)
header.writeUInt32LE(16, 16)
header.writeUInt16LE(6, 20)
header.writeUInt16LE(1, 22)
header.writeUInt32LE(rate, 24)
header.writeUInt32LE(rate, 28)
header.writeUInt16LE(1, 32)
header.writeUInt16LE(8, 34)
header.write('data', 36)
header.writeUInt32LE(data.length, 40)
writeFileSync(new URL('../prompts/music/waiting-music.wav', import.meta.url), Buffer.concat([header, data]))
