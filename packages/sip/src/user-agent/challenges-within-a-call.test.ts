/** Whoever we talk to may want to know who we are before it takes a request of ours within the call (RFC 3261 §22). */
import { describe, expect, it } from 'vitest'
import type { WireEntry } from '../../testing/index.ts'
import { alice as aliceAt, openStage, openWire } from './user-agent-fixture.ts'

const carrierAt = '192.0.2.9'
const credentials = { username: 'harbour', password: 'secret' }
const challenge = (nonce: string) =>
  `Proxy-Authenticate: Digest realm="carrier.example", nonce="${nonce}", qop="auth"\n`
const nonceOf = ({ text }: WireEntry) => /^Proxy-Authorization: .*\bnonce="([^"]*)"/m.exec(text)?.[1]

async function withCarrier() {
  const stage = await openStage({}, 1, {
    alice: { server: { address: carrierAt, port: 5060 }, credentials },
  })
  const carrier = await openWire(stage.network, carrierAt)
  const requests = (method: string) => carrier.log.filter(({ text }) => text.startsWith(`${method} `))
  return { ...stage, carrier, requests }
}

/** As the carrier calls Alice. */
const request = (method: string, to = '') => `${method} sip:alice@${aliceAt} SIP/2.0
Via: SIP/2.0/UDP ${carrierAt};branch=z9hG4bK${method}
Max-Forwards: 70
From: <sip:wire@${carrierAt}>;tag=wire
To: <sip:alice@${aliceAt}>${to}
Call-ID: from-the-carrier
CSeq: 1 ${method}
Contact: <sip:wire@${carrierAt}>
Content-Length: 0

`

describe('a call that came', () => {
  async function answered() {
    const stage = await withCarrier()
    const { clock, carrier, alice } = stage
    alice.behaviour = { kind: 'answer', ring: false }
    carrier.send(request('INVITE'), aliceAt)
    await clock.advanceAsync(10)
    carrier.send(request('ACK', /;tag=\S+/.exec(/^To: .*$/m.exec(carrier.last)?.[0] ?? '')?.[0]), aliceAt)
    await clock.advanceAsync(10)
    const [call] = alice.calls
    if (call === undefined) throw new Error('no call came')
    return { ...stage, call }
  }

  it('-- its carrier challenges our BYE --> BYE again with the credentials that the call has been given', async () => {
    const { clock, carrier, call, requests } = await answered()
    call.raw.credentials = credentials
    call.hangUp()
    await clock.advanceAsync(10)
    carrier.answer(requests('BYE')[0], 407, challenge('n1'))
    await clock.advanceAsync(10)
    expect(call.state).toBe('ending')
    expect(requests('BYE').map(nonceOf)).toEqual([undefined, 'n1'])
    carrier.answer(requests('BYE')[1], 200)
    await clock.advanceAsync(10)
    expect((await call.ended).end).toBe('local-bye')
  })

  it('-- without credentials --> it has ended for us all the same (§15.1.1)', async () => {
    const { clock, carrier, call, requests } = await answered()
    call.hangUp()
    await clock.advanceAsync(10)
    carrier.answer(requests('BYE')[0], 407, challenge('n1'))
    await clock.advanceAsync(1000)
    expect(requests('BYE')).toHaveLength(1)
    expect((await call.ended).end).toBe('local-bye')
  })
})

describe('a call that we made', () => {
  it('-- two requests of ours are challenged at once --> both are sent again, each with its nonce (§22.3)', async () => {
    const { clock, carrier, alice, requests } = await withCarrier()
    const call = alice.call('bob')
    await clock.advanceAsync(10)
    carrier.answer(carrier.log[0], 407, challenge('n0'))
    await clock.advanceAsync(10)
    carrier.answer(requests('INVITE')[1], 200, `Contact: <sip:bob@${carrierAt}>\n`)
    await clock.advanceAsync(10)
    void call.info({ contentType: 'application/dtmf-relay', body: 'Signal=1\r\n' })
    call.hangUp()
    await clock.advanceAsync(10)
    carrier.answer(requests('INFO')[0], 407, challenge('n1'))
    await clock.advanceAsync(10)
    carrier.answer(requests('BYE')[0], 407, challenge('n2'))
    await clock.advanceAsync(10)
    expect(requests('INFO').map(nonceOf)).toEqual(['n0', 'n1'])
    expect(requests('BYE').map(nonceOf)).toEqual(['n0', 'n2'])
    expect(call.state).toBe('ending')
    carrier.answer(requests('BYE')[1], 407, challenge('n3'))
    await clock.advanceAsync(1000)
    expect(requests('BYE')).toHaveLength(2)
    expect(call.state).toBe('ended')
  })
})
