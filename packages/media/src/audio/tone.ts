/** Tones made sample by sample: any mix of frequencies in a cadence, and the ringing tones callers know. */

import type { AudioSource, ToneSource } from '../audio-source.ts'
import type { PcmSource } from './pcm-source.ts'

const rate = 8000

/** The beep before a recording. */
const beep: ToneSource = { kind: 'tone', frequencies: [1000], level: -12, seconds: 0.5 }

const ringing: Readonly<Record<'uk' | 'us' | 'eu', ToneSource>> = {
  uk: { kind: 'tone', frequencies: [400, 450], cadence: [400, 200, 400, 2000], level: -16 },
  us: { kind: 'tone', frequencies: [440, 480], cadence: [2000, 4000], level: -16 },
  eu: { kind: 'tone', frequencies: [425], cadence: [1000, 4000], level: -16 },
}

const low = [697, 770, 852, 941]
const high = [1209, 1336, 1477, 1633]

/** What a key of a telephone sounds like (ITU-T Q.23). @param digit one of `0`-`9 * # A`-`D` */
export function digitTone(digit: string): ToneSource {
  const at = '123A456B789C*0#D'.indexOf(digit.toUpperCase())
  return { kind: 'tone', frequencies: [low[at >> 2] ?? 0, high[at & 3] ?? 0], level: -8 }
}

/** The tone that a `beep`, `ringback` or `tone` source stands for; undefined for the other kinds. */
export function toneOf(source: AudioSource): ToneSource | undefined {
  if (source.kind === 'beep') return beep
  if (source.kind === 'ringback') return ringing[source.region ?? 'uk']
  return source.kind === 'tone' ? source : undefined
}

/** A tone as samples at 8000 Hz. */
export class ToneGenerator implements PcmSource {
  readonly #steps: readonly number[]
  readonly #amplitude: number
  /** Samples on, off, on, …; empty when continuous. */
  readonly #cadence: readonly number[]
  readonly #length: number
  #position = 0
  #cadenceIndex = 0
  #leftInCadence: number

  constructor(tone: ToneSource) {
    this.#steps = tone.frequencies.map((hertz) => (2 * Math.PI * hertz) / rate)
    this.#amplitude = (32767 * 10 ** ((tone.level ?? -10) / 20)) / Math.max(1, tone.frequencies.length)
    this.#cadence = (tone.cadence ?? []).map((ms) => Math.max(1, Math.round((ms * rate) / 1000)))
    this.#length = tone.seconds === undefined ? Number.POSITIVE_INFINITY : Math.round(tone.seconds * rate)
    this.#leftInCadence = this.#cadence[0] ?? Number.POSITIVE_INFINITY
  }

  read(into: Int16Array, offset: number): number {
    let at = offset
    while (at < into.length && this.#position < this.#length) {
      into[at] = this.#cadenceIndex % 2 === 0 ? this.#sample() : 0
      at += 1
      this.#position += 1
      this.#leftInCadence -= 1
      if (this.#leftInCadence === 0) {
        this.#cadenceIndex = (this.#cadenceIndex + 1) % this.#cadence.length
        this.#leftInCadence = this.#cadence[this.#cadenceIndex] ?? 1
      }
    }
    return at - offset
  }

  #sample(): number {
    let sum = 0
    for (const step of this.#steps) sum += Math.sin(step * this.#position)
    return Math.round(sum * this.#amplitude)
  }
}

/** `seconds` of a tone as samples at 8000 Hz. */
export function renderTone(tone: ToneSource, seconds: number): Int16Array {
  const samples = new Int16Array(Math.round(seconds * rate))
  new ToneGenerator(tone).read(samples, 0)
  return samples
}
