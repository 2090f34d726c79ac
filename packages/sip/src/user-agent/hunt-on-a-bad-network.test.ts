/**
 * One call to many phones at once, the way a hunt group rings (C4, C6): whatever the phones do and the network loses,
 * at most one talks to the caller, every leg ends, nothing is left.
 */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FakeClock, type PhoneBehaviour, SipPhone, VirtualNetwork } from '../../testing/index.ts'
import { TransportLayer } from '../transport/transport-layer.ts'
import type { IncomingCall, OutgoingCall } from './call.ts'
import { UserAgent } from './user-agent.ts'
import { held, seededText, silence } from './user-agent-fixture.ts'

const serverAt = '192.0.2.100'
const elsewhere = 'Reason: SIP;cause=200;text="Call completed elsewhere"\r\n'

/** Rings all, connects the first to answer, hangs up both when one does; gives up after `ringFor` milliseconds. */
function hunt(userAgent: UserAgent, phones: readonly SipPhone[], ringFor: number, call: IncomingCall): void {
  let winner: OutgoingCall | undefined
  let ringing = false
  const { wheel } = userAgent
  const giveUp = wheel.after(ringFor, () => {
    for (const leg of legs) leg.cancel()
    call.reject({ status: 480 })
  })
  const legs = phones.map((phone) =>
    userAgent.invite(
      {
        uri: phone.contactUri,
        destination: { transport: 'UDP', address: phone.options.address, port: 5060 },
        from: `<sip:main@${serverAt}>`,
        to: `<${phone.contactUri}>`,
        contentType: 'application/sdp',
        body: 'v=0\r\n',
      },
      {
        onProvisional: () => {
          if (!ringing) ringing = call.progress({ status: 180 })
        },
        onAnswered: (_response, leg) => {
          if (winner !== undefined || !call.answer({ status: 200 })) {
            leg.bye()
            return
          }
          winner = leg
          wheel.cancel(giveUp)
          for (const other of legs) if (other !== leg) other.cancel(elsewhere)
        },
        onEnded: (_end, leg) => {
          if (leg === winner) call.bye()
        },
      },
    ),
  )
  call.setHandler({
    onEnded: () => {
      wheel.cancel(giveUp)
      for (const leg of legs) leg.bye()
    },
  })
}

const behaviours: fc.Arbitrary<PhoneBehaviour> = fc.oneof(
  fc.record({ kind: fc.constant('answer' as const), after: fc.constantFrom(0, 1000, 1000, 1500) }),
  fc.record({ kind: fc.constant('reject' as const), status: fc.constantFrom(302, 486, 500, 603) }),
  fc.constantFrom<PhoneBehaviour>({ kind: 'busy' }, { kind: 'ring' }, { kind: 'silent' }),
)

interface Plan {
  readonly members: readonly PhoneBehaviour[]
  /** Milliseconds until the caller hangs up. */
  readonly patience: number
  readonly seed: number
  readonly loss: number
}

async function run({ members, patience, seed, loss }: Plan) {
  const clock = new FakeClock()
  const conditions = { loss, duplication: loss, delay: 5, jitter: loss * 6000 }
  const network = new VirtualNetwork({ clock, seed, conditions })
  const open = (address: string, user: string, behaviour: PhoneBehaviour) =>
    SipPhone.open({
      network: network.host(address),
      clock,
      address,
      port: 5060,
      user,
      behaviour,
      server: { address: serverAt, port: 5060 },
      random: seededText(seed + user.length),
    })
  const phones = await Promise.all(
    members.map((behaviour, index) => open(`192.0.2.${index + 1}`, `member${'x'.repeat(index)}`, behaviour)),
  )
  const trunk = await open('192.0.2.200', 'trunk', { kind: 'busy' })
  const transport = new TransportLayer({ network: network.host(serverAt), clock })
  await transport.open([{ transport: 'UDP', address: serverAt, port: 5060 }])
  const server: UserAgent = new UserAgent({
    transport,
    clock,
    random: seededText(seed),
    contact: () => `<sip:${serverAt}:5060>`,
    handler: { onInvite: (call) => hunt(server, phones, 20_000, call) },
  })
  const call = trunk.call('main')
  clock.after(patience, () => call.hangUp())
  await clock.advanceAsync(15_000)
  const talking = phones.flatMap((phone) => phone.calls).filter(({ state }) => state === 'answered').length
  await clock.advanceAsync(200_000)
  const left = { calls: server.counts(), transactions: server.transactions.counts() }
  return { phones, trunk, call, talking, left }
}

it('nothing is left on either side, whoever does what', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        members: fc.array(behaviours, { minLength: 1, maxLength: 5 }),
        patience: fc.integer({ min: 0, max: 30_000 }),
        seed: fc.integer({ min: 1, max: 1e6 }),
        loss: fc.constant(0.1),
      }),
      async (plan) => {
        const { phones, trunk, call, left } = await run(plan)
        expect(left).toEqual(silence)
        expect(call.state).toBe('ended')
        for (const phone of [...phones, trunk]) expect(held(phone)).toEqual(silence)
      },
    ),
    { numRuns: 60 },
  )
}, 60_000)

it('five phones that answer at the same instant: one talks, four are told that it is over', async () => {
  const members = Array<PhoneBehaviour>(5).fill({ kind: 'answer', after: 1000 })
  const { phones, talking, left } = await run({ members, patience: 30_000, seed: 1, loss: 0 })
  expect(talking).toBe(1)
  expect(left).toEqual(silence)
  expect(phones.filter((phone) => phone.log.requests('BYE').length === 1)).toHaveLength(5)
})

it('on a good network the losers read why they were cancelled (C4)', async () => {
  const ring: PhoneBehaviour = { kind: 'ring' }
  const members: readonly PhoneBehaviour[] = [{ kind: 'answer', after: 1000 }, ring, ring]
  const { phones, left } = await run({ members, patience: 30_000, seed: 1, loss: 0 })
  const reasons = phones.map((phone) => phone.log.reasons('CANCEL').map(({ cause }) => cause))
  expect(reasons).toEqual([[], [200], [200]])
  expect(left).toEqual(silence)
})

it('the caller hangs up while it rings: every leg is cancelled within 200 ms, and without a reason (C6)', async () => {
  const members = Array<PhoneBehaviour>(5).fill({ kind: 'ring' })
  const { phones, left } = await run({ members, patience: 3000, seed: 1, loss: 0 })
  for (const phone of phones) {
    const [cancel] = phone.log.filter({ direction: 'received', method: 'CANCEL', kind: 'request' })
    expect(cancel?.at).toBeLessThan(3200)
    expect(phone.log.reasons('CANCEL')).toEqual([])
  }
  expect(left).toEqual(silence)
})
