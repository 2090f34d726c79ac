/** The outline of a recording: how loud it is from its begin to its end. */
import { readWavAsTelephone, WavError } from './wav.ts'

/** Parts that a recording has, whatever its length. */
const PARTS = 150
/** What is quieter throughout is drawn as silence, not as speech: so far as a recording is made louder for listening. */
const LEAST_LOUDEST = 164

/**
 * @param file a WAV file
 * @returns of 150 parts of equal length the loudest sample each, as a share of the loudest of all, 0 to 1 by hundredths;
 *   none where it is no WAV
 */
export function waveformOf(file: Buffer): number[] {
  try {
    const samples = readWavAsTelephone(file)
    const peaks = Array.from({ length: PARTS }, (_, part) => {
      const to = Math.floor(((part + 1) * samples.length) / PARTS)
      let peak = 0
      for (let at = Math.floor((part * samples.length) / PARTS); at < to; at += 1)
        peak = Math.max(peak, Math.abs(samples[at] ?? 0))
      return peak
    })
    const loudest = Math.max(LEAST_LOUDEST, ...peaks)
    return peaks.map((peak) => Math.round((100 * peak) / loudest) / 100)
  } catch (error) {
    if (error instanceof WavError) return []
    throw error
  }
}
