/** How much of a tone is in some audio: the Goertzel recurrence over one frequency. */

/**
 * Level in dBFS (peak) of the frequency `hertz` in samples at 8000 Hz; -Infinity when there is nothing of it. A pure
 * tone at full scale measures 0. Resolution is about 8000 / samples hertz.
 */
export function measureTone(samples: Int16Array, hertz: number, rate = 8000): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / rate)
  let last = 0
  let before = 0
  for (const sample of samples) {
    const next = sample / 32768 + coefficient * last - before
    before = last
    last = next
  }
  const power = last * last + before * before - coefficient * last * before
  return 20 * Math.log10((2 * Math.sqrt(Math.max(0, power))) / Math.max(1, samples.length))
}

/** Root mean square level in dBFS, where a full-scale square wave is 0; -Infinity for digital silence. */
export function measureLevel(samples: Int16Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return 10 * Math.log10(sum / Math.max(1, samples.length) / 32768 ** 2)
}
