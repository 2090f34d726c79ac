import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { rtpOf, sayInOpus, tone } from '../../testing/opus-speech.ts'
import { alaw, encodeInto } from '../audio/g711.ts'
import { writeEvent } from '../rtp/telephone-event.ts'
import type { Negotiated } from '../sdp/negotiated.ts'
import { OpusCodec, opusCodecsInUse } from './opus-codec.ts'
import { OpusLeg } from './opus-leg.ts'

const types = { audio: { send: 109, receive: 111 }, events: { send: 112, receive: 110 } }
const g711 = (send: number, receive: number) => ({ name: 'PCMA', clockRate: 8000, send, receive })
const agreed: Negotiated = {
  address: '192.0.2.0',
  family: 4,
  port: 9,
  rtcpPort: 10,
  rtcpMux: false,
  codecs: [{ name: 'G722', clockRate: 8000, send: 9, receive: 9 }, g711(98, 8)],
  telephoneEvent: { send: 102, receive: 101 },
  direction: 'sendrecv',
  ptime: 20,
  hold: false,
}

async function openLeg(of = types as ConstructorParameters<typeof OpusLeg>[0]) {
  // Those of tests before may be on their way.
  await vi.waitUntil(() => opusCodecsInUse() === 0)
  const heard: Buffer[] = []
  const sent: Buffer[] = []
  const leg = new OpusLeg(of, {
    onRtp: (packet) => heard.push(packet),
    send: (packet) => sent.push(packet),
    onFailed: () => expect.unreachable(),
  })
  onTestFinished(() => leg.close())
  leg.expect(agreed)
  await vi.waitUntil(() => opusCodecsInUse() === 1)
  return { leg, heard, sent }
}

const event = (type: number, sequence: number, duration: number) => {
  const payload = Buffer.alloc(4)
  writeEvent(payload, 0, { code: 5, ended: false, duration })
  return rtpOf(payload, { ssrc: 7, sequence, timestamp: 9600 }, type)
}

function phoneSays(sequence: number, type = 98): Buffer {
  const payload = Buffer.alloc(160)
  encodeInto(alaw, tone(440, 1)[0] as Int16Array, payload, 0)
  return rtpOf(payload, { ssrc: 77, sequence, timestamp: sequence * 160 }, type)
}

describe('a leg that speaks Opus', () => {
  it('is what telephones agreed on, by their numbers; of the browser by its own', async () => {
    const { leg, heard, sent } = await openLeg()
    const [said] = await sayInOpus(tone(440, 1), { ssrc: 7, sequence: 1, timestamp: 960 })
    expect(leg.receive(said as Buffer, 0)).toBe(true)
    expect(leg.receive(event(110, 2, 960), 20)).toBe(true)
    expect(leg.receive(event(101, 3, 960), 40)).toBe(true)
    expect(heard.map((packet) => [packet.readUInt8(1) & 0x7f, packet.length])).toEqual([
      [8, 172],
      [101, 16],
      [101, 16],
    ])
    leg.send(phoneSays(1))
    leg.send(event(102, 2, 160))
    expect(sent.map((packet) => packet.readUInt8(1) & 0x7f)).toEqual([109, 112])
    expect(sent[1]?.readUInt16BE(14)).toBe(960)
  })

  it('G.711 of a browser that would rather speak it goes as it is; what nobody agreed on is not said to it', async () => {
    const { leg, sent } = await openLeg()
    expect(leg.receive(phoneSays(1, 8), 0)).toBe(false)
    expect(leg.receive(event(101, 2, 160), 20)).toBe(false)
    const [said] = await sayInOpus(tone(440, 1), { ssrc: 7, sequence: 3, timestamp: 960 })
    expect(leg.receive(said as Buffer, 40)).toBe(true)
    expect(leg.receive(event(101, 4, 160), 60)).toBe(true)
    leg.send(phoneSays(1, 9))
    leg.send(phoneSays(2, 13))
    expect(sent).toEqual([])
  })

  it('counts what travels between it and the browser', async () => {
    const { leg, sent } = await openLeg()
    expect(leg.statistics()).toEqual({ sent: 0, bytesSent: 0 })
    expect(leg.reception).toBeUndefined()
    const said = await sayInOpus(tone(440, 6), { ssrc: 7, sequence: 1, timestamp: 960 })
    said.splice(2, 1)
    for (const [i, packet] of said.entries()) leg.receive(packet, i < 2 ? i * 20 : (i + 1) * 20)
    leg.receive(event(110, 7, 960), 140)
    for (const n of [0, 1, 2]) leg.send(phoneSays(n))
    expect(leg.statistics()).toEqual({
      received: 6,
      lost: 1,
      jitterMs: 0,
      codec: 'OPUS',
      bytesReceived: said.reduce((sum, { length }) => sum + length, 16),
      sent: 3,
      bytesSent: sent.reduce((sum, { length }) => sum + length, 0),
    })
    leg.close()
    expect(leg.statistics()).toMatchObject({ received: 6, sent: 3 })
  })

  it('says more of what is lost when the browser reports that much is', async () => {
    const loss = vi.spyOn(OpusCodec.prototype, 'noteLoss')
    onTestFinished(() => loss.mockRestore())
    const { leg } = await openLeg()
    const report = Buffer.alloc(32)
    report.set([0x81, 201, 0, 7])
    report.writeUInt32BE(77, 8)
    report.writeUInt8(52, 12)
    leg.onRtcp(report, 77)
    leg.onRtcp(report, 78)
    expect(loss.mock.calls).toEqual([[21]])
  })

  it('frees its codec when it ends, also before there was one', async () => {
    const { leg, heard, sent } = await openLeg()
    expect(opusCodecsInUse()).toBe(1)
    leg.close()
    leg.close()
    expect(opusCodecsInUse()).toBe(0)
    const [said] = await sayInOpus(tone(440, 1), { ssrc: 7, sequence: 1, timestamp: 960 })
    leg.receive(said as Buffer, 0)
    leg.send(phoneSays(1))
    expect([heard, sent]).toEqual([[], []])
    const early = new OpusLeg(types, { onRtp() {}, send() {}, onFailed() {} })
    early.close()
    const made = await OpusCodec.make()
    made.free()
    expect(opusCodecsInUse()).toBe(0)
  })
})
