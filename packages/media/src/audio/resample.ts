/** Brings any common sampling rate to the 8000 Hz of the telephone. */

import { Buffer } from 'node:buffer'

/** Half the width of the windowed sinc, in zero crossings. */
const crossings = 12

/**
 * The samples at `from` hertz as samples at `to` hertz: windowed-sinc interpolation (Blackman), low-passed below the lower
 * Nyquist rate so that nothing folds back.
 */
export function resample(samples: Int16Array, from: number, to = 8000): Int16Array {
  if (from === to) return samples
  const length = Math.floor((samples.length * to) / from)
  const out = new Int16Array(length)
  const cutoff = Math.min(1, to / from) * 0.95
  const reach = Math.ceil(crossings / cutoff)
  for (let i = 0; i < length; i += 1) {
    const centre = (i * from) / to
    const first = Math.max(0, Math.ceil(centre - reach))
    const last = Math.min(samples.length - 1, Math.floor(centre + reach))
    let sum = 0
    for (let j = first; j <= last; j += 1) sum += (samples[j] ?? 0) * kernel(j - centre, cutoff, reach)
    out[i] = Math.max(-32768, Math.min(32767, Math.round(sum)))
  }
  return out
}

function kernel(distance: number, cutoff: number, reach: number): number {
  const x = Math.PI * distance * cutoff
  const sinc = Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x
  const phase = (Math.PI * distance) / reach
  return cutoff * sinc * (0.42 + 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase))
}

/** Mixes interleaved channels down to one. */
export function downmix(samples: Int16Array, channels: number): Int16Array {
  if (channels === 1) return samples
  const out = new Int16Array(Math.floor(samples.length / channels))
  for (let i = 0; i < out.length; i += 1) {
    let sum = 0
    for (let c = 0; c < channels; c += 1) sum += samples[i * channels + c] ?? 0
    out[i] = Math.round(sum / channels)
  }
  return out
}

/** The samples as little-endian bytes, as WAV files hold them. */
export function pcmBytes(samples: Int16Array): Buffer {
  const bytes = Buffer.alloc(samples.length * 2)
  for (let i = 0; i < samples.length; i += 1) bytes.writeInt16LE(samples[i] ?? 0, i * 2)
  return bytes
}
