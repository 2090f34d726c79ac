/** Somebody who speaks in Opus as a browser does, and what that sounds like: a prompt that is said, packet by packet. */
import { readFileSync } from 'node:fs'
import { createDecoder, createEncoder, type OpusDecoderHandle } from 'libopus-wasm'
import { readWavAsTelephone } from '../src/audio/wav.ts'
import { payloadOf, rtpHeaderSize, writeRtpHeader } from '../src/rtp/rtp-packet.ts'

/** Speech at 8 kHz, in frames of 20 ms. */
export function speech(name = 'closed'): Int16Array[] {
  const samples = readWavAsTelephone(readFileSync(new URL(`../prompts/en/${name}.wav`, import.meta.url)))
  return cut(samples, 160)
}

export const tone = (hertz: number, frames: number): Int16Array[] =>
  cut(
    Int16Array.from({ length: frames * 160 }, (_, i) => 12_000 * Math.sin((2 * Math.PI * hertz * i) / 8000)),
    160,
  )

function cut(samples: Int16Array, size: number): Int16Array[] {
  const frames = Math.floor(samples.length / size)
  return Array.from({ length: frames }, (_, i) => samples.slice(i * size, (i + 1) * size))
}

export interface Beginning {
  readonly ssrc: number
  readonly sequence: number
  readonly timestamp: number
}

/** The frames as packets of RTP with payload type 111, in-band FEC among them. */
export async function sayInOpus(frames: readonly Int16Array[], from: Beginning): Promise<Buffer[]> {
  const encoder = await createEncoder({
    sampleRate: 8000,
    channels: 1,
    application: 2048,
    bitrate: 24_000,
    complexity: 5,
    fec: true,
    packetLossPercent: 15,
  })
  const packets = frames.map((frame, i) =>
    rtpOf(encoder.encode(frame), {
      ...from,
      sequence: from.sequence + i,
      timestamp: from.timestamp + i * 960,
    }),
  )
  encoder.free()
  return packets
}

export function rtpOf(payload: Uint8Array, { ssrc, sequence, timestamp }: Beginning, type = 111): Buffer {
  const packet = Buffer.alloc(rtpHeaderSize + payload.length)
  writeRtpHeader(packet, { marker: false, payloadType: type, sequence, timestamp, ssrc })
  packet.set(payload, rtpHeaderSize)
  return packet
}

/** What a browser makes of packets in Opus, all of which arrive; freed by whoever asked for it. */
export async function openListener(): Promise<{ hear(packet: Buffer): Int16Array; free(): void }> {
  const decoder: OpusDecoderHandle = await createDecoder({ sampleRate: 8000, channels: 1 })
  return {
    hear: (packet) => decoder.decode(payloadOf(packet) ?? Buffer.alloc(0)),
    free: () => decoder.free(),
  }
}

export function joined(parts: readonly Int16Array[]): Int16Array {
  return Int16Array.from(parts.flatMap((part) => [...part]))
}

/** How much louder the wanted is than what differs from it, dB. */
export function likeness(wanted: Int16Array, heard: Int16Array): number {
  let [signal, error] = [0, 0]
  for (let i = 0; i < wanted.length; i += 1) {
    const sample = wanted[i] ?? 0
    signal += sample * sample
    error += (sample - (heard[i] ?? 0)) ** 2
  }
  return 10 * Math.log10(signal / error)
}
