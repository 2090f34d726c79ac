/** An UPDATE with an offer while the INVITE's offer has no answer (RFC 3311 §5.2): one offer at a time. */
import { describe, expect, it } from 'vitest'
import type { SipPhone } from '../../testing/index.ts'
import type { PhoneCall } from '../../testing/sip-phone-call.ts'
import { alice as aliceAt, bob as bobAt, openStage, openWire } from './user-agent-fixture.ts'

const reliable = { supported: ['100rel'] }

async function ringing(options: { session?: string; body?: string } = {}) {
  const stage = await openStage({ delay: 20 }, 1, { alice: reliable, bob: reliable })
  const { clock, alice, bob, network } = stage
  const wire = await openWire(network, '192.0.2.9')
  const call = alice.call('bob', { body: options.body ?? 'v=0\r\n' })
  await clock.advanceAsync(100)
  const theirs = bob.calls[0]
  if (theirs === undefined) throw new Error('no call came')
  if (options.session !== undefined) theirs.ring(options.session, true)
  await clock.advanceAsync(100)
  /** What the phone says to an UPDATE of its peer's; offers come from whoever has the wire. */
  const update = async (phone: SipPhone, of: PhoneCall, peer: PhoneCall) => {
    wire.send(
      `UPDATE ${phone.contactUri} SIP/2.0
Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bKupdate
Max-Forwards: 70
From: <sip:peer@192.0.2.9>;tag=${peer.raw.localTag}
To: <${phone.addressOfRecord}>;tag=${of.raw.localTag}
Call-ID: ${of.callId}
CSeq: 77 UPDATE
Contact: <sip:peer@192.0.2.9>
Content-Type: application/sdp
Content-Length: 5

v=0
`,
      phone === alice ? aliceAt : bobAt,
    )
    await clock.advanceAsync(100)
    const status = Number(wire.last.slice(8, 11))
    return { status, retryAfter: /^Retry-After: (\d+)/m.exec(wire.last)?.[1] }
  }
  return {
    atBob: () => update(bob, theirs, call),
    atAlice: () => update(alice, call, theirs),
    answer: async () => {
      theirs.answer()
      await clock.advanceAsync(5)
    },
  }
}

describe('an UPDATE with an offer', () => {
  it('-- the offer of the INVITE is not answered --> 500 and when to try again', async () => {
    const { status, retryAfter } = await (await ringing()).atBob()
    expect(status).toBe(500)
    expect(Number(retryAfter)).toBeGreaterThanOrEqual(0)
    expect(Number(retryAfter)).toBeLessThanOrEqual(10)
  })

  it('-- our INVITE has made an offer --> 491', async () => {
    expect((await (await ringing()).atAlice()).status).toBe(491)
  })

  it('-- offer and answer were exchanged reliably --> 200, either way', async () => {
    expect((await (await ringing({ session: 'v=0\r\n' })).atBob()).status).toBe(200)
    expect((await (await ringing({ session: 'v=0\r\n' })).atAlice()).status).toBe(200)
  })

  it('-- our 2xx has made an offer that no ACK has answered --> 491', async () => {
    const { answer, atBob } = await ringing({ body: '' })
    await answer()
    expect((await atBob()).status).toBe(491)
  })
})
