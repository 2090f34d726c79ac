/** A Contact that names what no request can be sent to: the call has its ACK all the same, and its BYE. */
import { expect, it } from 'vitest'
import { alice as aliceAt, held, openStage, openWire, silence } from './user-agent-fixture.ts'

const peerAt = '192.0.2.9'
const odd = ['<tel:+442079460000>', '<mailto:bob@example.org>', '<http://192.0.2.9/>']

it.each(odd)('a 2xx with Contact: %s --> ACK and BYE go where the INVITE went', async (contact) => {
  const { alice, clock, network } = await openStage({}, 1, {
    alice: { server: { address: peerAt, port: 5060 }, domain: peerAt },
  })
  const peer = await openWire(network, peerAt)
  const call = alice.call('bob')
  await clock.advanceAsync(10)
  peer.answer(peer.log[0], 200, `Contact: ${contact}\n`)
  await clock.advanceAsync(10)
  expect(call.state).toBe('answered')
  expect(peer.lines.filter((line) => line.startsWith('ACK '))).toHaveLength(1)
  void call.hangUp()
  await clock.advanceAsync(10)
  expect(peer.lines.at(-1)).toMatch(/^BYE sip:bob@/)
  peer.answer(peer.log.at(-1), 200)
  await clock.advanceAsync(70_000)
  expect(held(alice)).toEqual(silence)
})

it.each(odd)('an INVITE with Contact: %s --> BYE goes to whom it is from', async (contact) => {
  const { alice, clock, network } = await openStage()
  const peer = await openWire(network, peerAt)
  alice.behaviour = { kind: 'answer', ring: false }
  const within = (method: string, to = '') => `${method} sip:alice@${aliceAt} SIP/2.0
Via: SIP/2.0/UDP ${peerAt};branch=z9hG4bK${method}
Max-Forwards: 70
From: <sip:wire@${peerAt}>;tag=wire
To: <sip:alice@${aliceAt}>${to}
Call-ID: odd
CSeq: 1 ${method}
Contact: ${contact}
Content-Length: 0

`
  peer.send(within('INVITE'), aliceAt)
  await clock.advanceAsync(10)
  const tag = /^To:.*(;tag=\S+)/m.exec(peer.last ?? '')?.[1]
  peer.send(within('ACK', tag), aliceAt)
  await clock.advanceAsync(10)
  void alice.calls.at(-1)?.hangUp()
  await clock.advanceAsync(10)
  expect(peer.lines.at(-1)).toMatch(/^BYE sip:wire@/)
})
