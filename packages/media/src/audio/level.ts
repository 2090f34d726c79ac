/** Loudness for listening: quiet voices up, loud ones down, by one gain for the whole recording. */

const frame = 160
/** RMS that speech is brought to, and below which a frame is a pause, dBFS. */
const wanted = -19
const pause = -45
/** No sample is driven beyond this, dBFS. */
const ceiling = -1
/** Noise shall not be made speech, nor speech a whisper, dB. */
const most = 20
const least = -12

/** The samples at the loudness of other speech; the given ones stay as they are. Silence stays silence. */
export function levelled(samples: Int16Array): Int16Array {
  const gain = gainFor(samples)
  if (gain === 1) return samples
  const out = new Int16Array(samples.length)
  for (let i = 0; i < samples.length; i += 1) out[i] = Math.round((samples[i] ?? 0) * gain)
  return out
}

function gainFor(samples: Int16Array): number {
  const loudEnough = frame * power(pause)
  let energy = 0
  let counted = 0
  let peak = 0
  for (let at = 0; at + frame <= samples.length; at += frame) {
    let ofFrame = 0
    for (let i = at; i < at + frame; i += 1) {
      const sample = samples[i] ?? 0
      ofFrame += sample * sample
      peak = Math.max(peak, Math.abs(sample))
    }
    if (ofFrame < loudEnough) continue
    energy += ofFrame
    counted += frame
  }
  if (counted === 0) return 1
  const change = wanted - 10 * Math.log10(energy / counted / 32768 ** 2)
  const headroom = ceiling - 20 * Math.log10(peak / 32768)
  return 10 ** (Math.max(least, Math.min(change, headroom, most)) / 20)
}

const power = (level: number): number => (32768 * 10 ** (level / 20)) ** 2
