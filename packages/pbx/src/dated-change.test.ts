/** Dated changes: "from 1 December forward to … until 5 January" (product §6.5). */
import { describe, expect, it } from 'vitest'
import { mainNumber, oneDevice } from '../testing/sample-number.ts'
import { planCall } from './call/plan-call.ts'
import { defaultSettings, type Route } from './call-settings.ts'
import { type DatedChange, settingsUnder, validateChange } from './dated-change.ts'
import { proveNoDeadEnd, routesOf, validateRoutes } from './no-dead-end.ts'
import { preview, strip } from './preview.ts'

const forward: Route = {
  steps: [{ target: 'forward', number: '+447700900123', limitSeconds: 20 }, { target: 'voicemail' }],
}
const winter: DatedChange = {
  id: 'winter',
  name: 'Winter',
  from: '2026-12-01T09:00',
  until: '2027-01-05T00:00',
  inHours: forward,
}
const number = mainNumber({ changes: [winter] })
const context = { e164: number.e164, hasMailbox: true }
const now = Date.parse('2026-11-24T00:00Z')
const route = (text: string, of = number) =>
  planCall({ number: of, at: Date.parse(text), caller: { origin: 'trunk' }, reach: oneDevice })

describe('the settings in force at the instant of arrival', () => {
  it.each([
    ['the last instant before', '2026-12-01T08:59:59.999Z', defaultSettings.inHours],
    ['the first one', '2026-12-01T09:00Z', forward],
    ['the last one', '2027-01-04T17:59:59.999Z', forward],
    ['after its end', '2027-01-05T09:00Z', defaultSettings.inHours],
    ['out of hours, which it leaves alone', '2026-12-06T12:00Z', defaultSettings.outOfHours],
  ])('%s', (_, text, expected) => {
    expect(route(text).route).toBe(expected)
  })
  it('say so in the reason of the call (C3)', () => {
    expect(route('2026-12-02T10:00Z').ruling.reasonInWords).toBe(
      'Within business hours until 18:00. The dated change “Winter” holds.',
    )
  })
  it('yield to the own route of an event', () => {
    const own: Route = { steps: [], end: 'closed' }
    const when = { kind: 'days', from: '2026-12-02', to: '2026-12-02' } as const
    const schedule = { events: [{ id: 'e', name: 'Fair', scope: 'site', when, route: own } as const] }
    const there = route('2026-12-02T10:00Z', { ...number, schedule })
    expect(there.route).toBe(own)
    expect(there.ruling.reasonInWords).not.toContain('Winter')
  })
  it('may have hours of their own', () => {
    const open = mainNumber({ changes: [{ ...winter, inHours: undefined, hours: { mode: 'always-open' } }] })
    expect(route('2026-12-06T12:00Z', open).route).toBe(defaultSettings.inHours)
    expect(route('2026-12-06T12:00Z', open).ruling.reasonInWords).toMatch(
      /^Open by its hours until Tue 5 Jan/,
    )
    expect(route('2027-01-10T12:00Z', open).route).toBe(defaultSettings.outOfHours)
  })
  it('may replace the route out of hours', () => {
    const night = mainNumber({ changes: [{ ...winter, inHours: undefined, outOfHours: forward }] })
    expect(route('2026-12-06T12:00Z', night).route).toBe(forward)
    expect(route('2026-12-02T10:00Z', night).route).toBe(defaultSettings.inHours)
  })
  it('hold in the local time of the site', () => {
    const sydney = mainNumber({
      zone: 'Australia/Sydney',
      changes: [{ ...winter, from: '2026-12-01T00:00' }],
    })
    expect(route('2026-11-30T21:30:00Z', sydney).route).toBe(forward)
  })
  it('are the settings with what the change names', () => {
    expect(settingsUnder(defaultSettings, winter)).toEqual({
      ...defaultSettings,
      inHours: forward,
      hours: undefined,
    })
  })
})

it('a preview in November sees December, and the strip shows where it begins', () => {
  const at = Date.parse('2026-12-02T10:00Z')
  expect(preview({ number, at, reach: oneDevice }).path.map(({ step }) => step)).toContain('forward')
  const [first, second] = strip(number, Date.parse('2026-12-01T08:45Z'), 1)
  expect([first?.ruling.change, second?.ruling.change]).toEqual([undefined, winter])
  expect(second?.from).toBe(Date.parse('2026-12-01T09:00Z'))
})

describe('no dead end (M6)', () => {
  it('is proved for its routes too', () => {
    expect(routesOf(number).map(({ path }) => path)).toEqual([
      'In hours',
      'Out of hours',
      '“Winter”, in hours',
    ])
    expect(proveNoDeadEnd(number, () => [])).toMatchObject({ holds: true })
  })
  it('a change that traps the caller is named', () => {
    const trap = { ...winter, outOfHours: { steps: [{ target: 'hunt-group', limitSeconds: 20 }] } } as const
    expect(validateRoutes(mainNumber({ changes: [trap] }), () => []).map(({ words }) => words)).toEqual([
      '“Winter”, out of hours: the last step must be voicemail or be followed by a spoken notice.',
    ])
  })
  it('a circle over another number is named', () => {
    const faults = validateRoutes(number, () => [number.e164])
    expect(faults.map(({ words }) => words)).toEqual([
      '“Winter”, in hours: step 1 forwards to a number that leads back to this one.',
    ])
  })
})

describe('a change that cannot be saved', () => {
  const codes = (change: Partial<DatedChange>, others: readonly DatedChange[] = []) =>
    validateChange({ ...winter, id: 'new', ...change }, others, context, now).map(({ code }) => code)

  it.each<[string, Partial<DatedChange>, string[]]>([
    ['a date that does not exist', { from: '2026-02-30T09:00' }, ['change-date']],
    ['a day where a time is wanted', { until: '2027-01-05' }, ['change-date']],
    ['an end before its start', { until: '2026-12-01T08:59' }, ['change-order']],
    ['an end at its start', { until: '2026-12-01T09:00' }, ['change-order']],
    ['over already', { from: '2026-11-01T00:00', until: '2026-11-24T00:00' }, ['change-past']],
    ['nothing changed', { inHours: undefined }, ['change-empty']],
    ['a route without end', { inHours: { steps: [] } }, ['route-length']],
    [
      'hours with a fault',
      { hours: { mode: 'weekly', intervals: [{ day: 1, start: '9', end: '17:00' }] } },
      ['hours-time'],
    ],
  ])('%s', (_, change, expected) => {
    expect(codes(change)).toEqual(expected)
  })
  it.each([
    ['the end of another', '2027-01-04T23:59', '2027-02-01T00:00', ['change-overlap']],
    ['the start of another', '2026-11-25T00:00', '2026-12-01T09:01', ['change-overlap']],
    ['one that starts where the other ends', '2027-01-05T00:00', '2027-02-01T00:00', []],
    ['one that ends where the other starts', '2026-11-25T00:00', '2026-12-01T09:00', []],
  ])('against %s', (_, from, until, expected) => {
    expect(codes({ from, until }, [winter])).toEqual(expected)
  })
  it('is not in its own way', () => {
    expect(codes({ id: 'winter' }, [winter])).toEqual([])
  })
})

it('a change with a faulty date holds at no time', () => {
  const faulty = mainNumber({ changes: [{ ...winter, from: 'soon', until: 'later' }] })
  expect(route('2026-12-02T10:00Z', faulty).route).toBe(defaultSettings.inHours)
})
