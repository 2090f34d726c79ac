/** Payload types that need no rtpmap (RFC 3551 §6, tables 4), audio only. */

import type { Codec } from './negotiated.ts'

const names: Readonly<Record<number, readonly [name: string, clockRate: number]>> = {
  0: ['PCMU', 8000],
  3: ['GSM', 8000],
  4: ['G723', 8000],
  5: ['DVI4', 8000],
  6: ['DVI4', 16000],
  7: ['LPC', 8000],
  8: ['PCMA', 8000],
  9: ['G722', 8000],
  10: ['L16', 44100],
  11: ['L16', 44100],
  12: ['QCELP', 8000],
  13: ['CN', 8000],
  14: ['MPA', 90000],
  15: ['G728', 8000],
  16: ['DVI4', 11025],
  17: ['DVI4', 22050],
  18: ['G729', 8000],
}

/** The codec that this payload type means by itself; undefined for types that need an rtpmap. */
export function staticCodec(payloadType: number): Codec | undefined {
  const entry = names[payloadType]
  return entry && { name: entry[0], payloadType, clockRate: entry[1] }
}
