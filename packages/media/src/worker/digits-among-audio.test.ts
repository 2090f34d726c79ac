/** Digits that came by signalling, sent to a party that hears somebody speak meanwhile (RFC 4733 §2.1). */
import { expect, it } from 'vitest'
import { FakeMediaClock } from '../../testing/fake-clock.ts'
import { rtpOf } from '../../testing/opus-speech.ts'
import { TelephoneEventReceiver } from '../rtp/telephone-event.ts'
import { createOffer, readAnswer } from '../sdp/offer-answer.ts'
import type { Endpoint } from './endpoint.ts'
import { openEndpoint } from './endpoint-fixture.ts'

const address = '192.0.2.1'

function agreed() {
  const offer = createOffer({ address, port: 4000, sessionId: 1, version: 1 })
  const negotiated = readAnswer(offer, offer)
  if ('code' in negotiated) throw new Error(negotiated.detail)
  return negotiated
}

/** Packets that the listener gets of a second of speech, with what happens in the middle of it. */
function hear(halfway: (speaker: Endpoint) => void) {
  const clock = new FakeMediaClock()
  const [speaker, listener] = [openEndpoint(clock, 1), openEndpoint(clock, 2)]
  for (const { endpoint } of [speaker, listener]) endpoint.setRemote(agreed(), undefined)
  speaker.endpoint.connect(listener.endpoint)
  for (let sequence = 0; sequence < 50; sequence += 1) {
    const packet = rtpOf(Buffer.alloc(160), { ssrc: 7, sequence, timestamp: sequence * 160 }, 8)
    speaker.rtp.emit('message', packet, { address, port: 4000 })
    if (sequence === 25) halfway(speaker.endpoint)
    clock.advance(20)
  }
  const packets = listener.rtp.sent.map((packet) => ({
    type: packet.readUInt8(1) & 0x7f,
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    ssrc: packet.readUInt32BE(8),
    payload: packet.subarray(12),
  }))
  return { packets, rtcp: listener.rtcp, clock, endpoint: listener.endpoint }
}

it('nothing is written over as long as nobody presses a key', () => {
  const { packets } = hear(() => {})
  expect(packets.every(({ ssrc, sequence }, index) => ssrc === 7 && sequence === index)).toBe(true)
})

it('a digit is heard once, of the source of the speech, which goes on', () => {
  const { packets } = hear((speaker) => speaker.hearDigit('5'))
  const eventType = agreed().telephoneEvent?.send
  const receiver = new TelephoneEventReceiver()
  const events = packets.filter(({ type }) => type === eventType)
  expect(events.map(({ timestamp, payload }) => receiver.receive(timestamp, payload) ?? '').join('')).toBe(
    '5',
  )
  expect(new Set(events.map(({ timestamp }) => timestamp)).size).toBe(1)
  // What was said before the digit was another source's; from there on there is one.
  const after = packets.slice(26)
  expect(new Set(after.map(({ ssrc }) => ssrc)).size).toBe(1)
  expect(
    after.every(({ sequence }, index) => sequence === (((after[0]?.sequence ?? 0) + index) & 0xffff)),
  ).toBe(true)
  const speech = after.filter(({ type }) => type === 8)
  expect(speech).toHaveLength(24)
  expect(
    speech.every(({ timestamp }, index) => ((timestamp - (speech[0]?.timestamp ?? 0)) | 0) === index * 160),
  ).toBe(true)
})

it('reports are of the one source from then on', () => {
  const { packets, rtcp, clock, endpoint } = hear((speaker) => speaker.hearDigit('5'))
  clock.advance(10_000)
  endpoint.lookAfter(clock.now())
  expect(rtcp.sent.at(-1)?.readUInt32BE(4)).toBe(packets.at(-1)?.ssrc)
})
