/** Loudness for listening: quiet voices up, loud ones down, by one gain for the whole recording. */

import { readWavAsTelephone, WavError, writeWav } from './wav.ts'

const frame = 160
/** RMS that speech is brought to, and below which a frame is a pause, dBFS. */
const wanted = -19
const pause = -45
/** No sample is driven beyond this, dBFS. */
const ceiling = -1
/** Noise shall not be made speech, nor speech a whisper, dB. */
const most = 20
const least = -12

const power = (level: number): number => (32768 * 10 ** (level / 20)) ** 2
const loudEnough = frame * power(pause)

/** Listens to a recording piece by piece, in whole frames but for the last. */
export class LevelMeter {
  #energy = 0
  #counted = 0
  #peak = 0

  push(samples: Int16Array): void {
    for (let at = 0; at + frame <= samples.length; at += frame) {
      let ofFrame = 0
      let peak = this.#peak
      for (let i = at; i < at + frame; i += 1) {
        const sample = samples[i] ?? 0
        ofFrame += sample * sample
        if (sample > peak) peak = sample
        else if (-sample > peak) peak = -sample
      }
      this.#peak = peak
      if (ofFrame < loudEnough) continue
      this.#energy += ofFrame
      this.#counted += frame
    }
  }

  /** What to multiply samples by, so that it is as loud as other speech; 1 for silence. */
  get gain(): number {
    if (this.#counted === 0) return 1
    const change = wanted - 10 * Math.log10(this.#energy / this.#counted / 32768 ** 2)
    const headroom = ceiling - 20 * Math.log10(this.#peak / 32768)
    return 10 ** (Math.max(least, Math.min(change, headroom, most)) / 20)
  }
}

/** A recording as WAV at the loudness of other speech; the same where nothing is to be changed, or where it is no WAV. */
export function levelledWav(file: Buffer): Buffer {
  try {
    const samples = readWavAsTelephone(file)
    const meter = new LevelMeter()
    meter.push(samples)
    const { gain } = meter
    return gain === 1 ? file : writeWav(samples.map((sample) => Math.round(sample * gain)))
  } catch (error) {
    if (error instanceof WavError) return file
    throw error
  }
}
