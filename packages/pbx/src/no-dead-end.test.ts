import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { externalMember, mainNumber, numberMember, numberWithRoute } from '../testing/sample-number.ts'
import type { Route, Step } from './call-settings.ts'
import { type ForwardsOf, forwardsOfRoute, validateForwards } from './forward-loop.ts'
import { proveNoDeadEnd, routesOf, validateRoutes } from './no-dead-end.ts'

const own = '+442079460000'
const b = '+442079460100'
const c = '+442079460200'
const alone: ForwardsOf = () => []
const forward = (number: string): Step => ({ target: 'forward', number, limitSeconds: 20 })
const route = (...steps: Step[]): Route => ({ steps, end: 'nobody-available' })

function graph(edges: Readonly<Record<string, readonly string[]>>): ForwardsOf {
  return (e164) => edges[e164] ?? []
}

describe('forwarding in a circle (M6)', () => {
  const routes = [
    { path: 'In hours', route: route({ target: 'reception', limitSeconds: 20 }, forward(b)) },
    { path: 'Out of hours', route: route(forward('+447700900123')) },
  ]
  it.each([
    ['nobody else forwards', {}, 0],
    ['the other forwards elsewhere', { [b]: [c] }, 0],
    ['the other forwards back', { [b]: [own] }, 1],
    ['a third one forwards back', { [b]: ['+15550100123', c], [c]: [own] }, 1],
    ['others turn in a circle without us', { [b]: [c], [c]: [b] }, 0],
  ])('%s', (_, edges, count) => {
    const faults = validateForwards(own, routes, graph(edges))
    expect(faults).toHaveLength(count)
    for (const fault of faults) {
      expect(fault.words).toBe('In hours: step 2 forwards to a number that leads back to this one.')
      expect(fault.words).not.toContain(c)
    }
  })
  it('a forward to itself is told once, by the form of the route', () => {
    const number = numberWithRoute(route(forward(own)))
    expect(validateRoutes(number, graph({ [own]: [own] })).map(({ code }) => code)).toEqual([
      'forward-self',
      'forward-self',
    ])
  })
  it('lists the forwards of a route', () => {
    expect(forwardsOfRoute(route(forward(b), { target: 'voicemail' }))).toEqual([b])
  })
})

describe('the proof', () => {
  it('holds for the defaults', () => {
    const proof = proveNoDeadEnd(mainNumber(), alone)
    expect(proof).toMatchObject({ holds: true, faults: [] })
    expect(proof.ends.person + proof.ends.mailbox + proof.ends.notice).toBe(proof.cases)
    expect(Math.min(proof.ends.person, proof.ends.mailbox, proof.ends.notice)).toBeGreaterThan(0)
  })
  it('holds for a group without members', () => {
    expect(proveNoDeadEnd(mainNumber({ members: [] }), alone)).toMatchObject({
      holds: true,
      ends: { person: 0 },
    })
  })
  it('covers the routes of events and of a closure', () => {
    const own = route({ target: 'reception', limitSeconds: 20 })
    const event = {
      id: 'e',
      name: 'Fair',
      scope: 'site',
      when: { kind: 'days', from: '2026-12-02', to: '2026-12-02' },
    } as const
    const number = mainNumber({
      schedule: {
        events: [{ ...event, route: own }, event],
        emergency: { since: 0, by: 'Olga', route: own },
      },
    })
    expect(routesOf(number).map(({ path }) => path)).toEqual([
      'In hours',
      'Out of hours',
      '“Fair”',
      'Emergency closure',
    ])
    expect(proveNoDeadEnd(number, alone).holds).toBe(true)
  })
  it('names the event whose route is at fault', () => {
    const when = { kind: 'days', from: '2026-12-02', to: '2026-12-02' } as const
    const events = [{ id: 'e', name: 'Fair', scope: 'site', when, route: { steps: [forward(b)] } } as const]
    const proof = proveNoDeadEnd(mainNumber({ schedule: { events } }), alone)
    expect(proof).toMatchObject({ holds: false, cases: 0 })
    expect(proof.faults[0]?.words).toMatch(/^“Fair”: the last step/)
  })
  it('a number without settings has no route to prove', () => {
    expect(proveNoDeadEnd(mainNumber({ settings: undefined }), alone)).toMatchObject({
      holds: true,
      cases: 0,
    })
  })

  const limitSeconds = fc.integer({ min: 1, max: 130 })
  const anyStep: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ target: fc.constant('hunt-group' as const), limitSeconds }),
    fc.record({ target: fc.constant('reception' as const), limitSeconds }),
    fc.constant<Step>({ target: 'voicemail' }),
    fc.record({
      target: fc.constant('forward' as const),
      number: fc.constantFrom(b, c, own, '+447700900123'),
      limitSeconds,
    }),
  )
  const anyRoute: fc.Arbitrary<Route> = fc.record({
    steps: fc.array(anyStep, { maxLength: 5 }),
    end: fc.constantFrom('closed' as const, undefined),
  })
  it('every route that can be saved has no dead end', () => {
    fc.assert(
      fc.property(anyRoute, fc.boolean(), fc.boolean(), (any, hasMailbox, external) => {
        const members = external ? [numberMember('Anna'), externalMember('Ed')] : [numberMember('Anna')]
        const number = numberWithRoute(any, {
          members,
          mailbox: hasMailbox ? { id: 'm', name: 'Acme' } : undefined,
        })
        const proof = proveNoDeadEnd(number, graph({ [b]: [own] }))
        expect(proof.holds).toBe(proof.faults.length === 0)
      }),
      { numRuns: 150 },
    )
  })
})
