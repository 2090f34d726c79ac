/** WAV files: what recordings are written as, and all the forms a greeting may be uploaded in (RIFF, RFC 2361). */

import { Buffer } from 'node:buffer'
import { alaw, decode, ulaw } from './g711.ts'
import { downmix, pcmBytes, pcmSamples, resample } from './resample.ts'

/** Bytes before the samples in the files we write. */
export const wavHeaderSize = 44

/** The header of a mono 16 bit linear file of 8000 Hz with `dataBytes` of samples. */
export function wavHeader(dataBytes: number, rate = 8000): Buffer {
  const header = Buffer.alloc(wavHeaderSize)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(dataBytes + wavHeaderSize - 8, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(dataBytes, 40)
  return header
}

/** A whole file of these samples. */
export function writeWav(samples: Int16Array, rate = 8000): Buffer {
  return Buffer.concat([wavHeader(samples.length * 2, rate), pcmBytes(samples)])
}

/** Audio read from a file: one channel. */
export interface WavAudio {
  /** Hertz. */
  readonly rate: number
  readonly samples: Int16Array
}

/** Why a file is no audio for us; `cut`: it says that there should be more of it. */
export class WavError extends Error {
  override readonly name = 'WavError'
  readonly cut: boolean
  constructor(message: string, cut = false) {
    super(message)
    this.cut = cut
  }
}

/** What is known of a file before its samples are read. */
export interface WavFacts {
  readonly channels: number
  /** Hertz. */
  readonly rate: number
  readonly seconds: number
}

/** Looks at a file that somebody sends us: all of it must be there. Throws `WavError` as {@link readWav}. */
export function inspectWav(file: Buffer): WavFacts {
  const { format, data, claimed } = findSamples(file)
  decoderOf(format)
  // What writes to a pipe does not know the size, and leaves the largest there is.
  if (claimed > data.length && claimed < 0x7fff_0000) throw new WavError('the samples are cut off', true)
  const { channels, rate, bits } = format
  return { channels, rate, seconds: data.length / (rate * channels * (bits / 8)) }
}

interface Format {
  readonly tag: number
  readonly channels: number
  readonly rate: number
  readonly bits: number
}

/**
 * Reads linear samples of 8 to 32 bits, floating point, A-law or µ-law, up to eight channels (mixed down). A data chunk that
 * claims more than is there is read as far as the file goes. Throws `WavError` for anything else.
 */
export function readWav(file: Buffer): WavAudio {
  const { format, data } = findSamples(file)
  return { rate: format.rate, samples: downmix(decoderOf(format)(data), format.channels) }
}

function findSamples(file: Buffer): { format: Format; data: Buffer; claimed: number } {
  if (
    file.length < 12 ||
    file.toString('latin1', 0, 4) !== 'RIFF' ||
    file.toString('latin1', 8, 12) !== 'WAVE'
  ) {
    throw new WavError('not a WAV file')
  }
  let format: Format | undefined
  for (let at = 12; at + 8 <= file.length; ) {
    const id = file.toString('latin1', at, at + 4)
    const size = file.readUInt32LE(at + 4)
    const body = at + 8
    if (id === 'fmt ') format = readFormat(file, body)
    if (id === 'data') {
      if (!format) throw new WavError('samples before their format')
      return { format, data: file.subarray(body, body + size), claimed: size }
    }
    at = body + size + (size & 1)
  }
  throw new WavError('no samples')
}

/** The audio of a WAV file as the telephone has it: 8000 Hz, one channel. */
export function readWavAsTelephone(file: Buffer): Int16Array {
  const { rate, samples } = readWav(file)
  return resample(samples, rate)
}

function readFormat(file: Buffer, at: number): Format {
  if (at + 16 > file.length) throw new WavError('format cut off')
  const plain = file.readUInt16LE(at)
  // WAVE_FORMAT_EXTENSIBLE says the real format in the first two bytes of its GUID.
  const tag = plain === 0xfffe && at + 26 <= file.length ? file.readUInt16LE(at + 24) : plain
  const format = {
    tag,
    channels: file.readUInt16LE(at + 2),
    rate: file.readUInt32LE(at + 4),
    bits: file.readUInt16LE(at + 14),
  }
  const bounded = format.channels > 0 && format.channels <= 8 && format.rate >= 4000 && format.rate <= 192000
  if (!bounded) throw new WavError('channels or rate out of bounds')
  return format
}

type Decoder = (data: Buffer) => Int16Array

/** By format tag (RFC 2361) and bits of a sample. */
const decoders: Readonly<Record<string, Decoder>> = {
  '1/8': (data) => Int16Array.from(data, (byte) => (byte - 128) << 8),
  '1/16': pcmSamples,
  '1/24': (data) => each(data, 3, (at) => data.readInt16LE(at + 1)),
  '1/32': (data) => each(data, 4, (at) => data.readInt16LE(at + 2)),
  '3/32': (data) => each(data, 4, (at) => clipped(data.readFloatLE(at) * 32767)),
  '3/64': (data) => each(data, 8, (at) => clipped(data.readDoubleLE(at) * 32767)),
  '6/8': (data) => decode(alaw, data),
  '7/8': (data) => decode(ulaw, data),
}

function decoderOf({ tag, bits }: Format): Decoder {
  const decoder = decoders[`${tag}/${bits}`]
  if (!decoder) throw new WavError(`format ${tag} with ${bits} bits is not supported`)
  return decoder
}

function each(data: Buffer, width: number, sampleAt: (at: number) => number): Int16Array {
  const samples = new Int16Array(Math.floor(data.length / width))
  for (let i = 0; i < samples.length; i += 1) samples[i] = sampleAt(i * width)
  return samples
}

/** Not a number is silence. */
const clipped = (value: number): number =>
  Number.isNaN(value) ? 0 : Math.max(-32768, Math.min(32767, Math.round(value)))
