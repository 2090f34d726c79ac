import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { joined, openListener, rtpOf, tone } from '../../testing/opus-speech.ts'
import { alaw, encodeInto, type Law, ulaw } from '../audio/g711.ts'
import { measureTone } from '../audio/goertzel.ts'
import { eventCode, TelephoneEventReceiver, writeEvent } from '../rtp/telephone-event.ts'
import { OpusCodec } from './opus-codec.ts'
import { OpusSender } from './opus-sender.ts'

let codec: OpusCodec
let listener: Awaited<ReturnType<typeof openListener>>
beforeEach(async () => {
  codec = await OpusCodec.make()
  listener = await openListener()
})
afterEach(() => {
  codec.free()
  listener.free()
})

/** A second of 440 Hz from a telephone, in packets of so many samples. */
function fromPhone(size: number, law: Law = alaw, timestamp = 1000): Buffer[] {
  const samples = joined(tone(440, 50))
  return Array.from({ length: Math.floor(samples.length / size) }, (_, i) => {
    const payload = Buffer.alloc(size)
    encodeInto(law, samples.subarray(i * size, (i + 1) * size), payload, 0)
    return rtpOf(payload, { ssrc: 77, sequence: i, timestamp: (timestamp + i * size) >>> 0 }, law.payloadType)
  })
}

function relay(packets: readonly Buffer[], law: Law = alaw) {
  const sent: Buffer[] = []
  const sender = new OpusSender(codec, (packet) => sent.push(packet))
  for (const packet of packets) sender.audio(packet, law, 111)
  const [first] = sent
  return {
    sender,
    sent,
    samples: joined(sent.map((packet) => listener.hear(packet))),
    places: sent.map((packet) => [
      (packet.readUInt16BE(2) - (first?.readUInt16BE(2) ?? 0)) & 0xffff,
      (packet.readUInt32BE(4) - (first?.readUInt32BE(4) ?? 0)) >>> 0,
    ]),
  }
}

const inOrder = (count: number) => Array.from({ length: count }, (_, i) => [i, i * 960])

describe('what is said to a browser in Opus', () => {
  it.each([
    [20, 160, alaw],
    [10, 80, ulaw],
    [30, 240, alaw],
    [12.5, 100, alaw],
  ])('comes in 20 ms when the telephone speaks in %d ms', (_, size, law) => {
    const { samples, places, sent, sender } = relay(fromPhone(size, law), law)
    expect(places).toEqual(inOrder(Math.floor(Math.floor(8000 / size) * (size / 160))))
    expect(measureTone(samples.subarray(800), 440)).toBeCloseTo(-8.7, 0)
    expect(sent.map((packet) => [packet.readUInt8(1), packet.readUInt32BE(8)])).toEqual(
      sent.map((_, i) => [i === 0 ? 239 : 111, 77]),
    )
    expect(sender).toMatchObject({
      packets: sent.length,
      octets: sent.reduce((sum, { length }) => sum + length, 0),
    })
  })

  it('goes on across the wrap of the timestamp', () => {
    const { places, sent } = relay(fromPhone(160, alaw, 2 ** 32 - 400))
    expect(places).toEqual(inOrder(50))
    expect(sent[0]?.readUInt32BE(4)).toBe(2 ** 32 - 2400)
    expect(sent[0]?.readUInt16BE(2)).toBe(0)
  })

  it('what the telephone lost is missing by time and not by number: the browser shall not report it to us', () => {
    const packets = fromPhone(160)
    packets.splice(10, 2)
    expect(relay(packets).places.slice(9, 11)).toEqual([
      [9, 9 * 960],
      [10, 12 * 960],
    ])
  })

  it('late and double packets are dropped, of what overlaps the new is taken', () => {
    const packets = fromPhone(160)
    const [one, other] = [packets[5] as Buffer, packets[6] as Buffer]
    const overlapping = Buffer.from(packets[7] as Buffer)
    overlapping.writeUInt32BE(overlapping.readUInt32BE(4) - 40, 4)
    const { places } = relay([
      ...packets.slice(0, 5),
      other,
      one,
      other,
      overlapping,
      ...packets.slice(8, 10),
    ])
    expect(places).toEqual([...[0, 1, 2, 3, 4, 6, 7, 8, 9].entries()].map(([i, n]) => [i, n * 960]))
  })

  it('a source that begins anew far back is followed', () => {
    const { places } = relay([
      ...fromPhone(160, alaw, 900_000).slice(0, 3),
      ...fromPhone(160, alaw, 1000).slice(0, 2),
    ])
    expect(places[3]).toEqual([3, ((1000 - 900_000) * 6) >>> 0])
    expect(places).toHaveLength(5)
  })

  it('speech begins where the telephone says so', () => {
    const packets = fromPhone(160)
    packets[20]?.writeUInt8(0x80 | alaw.payloadType, 1)
    const marked = relay(packets).sent.flatMap((packet, i) => (packet.readUInt8(1) & 0x80 ? [i] : []))
    expect(marked).toEqual([0, 20])
  })
})

function pressed(digit: string, milliseconds: number): Buffer[] {
  const frames = milliseconds / 20
  return Array.from({ length: frames + 3 }, (_, i) => {
    const payload = Buffer.alloc(4)
    const [ended, duration] = [i >= frames, Math.min(i + 1, frames) * 160]
    writeEvent(payload, 0, { code: eventCode(digit) ?? 0, ended, duration })
    return rtpOf(payload, { ssrc: 77, sequence: i, timestamp: 5000 }, 101)
  })
}

describe('digits to a browser (RFC 4733)', () => {
  function press(milliseconds: number, scaled: boolean) {
    const sent: Buffer[] = []
    const sender = new OpusSender(codec, (packet) => sent.push(packet))
    for (const packet of pressed('7', milliseconds)) sender.event(packet, scaled, 110)
    const keys = new TelephoneEventReceiver()
    const digits = sent.map((packet) => keys.receive(packet.readUInt32BE(4), packet.subarray(12))).join('')
    return { sent, digits, last: sent.at(-1) as Buffer }
  }

  it('go by the clock of Opus', () => {
    const { digits, last, sent } = press(100, true)
    expect(digits).toBe('7')
    expect([last.readUInt8(1), last.readUInt32BE(4), last.readUInt16BE(14)]).toEqual([110, 30_000, 4800])
    expect(sent).toHaveLength(8)
  })

  it('longer than 16 bits of it tell, they go on in a further segment (§2.5.1.3)', () => {
    const { digits, last, sent } = press(3_000, true)
    expect(digits).toBe('7')
    const segments = new Map(sent.map((packet) => [packet.readUInt32BE(4), packet.readUInt16BE(14)]))
    expect([...segments]).toEqual([
      [30_000, 65_535],
      [95_535, 65_535],
      [161_070, 144_000 - 131_070],
    ])
    expect(last.readUInt8(13) >> 7).toBe(1)
  })

  it('keep their duration where only the clock of telephones was agreed on', () => {
    const { digits, last } = press(100, false)
    expect(digits).toBe('7')
    expect(last.readUInt16BE(14)).toBe(800)
  })
})
