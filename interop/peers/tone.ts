/** Tones: made as WAV or A-law for a program to play, and found again in what a program recorded. */
import alawmulaw from 'alawmulaw'

// A CommonJS module: its names are not visible to an import of names.
const { alaw } = alawmulaw

/** 16-bit mono PCM of a sine at half scale. */
export function toneSamples(hz: number, seconds: number, sampleRate: number): Int16Array {
  return Int16Array.from({ length: seconds * sampleRate }, (_, index) =>
    Math.round(16_384 * Math.sin((2 * Math.PI * hz * index) / sampleRate)),
  )
}

export function toneWav(hz: number, seconds: number, sampleRate: number): Buffer {
  const samples = toneSamples(hz, seconds, sampleRate)
  const data = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)
  const head = Buffer.alloc(44)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(36 + data.length, 4)
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(sampleRate, 24)
  head.writeUInt32LE(sampleRate * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36, 'latin1')
  head.writeUInt32LE(data.length, 40)
  return Buffer.concat([head, data])
}

/** A-law at 8 kHz, without a header: what sipp streams. */
export const toneAlaw = (hz: number, seconds: number): Uint8Array =>
  alaw.encode(toneSamples(hz, seconds, 8_000))

export interface Recording {
  readonly sampleRate: number
  readonly samples: Int16Array
  readonly seconds: number
}

/** Reads 16-bit PCM (first channel) or A-law/µ-law WAV; a data length that was never filled in means "to the end". */
export function readWav(bytes: Buffer): Recording {
  if (bytes.toString('latin1', 0, 4) !== 'RIFF') throw new Error('not a WAV file')
  let format = { tag: 1, channels: 1, sampleRate: 8_000 }
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4)
    const size = bytes.readUInt32LE(at + 4)
    const body = at + 8
    if (name === 'fmt ') {
      format = {
        tag: bytes.readUInt16LE(body),
        channels: bytes.readUInt16LE(body + 2),
        sampleRate: bytes.readUInt32LE(body + 4),
      }
    }
    if (name === 'data') {
      const end = size === 0 || body + size > bytes.length ? bytes.length : body + size
      const samples = decode(bytes.subarray(body, end), format)
      return { sampleRate: format.sampleRate, samples, seconds: samples.length / format.sampleRate }
    }
    at = body + size + (size & 1)
  }
  return { sampleRate: format.sampleRate, samples: new Int16Array(0), seconds: 0 }
}

function decode(data: Buffer, { tag, channels }: { tag: number; channels: number }): Int16Array {
  if (tag === 6) return alaw.decode(data)
  if (tag !== 1) throw new Error(`WAV format ${tag} is not read here`)
  const frames = Math.floor(data.length / (2 * channels))
  return Int16Array.from({ length: frames }, (_, index) => data.readInt16LE(index * 2 * channels))
}

/**
 * Share of a recording's energy at `hz`, 0 to 1 (Goertzel), over `window` seconds from `from`. A clean tone gives about 1.
 */
export function toneShare(recording: Recording, hz: number, from = 0, window?: number): number {
  const { sampleRate, samples } = recording
  const start = Math.floor(from * sampleRate)
  const part = samples.subarray(
    start,
    window === undefined ? undefined : start + Math.floor(window * sampleRate),
  )
  // Short blocks: a jitter buffer that slips a sample breaks the phase of one block, not of all.
  const block = Math.floor(sampleRate / 10)
  let [atTone, whole] = [0, 0]
  for (let at = 0; at + block <= part.length; at += block) {
    const { power, energy } = goertzel(part.subarray(at, at + block), hz / sampleRate)
    atTone += power
    whole += energy
  }
  return whole === 0 ? 0 : Math.min(1, atTone / whole)
}

function goertzel(samples: Int16Array, cyclesPerSample: number): { power: number; energy: number } {
  const coefficient = 2 * Math.cos(2 * Math.PI * cyclesPerSample)
  let [previous, beforeThat, energy] = [0, 0, 0]
  for (const sample of samples) {
    const next = sample + coefficient * previous - beforeThat
    beforeThat = previous
    previous = next
    energy += sample * sample
  }
  const power = previous * previous + beforeThat * beforeThat - coefficient * previous * beforeThat
  return { power: (2 * power) / samples.length, energy }
}
