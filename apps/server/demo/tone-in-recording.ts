/** Finds a tone again in a recording: how long it sounds there, and how little else does meanwhile. */
import { measureLevel, measureTone, readWav } from '@mainline/media'

/** Seconds of one look: short enough that the edges of the tone blur little. */
const BLOCK = 0.05
/** Below this level, dBFS, there is no tone; it is sent at -10. */
const AUDIBLE = -20

/** @returns seconds in which the tone sounds, and the share of the energy in them that is the tone's, 0 to 1 */
export function toneInRecording(wav: Buffer, hertz: number): { seconds: number; purity: number } {
  const { samples, rate } = readWav(wav)
  const size = Math.round(rate * BLOCK)
  const shares: number[] = []
  for (let at = 0; at + size <= samples.length; at += size) {
    const block = samples.subarray(at, at + size)
    const tone = measureTone(block, hertz, rate)
    // A sine's effective level is 3 dB below its peak.
    if (tone > AUDIBLE) shares.push(10 ** ((tone - 20 * Math.log10(Math.SQRT2) - measureLevel(block)) / 10))
  }
  const purity = shares.reduce((sum, share) => sum + Math.min(1, share), 0) / Math.max(1, shares.length)
  return { seconds: shares.length * BLOCK, purity }
}
