import { describe, expect, it } from 'vitest'
import { writeRtpHeader } from '../rtp/rtp-packet.ts'
import { OneVoice } from './one-voice.ts'

function packetOf(ssrc: number, sequence: number, timestamp: number): Buffer {
  const packet = Buffer.alloc(12)
  writeRtpHeader(packet, { marker: false, payloadType: 8, sequence, timestamp, ssrc })
  return packet
}

describe('one voice towards a browser', () => {
  it('keeps source, order and pace when the speaker changes', () => {
    const voice = new OneVoice(77, Buffer.from('fffe00000010', 'hex'))
    const said = (ssrc: number, sequence: number, timestamp: number, now: number) => {
      const packet = packetOf(ssrc, sequence, timestamp)
      voice.take(packet, now)
      return [
        packet.readUInt32BE(8),
        packet.readUInt16BE(2),
        packet.readUInt32BE(4),
        packet.readUInt8(1) >> 7,
      ]
    }
    expect(said(1, 500, 160, 1_000)).toEqual([77, 65_535, 16, 1])
    expect(said(1, 501, 320, 1_020)).toEqual([77, 0, 176, 0])
    // Another begins 100 ms later.
    expect(said(2, 9, 4_000_000_000, 1_120)).toEqual([77, 1, 976, 1])
    expect(said(2, 11, 4_000_000_320, 1_160)).toEqual([77, 3, 1_296, 0])
    // Late: in its place, and the voice does not step back.
    expect(said(2, 10, 4_000_000_160, 1_161)).toEqual([77, 2, 1_136, 0])
    expect(said(1, 900, 0, 1_180)).toEqual([77, 4, 1_456, 1])
  })
})
