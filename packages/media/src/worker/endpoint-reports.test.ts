/** Who reports to a telephone what is heard of it, while it is relayed (RFC 3550 §6). */
import { describe, expect, it } from 'vitest'
import { FakeMediaClock } from '../../testing/fake-clock.ts'
import { rtpOf } from '../../testing/opus-speech.ts'
import type { BrowserParameters } from '../browser/browser-parameters.ts'
import { createOffer, readAnswer } from '../sdp/offer-answer.ts'
import type { Endpoint } from './endpoint.ts'
import { openEndpoint } from './endpoint-fixture.ts'

const address = '192.0.2.1'
const local = { address, port: 4000, sessionId: 1, version: 1 }
const browser: BrowserParameters = {
  ufrag: 'theirs',
  pwd: 'q'.repeat(24),
  fingerprint: { algorithm: 'sha256', value: 'AA' },
}
const opus = { audio: { send: 111, receive: 111 } }

/** Reports that a telephone gets within ten seconds in which it speaks to somebody. */
function reports(arrange: (other: Endpoint) => void): number {
  const clock = new FakeMediaClock()
  const phone = openEndpoint(clock, 1)
  const other = openEndpoint(clock, 2)
  const offer = createOffer(local)
  const agreed = readAnswer(offer, offer)
  if ('code' in agreed) throw new Error(agreed.detail)
  arrange(other.endpoint)
  for (const { endpoint } of [phone, other]) endpoint.setRemote(agreed, undefined)
  phone.endpoint.connect(other.endpoint)
  for (let sequence = 0; sequence < 500; sequence += 1) {
    const packet = rtpOf(Buffer.alloc(160), { ssrc: 7, sequence, timestamp: sequence * 160 }, 8)
    phone.rtp.emit('message', packet, { address, port: 4000 })
    clock.advance(20)
    if (sequence % 50 === 49) phone.endpoint.lookAfter(clock.now())
  }
  return phone.rtcp.sent.length
}

describe('a telephone that is relayed', () => {
  it('gets the reports of whom it talks to, and none of ours', () => {
    expect(reports(() => {})).toBe(0)
    expect(reports((other) => other.faceBrowser({ ufrag: 'o', pwd: 'p', ssrc: 77 }, browser))).toBe(0)
  })

  it('to a browser that speaks Opus gets ours: the browser’s are about packets of another kind', () => {
    const speaksOpus = (other: Endpoint) =>
      other.faceBrowser({ ufrag: 'o', pwd: 'p', ssrc: 77 }, { ...browser, opus })
    expect(reports(speaksOpus)).toBe(2)
  })
})
