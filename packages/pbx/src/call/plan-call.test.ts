import { describe, expect, it } from 'vitest'
import {
  wednesdayMorning as at,
  externalMember,
  mainNumber,
  numberMember,
  oneDevice,
} from '../../testing/sample-number.ts'
import { defaultSettings } from '../call-settings.ts'
import { planCall, rulingFor, timetableOf } from './plan-call.ts'

const outside = { origin: 'trunk' } as const
const sunday = Date.parse('2026-12-06T12:00Z')
const plan = (number = mainNumber(), when = at, reach: typeof oneDevice = oneDevice) =>
  planCall({ number, at: when, caller: outside, reach })

describe('the pinned decision (C3)', () => {
  it('in hours: the route for business hours, its reason and the version', () => {
    const { route, ruling, settingsVersion } = plan()
    expect(route).toBe(defaultSettings.inHours)
    expect(ruling.reasonInWords).toBe('Within business hours until 18:00.')
    expect(settingsVersion).toBe(1)
  })
  it('out of hours: the other route', () => {
    expect(plan(mainNumber(), sunday).route).toBe(defaultSettings.outOfHours)
  })
  it("the number's own hours override the site's (M8)", () => {
    const settings = { ...defaultSettings, hours: { mode: 'always-open' } } as const
    expect(plan(mainNumber({ settings }), sunday).route).toBe(settings.inHours)
  })
  it("an event's own route (M9)", () => {
    const route = { steps: [], end: 'closed' } as const
    const when = { kind: 'days', from: '2026-12-02', to: '2026-12-02' } as const
    const events = [{ id: 'e', name: 'Fair', scope: 'site', when, route } as const]
    expect(plan(mainNumber({ schedule: { events } })).route).toBe(route)
  })
  it('a direct number has no hours (C15)', () => {
    const number = mainNumber({ kind: 'ordinary' })
    expect(rulingFor(number, sunday).rule).toBe('direct')
    expect(plan(number, sunday).members).toMatchObject([
      { e164: number.e164, devices: [{ id: "main's phone" }] },
    ])
  })
  it.each([
    ['was not redirected', { visited: [] }, ['+447700900001']],
    ['has been there before', { redirectsSpent: 1, visited: ['+447700900001'] }, []],
    ['was redirected five times', { redirectsSpent: 5 }, []],
  ])('a call that %s: whether a member outside is rung (C11)', (_, redirections, rung) => {
    const number = mainNumber({ members: [externalMember('Ed', '+447700900001')] })
    const { members } = planCall({ number, at, caller: outside, reach: oneDevice, ...redirections })
    expect(members.map(({ e164 }) => e164)).toEqual(rung)
  })
  it('a main number without settings has no steps', () => {
    expect(plan(mainNumber({ settings: undefined }))).toMatchObject({
      route: { steps: [] },
      settingsVersion: 0,
    })
  })
  it('numbers that share hours and schedule share a timetable', () => {
    const number = mainNumber()
    expect(timetableOf({ ...number, numberId: 'another' })).toBe(timetableOf(number))
  })
  it.each([
    ['own hours', { settings: { ...defaultSettings, hours: { mode: 'always-open' } } }],
    ['a schedule of its own', { schedule: { events: [] } }],
    ['another zone', { zone: 'Asia/Tokyo' }],
    ['dated changes', { changes: [] }],
  ] as const)('a number with %s has a timetable of its own', (_edge, own) => {
    const number = mainNumber()
    const another = { ...number, ...own }
    const shared = timetableOf(number)
    expect(timetableOf(another)).not.toBe(shared)
    expect(timetableOf(another)).toBe(timetableOf(another))
    expect(rulingFor(number, sunday).open).toBe(false)
    expect(rulingFor(another, sunday).open).toBe('settings' in own)
  })
})

describe('who can ring', () => {
  const members = [
    numberMember('Anna'),
    numberMember('Ben', { state: 'RESERVED' }),
    numberMember('Cleo', { numberKind: 'main' }),
    numberMember('Dan'),
    externalMember('Ed'),
  ]
  it('active members with a device, and external ones', () => {
    const reach = (id: string) => (id === 'Dan' ? [] : oneDevice(id))
    const { members: ringing, unreachable } = plan(mainNumber({ members }), at, reach)
    expect(ringing.map(({ name, external }) => [name, external])).toEqual([
      ['Anna', false],
      ['Ed', true],
    ])
    expect(unreachable).toBe(1)
  })
  it('registrations are not asked when the route rings nobody', () => {
    const asked: string[] = []
    plan(mainNumber({ members }), sunday, (id) => {
      asked.push(id)
      return []
    })
    expect(asked).toEqual([])
  })
  it('a member that calls its own group from inside is not rung (C15)', () => {
    const caller = { origin: 'inside', number: numberMember('Anna').e164 } as const
    const { members: ringing } = planCall({ number: mainNumber(), at, caller, reach: oneDevice })
    expect(ringing.map(({ name }) => name)).toEqual(['Ben'])
  })
})
