/** What is said of a party's audio afterwards (C13). */
import { expect, it } from 'vitest'
import { FakeMediaClock } from '../../testing/fake-clock.ts'
import { rtpOf } from '../../testing/opus-speech.ts'
import type { Negotiated } from '../sdp/negotiated.ts'
import { openEndpoint } from './endpoint-fixture.ts'

const address = '192.0.2.1'
const speaking = (name: string, clockRate: number): Negotiated => ({
  address,
  family: 4,
  port: 4000,
  rtcpPort: 4001,
  rtcpMux: false,
  codecs: [{ name, clockRate, send: 96, receive: 96 }],
  telephoneEvent: undefined,
  direction: 'sendrecv',
  ptime: 20,
  hold: false,
})

it.each([
  ['PCMA', 8_000],
  ['L16', 16_000],
  ['opus', 48_000],
])('%s at %i Hz that comes in time has no jitter (RFC 3550 A.8)', (name, clockRate) => {
  const clock = new FakeMediaClock()
  const { endpoint, rtp } = openEndpoint(clock, 1)
  endpoint.setRemote(speaking(name, clockRate), undefined)
  for (let sequence = 0; sequence < 200; sequence += 1) {
    const timestamp = (sequence * clockRate) / 50
    rtp.emit('message', rtpOf(Buffer.alloc(160), { ssrc: 7, sequence, timestamp }, 96), {
      address,
      port: 4000,
    })
    clock.advance(20)
  }
  expect(endpoint.statistics()).toMatchObject({ received: 200, codec: name, jitterMs: 0 })
})
