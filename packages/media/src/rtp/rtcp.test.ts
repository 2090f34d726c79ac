import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ReceptionStatistics } from './reception-statistics.ts'
import { fractionLostOf, isRtcp, writeReport } from './rtcp.ts'
import { isMuxedRtcp, isRtp, payloadOf, writeRtpHeader } from './rtp-packet.ts'

/** Packet types of a compound packet; throws when the lengths do not add up. */
function types(compound: Buffer): number[] {
  const found: number[] = []
  for (let at = 0; at < compound.length; at += (compound.readUInt16BE(at + 2) + 1) * 4)
    found.push(compound.readUInt8(at + 1))
  return found
}

const received = new ReceptionStatistics()
for (const sequence of [10, 11, 13]) received.note(7, sequence, sequence * 160, sequence * 160)

describe('writeReport', () => {
  it('a listener: receiver report with one block, then its name', () => {
    const packet = writeReport({ ssrc: 9, cname: 'x@y', reception: received })
    expect(types(packet)).toEqual([201, 202])
    expect(packet.readUInt8(0) & 0x1f).toBe(1)
    expect(packet.readUInt32BE(8)).toBe(7)
    expect(packet.readUInt8(12)).toBe(64)
    expect(packet.readUIntBE(13, 3)).toBe(1)
    expect(packet.readUInt32BE(16)).toBe(13)
  })

  it('a speaker: sender report with NTP time, goodbye at the end', () => {
    const sender = { epoch: 1_700_000_000_500, timestamp: 1234, packets: 5, octets: 800 }
    const packet = writeReport({ ssrc: 9, cname: 'x@y', sender, bye: true })
    expect(types(packet)).toEqual([200, 202, 203])
    expect(packet.readUInt32BE(8)).toBe((1_700_000_000 + 2_208_988_800) % 2 ** 32)
    expect(packet.readUInt32BE(12)).toBe(2 ** 31)
    expect(packet.readUInt32BE(20)).toBe(5)
  })

  it('any name keeps the packet whole', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (cname) => {
        const packet = writeReport({ ssrc: 1, cname })
        expect(types(packet)).toEqual([201, 202])
        expect(isRtcp(packet)).toBe(true)
      }),
    )
  })
})

describe('fractionLostOf', () => {
  /** Two of eight are missing. */
  const feed = (ssrc: number) => {
    const reception = new ReceptionStatistics()
    for (const sequence of [1, 2, 4, 5, 6, 8]) reception.note(ssrc, sequence, 0, 0)
    return reception
  }
  const sender = { epoch: 0, timestamp: 0, packets: 0, octets: 0 }

  it.each([
    ['of a receiver', writeReport({ ssrc: 9, cname: 'x', reception: feed(77) })],
    ['of a sender', writeReport({ ssrc: 9, cname: 'x', reception: feed(77), sender })],
    [
      'behind another',
      Buffer.concat([
        writeReport({ ssrc: 8, cname: 'y', reception: feed(7) }),
        writeReport({ ssrc: 9, cname: 'x', reception: feed(77) }),
      ]),
    ],
  ])('is in the report %s', (_, packet) => {
    expect(fractionLostOf(packet, 77)).toBe(64)
    expect(fractionLostOf(packet, 78)).toBeUndefined()
  })

  it('reads nothing beyond what is there', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), fc.constantFrom(200, 201), (bytes, type) => {
        const packet = Buffer.from([0x9f, type, 0, 1, ...bytes])
        expect(() => fractionLostOf(packet, 77)).not.toThrow()
      }),
    )
  })
})

describe('telling packets apart', () => {
  it.each<[string, number[], boolean, boolean]>([
    ['empty', [], false, false],
    ['too short', [0x80, 0, 0, 0], false, false],
    ['version 1', [0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], false, false],
    ['RTP', [0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0], true, false],
    ['RTCP', [0x80, 201, 0, 1, 0, 0, 0, 0], false, true],
    ['RTCP longer than it is', [0x80, 201, 0, 2, 0, 0, 0, 0], false, false],
    ['STUN', [0x00, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42, 0, 0, 0, 0], false, false],
  ])('%s', (_, bytes, rtp, rtcp) => {
    expect([isRtp(Buffer.from(bytes)), isRtcp(Buffer.from(bytes))]).toEqual([rtp, rtcp])
  })

  it('RTCP on the RTP port is known by its type (RFC 5761 §4)', () => {
    const types = [0x00, 0x80 | 8, 200, 201, 223, 224]
    expect(types.map((type) => isMuxedRtcp(Buffer.from([0x80, type])))).toEqual([
      false,
      false,
      true,
      true,
      true,
      false,
    ])
  })
})

describe('payloadOf', () => {
  function rtp(first: number, rest: number[]): Buffer {
    const packet = Buffer.alloc(12 + rest.length)
    writeRtpHeader(packet, { marker: false, payloadType: 0, sequence: 1, timestamp: 2, ssrc: 3 })
    packet.writeUInt8(first, 0)
    packet.set(rest, 12)
    return packet
  }

  it.each<[string, Buffer, number[] | undefined]>([
    ['plain', rtp(0x80, [1, 2]), [1, 2]],
    ['one contributing source', rtp(0x81, [9, 9, 9, 9, 1]), [1]],
    ['an extension', rtp(0x90, [0, 0, 0, 1, 9, 9, 9, 9, 1]), [1]],
    ['padding', rtp(0xa0, [1, 2, 0, 2]), [1, 2]],
    ['more sources than bytes', rtp(0x8f, [1]), undefined],
    ['an extension beyond the end', rtp(0x90, [0, 0, 0xff, 0xff]), undefined],
    ['an extension header cut off', rtp(0x90, [0, 0]), undefined],
    ['more padding than payload', rtp(0xa0, [1, 200]), undefined],
  ])('%s', (_, packet, payload) => {
    const found = payloadOf(packet)
    expect(found && [...found]).toEqual(payload)
  })

  it('never reads outside, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 80 }), (bytes) => {
        const found = payloadOf(Buffer.from(bytes))
        expect((found?.length ?? 0) <= bytes.length - 12).toBe(true)
      }),
    )
  })
})
