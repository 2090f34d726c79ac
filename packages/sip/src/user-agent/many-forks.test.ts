/** A peer that answers an INVITE of ours in the name of ever more forks: broken, or bent on our memory. */
import { expect, it } from 'vitest'
import type { OutgoingCall } from './call.ts'
import { forked, held, openStage, openWire, silence } from './user-agent-fixture.ts'

const carrierAt = '192.0.2.9'

async function called() {
  const stage = await openStage({}, 1, { alice: { server: { address: carrierAt, port: 5060 } } })
  const carrier = await openWire(stage.network, carrierAt)
  const call = stage.alice.call('bob')
  await stage.clock.advanceAsync(10)
  const invite = carrier.log[0]
  const answer = (tag: string, status: number) =>
    carrier.answer(forked(invite, tag), status, `Contact: <sip:${tag}@${carrierAt}>\n`)
  return { ...stage, carrier, call, answer }
}

it('thousands of forks ring --> few are remembered, and any of them may have the call', async () => {
  const { call, answer, clock } = await called()
  for (let fork = 0; fork < 2_000; fork++) answer(`f${fork}`, 180)
  await clock.advanceAsync(10)
  expect((call.raw as OutgoingCall).earlyDialogs.length).toBeLessThan(100)
  answer('f1999', 200)
  await clock.advanceAsync(10)
  expect(call.state).toBe('answered')
  expect(call.raw.dialog?.remoteTag).toBe('f1999')
})

it('thousands of forks answer --> few are told that the call is another’s', async () => {
  const { alice, answer, clock, carrier, call } = await called()
  for (let fork = 0; fork < 2_000; fork++) answer(`f${fork}`, 200)
  await clock.advanceAsync(10)
  expect(call.state).toBe('answered')
  expect(alice.userAgent.transactions.counts().client).toBeLessThan(100)
  expect(carrier.log.filter(({ text }) => text.startsWith('BYE ')).length).toBeLessThan(100)
  await clock.advanceAsync(40_000)
  void call.hangUp()
  await clock.advanceAsync(70_000)
  expect(held(alice)).toEqual(silence)
})
