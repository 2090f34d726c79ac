/** Brings any common sampling rate to the 8000 Hz of the telephone. */

import { Buffer } from 'node:buffer'
import { endianness } from 'node:os'

const bigEndian = endianness() === 'BE'

/** Half the width of the windowed sinc, in zero crossings. */
const crossings = 12

/**
 * The samples at `from` hertz as samples at `to` hertz: windowed-sinc interpolation (Blackman), low-passed below the lower
 * Nyquist rate so that nothing folds back. Places between two samples come round again, and so do their weights.
 */
export function resample(samples: Int16Array, from: number, to = 8000): Int16Array {
  if (from === to) return samples
  const out = new Int16Array(Math.floor((samples.length * to) / from))
  const cutoff = Math.min(1, to / from) * 0.95
  const reach = Math.ceil(crossings / cutoff)
  const phases = to / greatestDivisor(from, to)
  const weights = Array.from({ length: phases }, (_, phase) =>
    weightsOf((phase * from) / to - Math.floor((phase * from) / to), cutoff, reach),
  )
  for (let i = 0; i < out.length; i += 1) {
    const weight = weights[i % phases] ?? noWeights
    const first = Math.floor((i * from) / to) - reach + 1
    let sum = 0
    for (let j = 0; j < weight.length; j += 1) sum += (samples[first + j] ?? 0) * (weight[j] ?? 0)
    out[i] = Math.max(-32768, Math.min(32767, Math.round(sum)))
  }
  return out
}

const noWeights = new Float64Array(0)

/** Of the samples around a place that lies `fraction` behind one of them. */
function weightsOf(fraction: number, cutoff: number, reach: number): Float64Array {
  return Float64Array.from({ length: 2 * reach }, (_, j) => {
    const distance = j - reach + 1 - fraction
    return Math.abs(distance) > reach ? 0 : kernel(distance, cutoff, reach)
  })
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b))

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
  const bytes = Buffer.copyBytesFrom(samples)
  return bigEndian ? bytes.swap16() : bytes
}

/** The samples of little-endian bytes; half a sample at the end is left out. */
export function pcmSamples(bytes: Buffer): Int16Array {
  const samples = new Int16Array(bytes.length >> 1)
  const copy = Buffer.from(samples.buffer)
  bytes.copy(copy, 0, 0, copy.length)
  if (bigEndian) copy.swap16()
  return samples
}
