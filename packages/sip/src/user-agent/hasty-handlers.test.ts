/** Handlers that ask for an end while they are being told of one: nothing happens twice. */
import { describe, expect, it } from 'vitest'
import type { IncomingCall, OutgoingCall } from './call.ts'
import { alice as aliceAt, bob as bobAt, held, openStage, type Stage, silence } from './user-agent-fixture.ts'

const destination = { transport: 'UDP', address: bobAt, port: 5060 } as const

/** A call of Alice's whose handler hangs up, cancels and rejects at everything it hears. */
function hastyCall({ alice }: Stage, told: string[]): OutgoingCall {
  const hurry = (what: string) => (_subject: unknown, call: OutgoingCall) => {
    told.push(what)
    call.bye()
    call.cancel()
  }
  const from = `<sip:alice@${aliceAt}>`
  return alice.userAgent.invite(
    { uri: `sip:bob@${bobAt}`, destination, from, to: `<sip:bob@${bobAt}>` },
    {
      onAnswered: hurry('answered'),
      onFailed: hurry('failed'),
      onBye: hurry('bye'),
      onEnded: hurry('ended'),
    },
  )
}

/** Makes Bob's side do the same. */
function hasten(call: IncomingCall, told: string[]): void {
  const hurry = (what: string) => () => {
    told.push(what)
    call.bye()
    call.reject({ status: 486 })
    call.answer({ status: 200 })
  }
  call.setHandler({
    onCancel: hurry('cancel'),
    onAck: () => told.push('ack'),
    onAckTimeout: hurry('ack timeout'),
    onBye: hurry('bye'),
    onEnded: hurry('ended'),
  })
}

function incoming({ bob }: Stage): IncomingCall {
  const raw = bob.calls[0]?.raw
  if (raw === undefined || !('answer' in raw)) throw new Error('no call came')
  return raw as IncomingCall
}

async function quiet(stage: Stage): Promise<void> {
  await stage.clock.advanceAsync(100_000)
  expect([held(stage.alice), held(stage.bob)]).toEqual([silence, silence])
}

describe('a hasty handler', () => {
  it('at the answer --> one BYE', async () => {
    const stage = await openStage()
    stage.bob.behaviour = { kind: 'answer' }
    const told: string[] = []
    hastyCall(stage, told)
    await quiet(stage)
    expect(told).toEqual(['answered', 'ended'])
    expect(stage.bob.log.requests('BYE')).toHaveLength(1)
  })

  it('at the refusal --> no CANCEL, no BYE', async () => {
    const stage = await openStage()
    stage.bob.behaviour = { kind: 'busy' }
    const told: string[] = []
    hastyCall(stage, told)
    await quiet(stage)
    expect(told).toEqual(['failed', 'ended'])
    expect(stage.bob.log.requests('CANCEL')).toHaveLength(0)
  })

  it('at a 200 that crossed its CANCEL --> one BYE', async () => {
    const stage = await openStage({ delay: 50 })
    stage.bob.behaviour = { kind: 'ring' }
    const told: string[] = []
    const call = hastyCall(stage, told)
    await stage.clock.advanceAsync(200)
    incoming(stage).answer({ status: 200 })
    call.cancel()
    await quiet(stage)
    expect(told).toEqual(['failed', 'ended'])
    expect(stage.bob.log.requests('BYE')).toHaveLength(1)
  })

  it('at the BYE of the peer --> none of its own', async () => {
    const stage = await openStage()
    stage.bob.behaviour = { kind: 'ring' }
    const call = stage.alice.call('bob')
    await stage.clock.advanceAsync(100)
    const told: string[] = []
    hasten(incoming(stage), told)
    incoming(stage).answer({ status: 200 })
    await stage.clock.advanceAsync(100)
    call.hangUp()
    await quiet(stage)
    expect(told).toEqual(['ack', 'bye', 'ended'])
    expect(stage.alice.log.requests('BYE')).toHaveLength(0)
  })

  it('at the CANCEL --> one 487', async () => {
    const stage = await openStage()
    stage.bob.behaviour = { kind: 'ring' }
    const call = stage.alice.call('bob')
    await stage.clock.advanceAsync(100)
    const told: string[] = []
    hasten(incoming(stage), told)
    call.cancel()
    await quiet(stage)
    expect(told).toEqual(['cancel', 'ended'])
    expect((await call.ended).failure?.status).toBe(487)
  })

  it('at the missing ACK --> one BYE', async () => {
    const stage = await openStage()
    stage.bob.behaviour = { kind: 'ring' }
    const call = stage.alice.call('bob')
    await stage.clock.advanceAsync(100)
    const told: string[] = []
    hasten(incoming(stage), told)
    stage.network.cut(aliceAt, bobAt)
    incoming(stage).answer({ status: 200 })
    await stage.clock.advanceAsync(32_100)
    stage.network.heal(aliceAt, bobAt)
    call.hangUp()
    await quiet(stage)
    expect(told).toEqual(['ack timeout', 'ended'])
    const byes = stage.bob.log.filter({ direction: 'sent', kind: 'request', method: 'BYE' })
    expect(new Set(byes.map(({ message }) => message.cseq.sequence)).size).toBe(1)
  })
})
