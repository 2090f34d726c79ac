/** Whatever a network with loss, duplication and reordering does, calls end on both sides and nothing is left. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { PhoneBehaviour } from '../../testing/index.ts'
import { held, openStage, silence } from './user-agent-fixture.ts'

const behaviours: fc.Arbitrary<PhoneBehaviour> = fc.oneof(
  fc.record({
    kind: fc.constant('answer' as const),
    after: fc.integer({ min: 0, max: 8000 }),
    ring: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('reject' as const),
    status: fc.constantFrom(302, 404, 486, 503, 603),
    after: fc.integer({ min: 0, max: 8000 }),
  }),
  fc.constant({ kind: 'busy' as const }),
  fc.constant({ kind: 'ring' as const }),
  fc.constant({ kind: 'silent' as const }),
)

/** What the two do with the call, at times of their own. */
const acts = fc.array(
  fc.record({
    who: fc.constantFrom('caller' as const, 'callee' as const),
    what: fc.constantFrom('cancel' as const, 'hang up' as const, 'hold' as const, 'info' as const),
    at: fc.integer({ min: 0, max: 20_000 }),
  }),
  { maxLength: 4 },
)

it('every call ends on both sides and leaves nothing, whoever does what and when', async () => {
  await fc.assert(
    fc.asyncProperty(behaviours, acts, fc.integer({ min: 1, max: 1e6 }), async (behaviour, script, seed) => {
      const conditions = { loss: 0.1, duplication: 0.1, delay: 5, jitter: 600 }
      const { clock, alice, bob } = await openStage(conditions, seed)
      bob.behaviour = behaviour
      const call = alice.call('bob')
      for (const { who, what, at } of script) {
        clock.after(at, () => {
          const side = who === 'caller' ? call : bob.calls[0]
          if (side === undefined || side.state === 'ended') return
          if (what === 'cancel') side.cancel()
          else if (what === 'hang up') side.hangUp()
          else if (what === 'hold') void side.reinvite('v=0\r\na=inactive\r\n')
          else void side.info({ contentType: 'application/dtmf-relay', body: 'Signal=1\r\n' })
        })
      }
      clock.after(30_000, () => {
        call.hangUp()
      })
      await clock.advanceAsync(200_000)
      expect(call.state).toBe('ended')
      await call.ended
      for (const other of bob.calls) expect(other.state).toBe('ended')
      expect([held(alice), held(bob)]).toEqual([silence, silence])
    }),
    { numRuns: 200 },
  )
}, 60_000)

it('a call that is answered is answered on both sides, or on neither', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), async (seed) => {
      const { clock, alice, bob } = await openStage(
        { loss: 0.1, duplication: 0.1, delay: 5, jitter: 600 },
        seed,
      )
      bob.behaviour = { kind: 'answer', after: 2000 }
      const call = alice.call('bob')
      await clock.advanceAsync(60_000)
      expect(call.state).toBe(bob.calls[0]?.state ?? 'ended')
      call.hangUp()
      await clock.advanceAsync(100_000)
      expect([held(alice), held(bob)]).toEqual([silence, silence])
    }),
    { numRuns: 60 },
  )
}, 60_000)
