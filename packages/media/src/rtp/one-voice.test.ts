import { describe, expect, it } from 'vitest'
import { OneVoice } from './one-voice.ts'
import { writeRtpHeader } from './rtp-packet.ts'

function packetOf(ssrc: number, sequence: number, timestamp: number): Buffer {
  const packet = Buffer.alloc(12)
  writeRtpHeader(packet, { marker: false, payloadType: 8, sequence, timestamp, ssrc })
  return packet
}

/** What becomes of packets: source, sequence, timestamp, marker. */
function listen(voice: OneVoice) {
  return (ssrc: number, sequence: number, timestamp: number, now: number) => {
    const packet = packetOf(ssrc, sequence, timestamp)
    voice.take(packet, now)
    return [packet.readUInt32BE(8), packet.readUInt16BE(2), packet.readUInt32BE(4), packet.readUInt8(1) >> 7]
  }
}
const zero = Buffer.alloc(6)

describe('one voice', () => {
  it('keeps source, order and pace when the speaker changes', () => {
    const voice = new OneVoice(77, Buffer.from('fffe00000010', 'hex'))
    const said = listen(voice)
    expect(said(1, 500, 160, 1_000)).toEqual([77, 65_535, 16, 1])
    expect(said(1, 501, 320, 1_020)).toEqual([77, 0, 176, 0])
    // Another begins 100 ms later.
    expect(said(2, 9, 4_000_000_000, 1_120)).toEqual([77, 1, 976, 1])
    expect(said(2, 11, 4_000_000_320, 1_160)).toEqual([77, 3, 1_296, 0])
    // Late: in its place, and the voice does not step back.
    expect(said(2, 10, 4_000_000_160, 1_161)).toEqual([77, 2, 1_136, 0])
    expect(said(1, 900, 3_000_000, 1_180)).toEqual([77, 4, 1_456, 1])
  })

  it('the packets of a digit between those of the audio bear one timestamp, and the audio goes on in its own (RFC 4733 §2.5.1.2)', () => {
    const said = listen(new OneVoice(77, zero))
    const [audio, digit] = [1, 2]
    said(audio, 500, 160, 1_000)
    const heard = [
      said(digit, 9, 8_000, 1_010),
      said(audio, 501, 320, 1_020),
      said(digit, 10, 8_000, 1_030),
      said(audio, 502, 480, 1_040),
      said(digit, 11, 8_000, 1_050),
      said(audio, 503, 640, 1_060),
    ]
    expect(heard.map(([, sequence]) => sequence)).toEqual([2, 3, 4, 5, 6, 7])
    expect(heard.map(([, , timestamp]) => timestamp)).toEqual([80, 160, 80, 320, 80, 480])
    expect(heard.map(([, , , marker]) => marker)).toEqual([1, 0, 0, 0, 0, 0])
    // The next speaker begins where the audio would be by now, not where the digit began.
    expect(said(3, 1, 0, 1_080)).toEqual([77, 8, 640, 1])
  })

  it.each([
    ['back by 20,000', 500 - 20_000],
    ['ahead by 20,000', 500 + 20_000],
    ['back by 200', 300],
  ])('a source that starts over, %s, is heard at once', (_, restart) => {
    const said = listen(new OneVoice(77, zero))
    said(1, 500, 160, 1_000)
    expect(said(1, restart & 0xffff, 9_999, 1_020)).toEqual([77, 2, 160, 1])
    expect(said(1, (restart + 1) & 0xffff, 10_159, 1_040)).toEqual([77, 3, 320, 0])
  })
})
