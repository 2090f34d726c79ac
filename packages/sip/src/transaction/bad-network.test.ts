import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FakeClock, seededRandom, VirtualNetwork } from '../../testing/index.ts'
import { TimerWheel } from '../timer-wheel.ts'
import { TransportLayer } from '../transport/index.ts'
import { Journal, parts } from './stack-fixture.ts'
import { TransactionLayer } from './transaction-layer.ts'

/** What a user agent does with a request: provisional or not, final after a while or never, CANCEL honoured. */
interface Plan {
  readonly method: 'INVITE' | 'OPTIONS'
  readonly transport: 'UDP' | 'TCP'
  readonly provisional: boolean
  /** Milliseconds until the final response. */
  readonly after: number
  readonly final: number
  /** Milliseconds until the caller cancels; undefined when it does not. */
  readonly cancelAfter: number | undefined
}

const plans: fc.Arbitrary<Plan> = fc.record({
  method: fc.constantFrom('INVITE', 'OPTIONS'),
  transport: fc.constantFrom('UDP', 'UDP', 'UDP', 'TCP'),
  provisional: fc.boolean(),
  after: fc.integer({ min: 0, max: 20_000 }),
  final: fc.constantFrom(200, 302, 404, 486, 503, 603),
  cancelAfter: fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: undefined }),
})

const conditions = fc.record({
  loss: fc.double({ min: 0, max: 0.6, noNaN: true }),
  duplication: fc.double({ min: 0, max: 0.5, noNaN: true }),
  jitter: fc.integer({ min: 0, max: 3000 }),
  chunk: fc.integer({ min: 1, max: 500 }),
})

const idle = { inviteServer: 0, inviteClient: 0, server: 0, client: 0, timers: 0 }

async function run(plan: Plan, bad: { loss: number; duplication: number; jitter: number }, seed: number) {
  const clock = new FakeClock()
  const network = new VirtualNetwork({ clock, seed, conditions: bad })
  const open = async (address: string) => {
    const transport = new TransportLayer({ network: network.host(address), clock: new TimerWheel(clock) })
    await transport.open([{ transport: plan.transport, address, port: 5060 }])
    const user = new Journal()
    return { transport, user, layer: new TransactionLayer({ transport, clock, user }) }
  }
  const caller = await open('192.0.2.1')
  const callee = await open('192.0.2.2')
  callee.user.answer = (request, transaction) => {
    if (request.method === 'CANCEL') {
      const invite = callee.layer.findInvite(request)
      transaction.respond({ status: invite === undefined ? 481 : 200 })
      invite?.respond({ status: 487, toTag: 'b' })
      return
    }
    if (plan.provisional) transaction.respond({ status: request.method === 'INVITE' ? 180 : 100, toTag: 'b' })
    clock.after(plan.after, () => transaction.respond({ status: plan.final, toTag: 'b' }))
  }
  const user = new Journal()
  const to = { transport: plan.transport, address: '192.0.2.2', port: 5060 }
  const transaction = caller.layer.request(parts(plan.method), to, user)
  // Once there was a provisional response only its user can end an INVITE: a caller loses patience at some time.
  clock.after(plan.cancelAfter ?? 60_000, () => transaction.cancel())
  clock.advance(600_000)
  return { caller, callee, user, network, clock }
}

describe('two stacks over a network that loses, doubles and reorders', () => {
  it('every transaction ends, the caller hears one outcome, the callee one request', async () => {
    await fc.assert(
      fc.asyncProperty(plans, conditions, fc.nat(), async (plan, bad, seed) => {
        const { caller, callee, user } = await run(plan, bad, seed)
        const outcomes = user.heard.filter((word) => word !== 'end' && !word.startsWith('1'))
        const successes = outcomes.filter((word) => word.startsWith('2'))
        if (outcomes.length > 0 && successes.length === outcomes.length)
          expect(new Set(outcomes).size).toBe(1)
        else expect(outcomes).toHaveLength(1)
        expect(user.heard.filter((word) => word === 'end')).toHaveLength(1)
        // A copy that the network held back until its transaction was forgotten is a new request; so is what was sent again by
        // another connection, because the first one was so slow that it was given up.
        const mayComeTwice = plan.transport === 'UDP' || bad.jitter > 100
        const taken = callee.user.heard.filter((word) => word === plan.method)
        expect(taken.length).toBeLessThanOrEqual(mayComeTwice ? 2 : 1)
        expect(caller.layer.counts()).toEqual(idle)
        expect(callee.layer.counts()).toEqual(idle)
      }),
      { numRuns: 300 },
    )
  })

  it('while half of all datagrams are lost, an INVITE still gets its 486 nearly always', async () => {
    const random = seededRandom(7)
    let heard = 0
    let lost = 0
    for (let trial = 0; trial < 40; trial++) {
      const plan: Plan = {
        method: 'INVITE',
        transport: 'UDP',
        provisional: false,
        after: 100,
        final: 486,
        cancelAfter: undefined,
      }
      const { user, network } = await run(plan, { loss: 0.5, duplication: 0, jitter: 20 }, random() * 1e9)
      if (user.heard.includes('486')) heard++
      lost += network.datagrams.lost
    }
    expect(lost).toBeGreaterThan(100)
    expect(heard).toBeGreaterThanOrEqual(38)
  })
})
