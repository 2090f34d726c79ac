/**
 * One leg's encoder and decoder, both at the 8 kHz of telephones. Whatever arrives, nothing here throws: what libopus makes nothing
 * of is nothing. Its memory is none that is collected: whoever makes one frees it.
 */

import type { DecodeOptions, OpusDecoderHandle, OpusEncoderHandle } from 'libopus-wasm'
import { opusBitrate } from '../sdp/browser-formats.ts'

/** Samples of 20 ms. */
export const frameSamples = 160
/** The least with which libopus adds what a lost packet said to the next one. */
const complexity = 2
/** Of the packets to the browser, in percent, until it has reported how many it misses. */
const lossBefore = 5

type Library = typeof import('libopus-wasm')
let library: Promise<Library> | undefined
let inUse = 0

/** Loads what Opus needs; some 20 ms, once. */
export function loadOpus(): Promise<Library> {
  library ??= import('libopus-wasm').then(async (opus) => {
    await opus.loadLibopus()
    return opus
  })
  return library
}

/** Codecs that are not freed: as many as there are legs that speak Opus. */
export const opusCodecsInUse = (): number => inUse

export class OpusCodec {
  readonly #encoder: OpusEncoderHandle
  readonly #decoder: OpusDecoderHandle
  #loss = lossBefore
  #freed = false

  private constructor(encoder: OpusEncoderHandle, decoder: OpusDecoderHandle) {
    this.#encoder = encoder
    this.#decoder = decoder
    inUse += 1
  }

  static async make(): Promise<OpusCodec> {
    const { Application, createDecoder, createEncoder, Signal } = await loadOpus()
    const form = { sampleRate: 8000, channels: 1 } as const
    const encoder = await createEncoder({
      ...form,
      application: Application.Voip,
      signal: Signal.Voice,
      bitrate: opusBitrate,
      complexity,
      fec: true,
      packetLossPercent: lossBefore,
    })
    return new OpusCodec(encoder, await createDecoder(form))
  }

  /** @param samples of 20 ms */
  encode(samples: Int16Array): Uint8Array | undefined {
    try {
      return this.#freed ? undefined : this.#encoder.encode(samples, { maxPacketBytes: 400 })
    } catch {
      return undefined
    }
  }

  decode(payload: Uint8Array): Int16Array | undefined {
    return this.#decode(payload, {})
  }

  /** What the packet before this one said, from what this one carries of it, else guessed (RFC 6716 §2.1.7). */
  recover(payload: Uint8Array, samples: number): Int16Array | undefined {
    return this.#decode(payload, { decodeFec: true, frameSize: samples })
  }

  /** A guess from what was said before (RFC 6716 §4.4). */
  conceal(samples: number): Int16Array | undefined {
    return this.#decode(null, { frameSize: samples })
  }

  /** The browser has reported how many of our packets it missed of late; a loss is not forgotten at once. */
  noteLoss(percent: number): void {
    const loss = Math.max(percent, Math.floor(this.#loss / 2))
    if (loss === this.#loss || this.#freed) return
    this.#loss = loss
    this.#encoder.setPacketLossPercent(loss)
  }

  free(): void {
    if (this.#freed) return
    this.#freed = true
    inUse -= 1
    this.#encoder.free()
    this.#decoder.free()
  }

  #decode(payload: Uint8Array | null, options: DecodeOptions): Int16Array | undefined {
    try {
      return this.#freed ? undefined : this.#decoder.decode(payload, options)
    } catch {
      return undefined
    }
  }
}
