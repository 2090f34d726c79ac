/** Any plan of a call, for property tests: routes, hours, members, a reception, states of the number. */
import fc from 'fast-check'
import type { CallPlan } from '../src/call/call-plan.ts'
import { planCall } from '../src/call/plan-call.ts'
import type { Route, Step } from '../src/call-settings.ts'
import { defaultReception, type Overflow, type ReceptionRules } from '../src/reception/reception-rules.ts'
import { anyHours, anyInstant, anyZone } from './any-hours.ts'
import { externalMember, mainNumber, numberMember } from './sample-number.ts'

const limitSeconds = fc.integer({ min: 5, max: 120 })
const middleStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ target: fc.constant('hunt-group' as const), limitSeconds }),
  fc.record({ target: fc.constant('reception' as const), limitSeconds }),
  fc.record({
    target: fc.constant('forward' as const),
    number: fc.constantFrom('+447700900123', '+442079460000', '+442079460777'),
    limitSeconds,
  }),
)
const end = fc.constantFrom('closed' as const, 'nobody-available' as const)
const anyRoute: fc.Arbitrary<Route> = fc.oneof(
  fc.record({ steps: fc.array(middleStep, { minLength: 1, maxLength: 4 }), end }),
  fc
    .record({ steps: fc.array(middleStep, { maxLength: 3 }), end, receptionOnZero: fc.boolean() })
    .map(({ steps, end, receptionOnZero }) => ({
      steps: [...steps, { target: 'voicemail', receptionOnZero } as const],
      end,
    })),
)
const members = fc.subarray([
  numberMember('Anna'),
  numberMember('Ben'),
  numberMember('Cleo'),
  externalMember('Ed'),
])

const anyReception: fc.Arbitrary<ReceptionRules | undefined> = fc.option(
  fc
    .record({
      comfortAfterSeconds: fc.option(fc.integer({ min: 1, max: 30 })),
      waitSeconds: fc.integer({ min: 5, max: 60 }),
      overflow: fc.constantFrom<Overflow | null>(
        null,
        { to: 'site', siteId: 'other', siteName: 'Soho' },
        { to: 'outside', address: '+442079460555' },
        { to: 'outside', address: 'sip:desk@answering.example' },
      ),
    })
    .map((rules) => ({ ...defaultReception, ...rules })),
  { nil: undefined },
)

export const anyPlan: fc.Arbitrary<{ plan: CallPlan; at: number }> = fc
  .record({
    inHours: anyRoute,
    outOfHours: anyRoute,
    siteHours: anyHours,
    zone: anyZone,
    at: anyInstant,
    members,
    devices: fc.integer({ min: 0, max: 2 }),
    hasMailbox: fc.boolean(),
    readySeats: fc.constantFrom(0, 1, undefined),
    reception: anyReception,
    redirectsSpent: fc.constantFrom(0, 0, 4, 5),
    visited: fc.constantFrom([], [], ['+442079460777'], ['+442079460000']),
    state: fc.constantFrom('ACTIVE', 'ACTIVE', 'ACTIVE', 'COOLDOWN', 'PENDING', 'RESERVED'),
  })
  .map(({ inHours, outOfHours, siteHours, zone, at, devices, hasMailbox, state, reception, ...world }) => {
    const number = mainNumber({
      settings: { version: 1, inHours, outOfHours },
      siteHours,
      zone,
      state,
      reception,
      members: world.members,
      mailbox: hasMailbox ? { id: 'box', name: 'Acme' } : undefined,
    })
    const reach = (id: string) => Array.from({ length: devices }, (_, i) => ({ id: `${id}-${i}` }))
    return { plan: planCall({ number, at, caller: { origin: 'trunk' }, reach, ...world }), at }
  })
