/**
 * What must hold of every call, whatever happens in whatever order (M6, C4, C6): it finishes, the caller ends at a
 * person, a mailbox or a notice unless he or we left, no leg is forgotten, nothing is ordered after the end.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { liveThrough } from '../../testing/any-call.ts'
import { anyPlan } from '../../testing/any-plan.ts'
import { advance } from './advance.ts'
import { newCall } from './call.ts'

describe('any call', () => {
  it('finishes at a person, a mailbox or a notice, and leaves nothing behind', () => {
    fc.assert(
      fc.property(
        anyPlan,
        fc.array(fc.nat(1_000_000), { maxLength: 40 }),
        fc.option(fc.nat(15), { nil: undefined }),
        ({ plan, at }, choices, interruption) => {
          const { call, engine } = liveThrough(plan, at, choices, interruption)
          expect(call.state).toBe('finished')
          expect(engine.leftOver()).toEqual([])
          expect(engine.commands.filter((command) => command.do === 'finish')).toHaveLength(1)
          expect(engine.commands[engine.commands.length - 1]?.do).toBe('finish')
          expect(call.legs.every((leg) => leg.state === 'ended')).toBe(true)
          const result = call.termination?.result ?? 'none'
          const good = [
            'answered-by-member',
            'answered-by-reception',
            'forwarded',
            'voicemail-left',
            'no-message',
            'notice-heard',
          ]
          const allowed =
            plan.number.state === 'RESERVED' || plan.number.state === 'PENDING' ? ['rejected'] : good
          if (interruption === undefined) expect(allowed).toContain(result)
          else expect([...allowed, 'abandoned', 'ended-by-us']).toContain(result)
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('keeps a path without gaps or returns, from arrival on', () => {
    fc.assert(
      fc.property(anyPlan, fc.array(fc.nat(1_000_000), { maxLength: 20 }), ({ plan, at }, choices) => {
        const { call } = liveThrough(plan, at, choices, undefined)
        expect(call.path[0]).toMatchObject({ step: 'arrival', from: at })
        for (const [index, entry] of call.path.entries()) {
          expect(entry.to).toBeGreaterThanOrEqual(entry.from)
          expect(entry.reason).not.toBe('')
          if (index > 0) expect(entry.from).toBe(call.path[index - 1]?.to)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('never changes the call it was given', () => {
    fc.assert(
      fc.property(anyPlan, ({ plan, at }) => {
        const call = newCall(plan)
        const copy = structuredClone(call)
        const first = advance(call, { type: 'arrived', at }).call
        const firstCopy = structuredClone(first)
        advance(first, { type: 'engineStopping', at })
        expect(call).toEqual(copy)
        expect(first).toEqual(firstCopy)
      }),
    )
  })
})
