/** A REFER that was neither accepted nor refused when its call ended: it has an answer, and its transaction an end. */
import { expect, it } from 'vitest'
import { held, openStage, silence } from './user-agent-fixture.ts'

async function asked() {
  const able = { methods: ['REFER', 'NOTIFY'] }
  const stage = await openStage({ delay: 20 }, 1, { alice: able, bob: able })
  const { clock, alice, bob } = stage
  bob.behaviour = { kind: 'answer' }
  const call = alice.call('bob')
  await clock.advanceAsync(500)
  const [theirs] = bob.calls
  const answer = theirs?.refer('<sip:carol@example.com>')
  await clock.advanceAsync(50)
  const end = async () => {
    await clock.advanceAsync(100)
    // Whoever was still looking up what the REFER asks for comes too late.
    expect(call.referrals[0]?.refuse({ status: 491 })).toBe(false)
    await clock.advanceAsync(70_000)
    return [held(alice), held(bob)]
  }
  return { ...stage, call, theirs, answer, end }
}

it('-- we hang up --> 487, and nothing is left (RFC 3261 §15.1.2)', async () => {
  const { call, answer, end } = await asked()
  call.hangUp()
  expect(await end()).toEqual([silence, silence])
  expect(await answer).toBe(487)
})

it('-- who asked has hung up, and so do we --> nothing is left', async () => {
  const { call, theirs, clock, end } = await asked()
  theirs?.hangUp()
  await clock.advanceAsync(100)
  call.hangUp()
  expect(await end()).toEqual([silence, silence])
  expect((await call.ended).end).toBe('remote-bye')
})
