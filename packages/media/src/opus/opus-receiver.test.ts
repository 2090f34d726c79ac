import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { joined, likeness, rtpOf, sayInOpus, speech, tone } from '../../testing/opus-speech.ts'
import { alaw, decode } from '../audio/g711.ts'
import { measureLevel, measureTone } from '../audio/goertzel.ts'
import { payloadOf } from '../rtp/rtp-packet.ts'
import { eventCode, TelephoneEventReceiver, writeEvent } from '../rtp/telephone-event.ts'
import { OpusCodec } from './opus-codec.ts'
import { OpusReceiver } from './opus-receiver.ts'

const told = { law: alaw, payloadType: 8 }
const begin = { ssrc: 7, sequence: 65_530, timestamp: 2 ** 32 - 5000 }

let codec: OpusCodec
beforeEach(async () => {
  codec = await OpusCodec.make()
})
afterEach(() => codec.free())

/** What telephones get of packets that arrive in this order. */
function relay(packets: readonly Buffer[]) {
  const heard: Buffer[] = []
  const receiver = new OpusReceiver(codec, (packet) => heard.push(packet))
  for (const packet of packets) receiver.audio(packet, told)
  const first = heard[0]?.readUInt32BE(4) ?? 0
  return {
    receiver,
    heard,
    samples: joined(heard.map((packet) => decode(alaw, payloadOf(packet) ?? Buffer.alloc(0)))),
    /** Of each packet: sequence and timestamp since the first, samples, marker. */
    told: heard.map((packet) => ({
      sequence: (packet.readUInt16BE(2) - (heard[0]?.readUInt16BE(2) ?? 0)) & 0xffff,
      at: (packet.readUInt32BE(4) - first) >>> 0,
      size: packet.length - 12,
      marker: packet.readUInt8(1) >> 7,
    })),
  }
}

const inOrder = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ sequence: i, at: i * 160, size: 160, marker: i === 0 ? 1 : 0 }))

describe('what a browser says in Opus', () => {
  it('is G.711 in 20 ms, one after another, across the wrap of sequence and timestamp', async () => {
    const { samples, told, heard } = relay(await sayInOpus(tone(440, 50), begin))
    expect(told).toEqual(inOrder(50))
    expect(heard.every((packet) => packet.readUInt8(1) % 128 === 8 && packet.readUInt32BE(8) === 7)).toBe(
      true,
    )
    expect(measureTone(samples.subarray(800), 440)).toBeCloseTo(-8.7, 0)
  })

  it('stays as long and as loud when each tenth packet is lost', async () => {
    const said = await sayInOpus(speech(), begin)
    const whole = relay(said).samples
    codec.free()
    codec = await OpusCodec.make()
    const kept = said.slice(0, 100).filter((_, i) => i % 10 !== 5)
    const { samples, told } = relay(kept)
    expect(told).toEqual(inOrder(100))
    expect(measureLevel(samples)).toBeCloseTo(measureLevel(whole.subarray(0, samples.length)), 0)
    // Guessing alone comes to 6 dB or so.
    expect(likeness(whole.subarray(0, samples.length), samples)).toBeGreaterThan(12)
  })

  it('six packets before the next are filled in, what was lost before them stays missing', async () => {
    const said = await sayInOpus(speech(), begin)
    const { told } = relay([...said.slice(0, 10), ...said.slice(30, 32)])
    expect(told.slice(9)).toEqual(
      [9, 24, 25, 26, 27, 28, 29, 30, 31].map((n) => ({ sequence: n, at: n * 160, size: 160, marker: 0 })),
    )
  })

  it('late and double packets are dropped: their place is filled', async () => {
    const said = await sayInOpus(tone(440, 20), begin)
    const [one, other] = [said[9] as Buffer, said[10] as Buffer]
    const { told, samples } = relay([...said.slice(0, 9), other, one, other, ...said.slice(11)])
    expect(told).toEqual(inOrder(20))
    expect(measureTone(samples.subarray(800), 440)).toBeGreaterThan(-12)
  })

  it('silence that is not sent stays silence, and speech after it begins anew', async () => {
    const said = await sayInOpus(tone(440, 10), begin)
    for (const packet of said.slice(5)) packet.writeUInt32BE((packet.readUInt32BE(4) + 48_000) >>> 0, 4)
    const { told } = relay(said)
    expect(told[4]).toMatchObject({ sequence: 4, at: 640 })
    expect(told[5]).toMatchObject({ sequence: 5, at: 800 + 8000, marker: 1 })
    expect(told).toHaveLength(10)
  })

  it('timestamps that are no multiple of six lose nothing on the way', async () => {
    const said = await sayInOpus(tone(440, 30), begin)
    for (const [i, packet] of said.entries()) packet.writeUInt32BE(i * 961, 4)
    const { told } = relay(said)
    expect(told.at(-1)?.at).toBe(Math.floor((29 * 961) / 6))
  })

  it('120 ms in one packet are told in six', async () => {
    // Six frames of 20 ms of silence (RFC 6716 §3.2.5), SILK narrowband.
    const { told } = relay([rtpOf(Buffer.from([0b00001011, 0b00000110, 0, 0, 0, 0, 0, 0]), begin)])
    expect(told).toEqual(inOrder(6))
  })

  it('no more is filled in than six packets usually have, however long each is', () => {
    const long = Buffer.from([0b00001011, 0b00000110, 0, 0, 0, 0, 0, 0])
    const packets = [0, 9].map((n) => rtpOf(long, { ssrc: 7, sequence: n, timestamp: n * 5760 }))
    expect(relay(packets).told.map(({ at }) => at / 160)).toEqual([
      0, 1, 2, 3, 4, 5, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59,
    ])
  })

  it('another source goes on where the one before was', async () => {
    const [one, other] = [
      await sayInOpus(tone(440, 3), begin),
      await sayInOpus(tone(440, 3), { ...begin, ssrc: 8 }),
    ]
    const { told, heard } = relay([...one, ...other])
    expect(told).toMatchObject([0, 160, 320, 480, 640, 800].map((at) => ({ at })))
    expect(heard[3]?.readUInt32BE(8)).toBe(8)
    expect(told[3]?.marker).toBe(1)
  })
})

describe('what is no Opus', () => {
  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['a number of frames and none', Buffer.from([0b00001011])],
    ['63 frames', Buffer.from([0b00001011, 63, ...Array<number>(63).fill(0)])],
    ['more than any packet has', Buffer.alloc(8001)],
  ])('%s is not looked at', (_, payload) => {
    expect(relay([rtpOf(payload, begin)]).heard).toEqual([])
  })

  it('never does harm: who comes after it is heard as ever', async () => {
    const said = await sayInOpus(tone(440, 20), { ...begin, ssrc: 9 })
    const whole = relay(said).samples.length
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.uint8Array({ maxLength: 300 }), fc.nat(2), fc.nat(0xffff_ffff)), {
          maxLength: 20,
        }),
        (garbage) => {
          let sequence = 0
          const packets = garbage.map(([payload, skipped, timestamp]) => {
            sequence += 1 + skipped
            return rtpOf(payload, { ssrc: 7, sequence, timestamp })
          })
          const { heard } = relay(packets)
          expect(heard.every(({ length }) => length <= 172)).toBe(true)
          expect(relay(said).samples).toHaveLength(whole)
        },
      ),
      { numRuns: 300 },
    )
    const { samples } = relay(said)
    expect(measureTone(samples.subarray(800), 440)).toBeGreaterThan(-12)
  })
})

/** A key held for so many milliseconds, as Chromium tells it at 48 kHz: full segments are closed, the next begins with a packet. */
function held(digit: string, milliseconds: number, timestamp: number): Buffer[] {
  const reports: [number, number, boolean][] = []
  let began = timestamp
  for (let at = 960; at <= milliseconds * 48; at += 960) {
    const duration = timestamp + at - began
    if (duration > 0xffff) {
      reports.push([began, 0xffff, false])
      began = timestamp + at
    } else reports.push([began, duration, at === milliseconds * 48])
  }
  const last = reports.at(-1) ?? [0, 0, true]
  return [...reports, last, last].map(([at, duration, ended], i) => {
    const payload = Buffer.alloc(4)
    writeEvent(payload, 0, { code: eventCode(digit) ?? 0, ended, duration })
    return rtpOf(payload, { ssrc: 7, sequence: i, timestamp: at >>> 0 }, 110)
  })
}

describe('digits by the clock of Opus (RFC 4733)', () => {
  it.each([
    ['short', 100],
    ['longer than 16 bits of it tell', 3_000],
  ])('%s: once each, by the clock of telephones', async (_, milliseconds) => {
    const heard: Buffer[] = []
    const receiver = new OpusReceiver(codec, (packet) => heard.push(packet))
    const said = await sayInOpus(tone(440, 2), { ssrc: 7, sequence: 65_534, timestamp: 96_000 })
    for (const packet of said) receiver.audio(packet, told)
    const events = held('5', milliseconds, 97_920)
    for (const packet of events) receiver.event(packet, true, 101)
    const keys = new TelephoneEventReceiver()
    const digits = heard.slice(2).map((packet) => keys.receive(packet.readUInt32BE(4), packet.subarray(12)))
    expect(digits.join('')).toBe('5')
    const last = heard.at(-1) as Buffer
    expect(last.readUInt8(1) & 0x7f).toBe(101)
    expect(last.readUInt16BE(14)).toBe(milliseconds * 8)
    expect((last.readUInt32BE(4) - (heard[0] as Buffer).readUInt32BE(4)) >>> 0).toBe(320)
    expect(heard).toHaveLength(2 + events.length)
  })
})
