import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyHours, anyInstant, anyZone } from '../testing/any-hours.ts'
import {
  externalMember,
  mainNumber,
  numberMember,
  numberWithRoute,
  oneDevice,
  wednesdayMorning,
} from '../testing/sample-number.ts'
import { planCall } from './call/plan-call.ts'
import { nobodyAnswers, type Response, simulateCall, type World } from './call/simulate-call.ts'
import { defaultSettings, type Route } from './call-settings.ts'
import { preview, strip } from './preview.ts'
import { endInWords, stepInWords } from './preview-in-words.ts'

const at = wednesdayMorning
const sunday = Date.parse('2026-12-06T18:05Z')
const everything: Route = {
  steps: [
    { target: 'hunt-group', limitSeconds: 20 },
    { target: 'reception', limitSeconds: 20 },
    { target: 'forward', number: '+447700900123', limitSeconds: 20 },
  ],
  end: 'nobody-available',
}

/** Words of what was. */
const lookingBack =
  /\b(?:was|were|has|had|did|heard|left|pressed|declined|hung|waited|could|ended|stored)\b(?! by)/

describe('preview', () => {
  it.each([
    ['in hours', mainNumber(), at, 'A caller reaches the hunt group (Anna, Ben), then the mailbox of Acme.'],
    ['out of hours', mainNumber(), sunday, 'A caller reaches the mailbox of Acme.'],
    [
      'every target',
      numberWithRoute(everything),
      at,
      'A caller reaches the hunt group (Anna, Ben), then the reception of Holborn, then +447700900123, then a spoken notice.',
    ],
    [
      'not active',
      mainNumber({ state: 'RESERVED' }),
      at,
      'A caller reaches nobody: the number receives no calls.',
    ],
    [
      'a direct number',
      mainNumber({ kind: 'ordinary', label: 'Anna' }),
      at,
      'A caller reaches the phones of Anna, then the mailbox of Acme.',
    ],
  ])('%s', (_, number, instant, sentence) => {
    expect(preview({ number, at: instant, reach: oneDevice, readySeats: 1 }).sentence).toBe(sentence)
  })

  it.each([
    ['now', 0, 'A caller reaches the mailbox of Acme.'],
    ['within the minute', -59_000, 'A caller reaches the mailbox of Acme.'],
    ['to come', 60_000, 'A caller will reach the mailbox of Acme.'],
    ['past', -60_000, 'A caller would have reached the mailbox of Acme.'],
  ])('speaks of an instant that is %s as such', (_, later, sentence) => {
    const request = { number: mainNumber(), at: sunday + later, reach: oneDevice, now: sunday }
    expect(preview(request).sentence).toBe(sentence)
  })

  it('says of each step what would become of a call, not what became of one', () => {
    const { path } = preview({ number: numberWithRoute(everything), at, reach: oneDevice, readySeats: 1 })
    expect(path.map(stepInWords)).toEqual([
      'Within business hours until 18:00.',
      'After 20 s without an answer the call goes on.',
      'After 20 s without an answer the call goes on.',
      'After 20 s without an answer the call goes on.',
      'The caller hears that nobody is available.',
    ])
    const night = preview({ number: mainNumber(), at: sunday, reach: () => [] })
    expect(night.path.map(stepInWords).at(-1)).toBe('The caller can leave a message.')
    expect(night.termination && endInWords(night.termination)).toBe('The caller can leave a message.')
  })
  it.each<[string, { phone?: Response } & Partial<Omit<World, 'phone'>>, string]>([
    ['is answered', { phone: { does: 'answer', afterSeconds: 4 } }, 'Somebody answers after 4 s.'],
    [
      'is busy',
      { phone: { does: 'fail', status: 486, reason: 'Busy Here' } },
      'Whoever is called is busy or declines, and the call goes on.',
    ],
    [
      'fails',
      { phone: { does: 'fail', status: 500, reason: 'Oops' } },
      'Whoever is called cannot be reached, and the call goes on.',
    ],
    ['is given up', { patienceSeconds: 10 }, 'The caller hangs up.'],
    ['ends in silence', { mailbox: 'silence' }, 'The caller leaves no message.'],
    ['meets a full mailbox', { mailbox: 'full' }, 'The mailbox is full.'],
    ['meets a full disk', { mailbox: 'storage-error' }, 'The message cannot be stored.'],
  ])('a call that %s is told as one to come', (_, { phone = { does: 'ring' }, ...world }, words) => {
    const played: World = { ...nobodyAnswers, ...world, phone: () => phone }
    const { path } = preview({ number: mainNumber(), at, reach: oneDevice, world: played })
    expect(path.map(stepInWords)).toContain(words)
  })
  it('a call that comes for 0 from the greeting to the reception, too', () => {
    const route: Route = { steps: [{ target: 'voicemail', receptionOnZero: true }] }
    const world = { ...nobodyAnswers, pressesZero: true }
    const { path } = preview({ number: numberWithRoute(route), at, reach: oneDevice, readySeats: 1, world })
    expect(path.map(stepInWords)).toContain('The caller presses 0 for the reception.')
  })

  it('tells the reason of each step', () => {
    const { path, ruling } = preview({ number: numberWithRoute(everything), at, reach: () => [] })
    expect(ruling.rule).toBe('weekly')
    expect(path.map(({ reason }) => reason)).toEqual([
      'Within business hours until 18:00.',
      "No member's phone is registered (members: 2).",
      'No receptionist is ready.',
      '+447700900123 did not answer within 20 s.',
      'The caller heard that nobody is available.',
    ])
  })

  const responses = fc.constantFrom<Response>(
    { does: 'ring' },
    { does: 'answer', afterSeconds: 4 },
    { does: 'fail', status: 486, reason: 'Busy Here' },
  )
  const anyWorld: fc.Arbitrary<World> = fc
    .record({
      phone: responses,
      forwarded: responses,
      confirms: fc.boolean(),
      receptionSeconds: fc.constantFrom(undefined, 3),
      mailbox: fc.constantFrom('message' as const, 'silence' as const, 'full' as const),
      patienceSeconds: fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined }),
    })
    .map((world) => ({ ...world, phone: () => world.phone }))
  it('is the path of the call itself, for any hours, instant and world', () => {
    fc.assert(
      fc.property(
        anyHours,
        anyZone,
        anyInstant,
        anyWorld,
        fc.boolean(),
        (siteHours, zone, instant, world, registered) => {
          const settings = { version: 3, inHours: everything, outOfHours: defaultSettings.outOfHours }
          const members = [numberMember('Anna'), externalMember('Ed')]
          const number = mainNumber({ settings, siteHours, zone, members })
          const reach = registered ? oneDevice : () => []
          const shown = preview({ number, at: instant, reach, readySeats: 1, world })
          const plan = planCall({ number, at: instant, caller: { origin: 'trunk' }, reach, readySeats: 1 })
          const { call } = simulateCall(plan, instant, world)
          expect(shown.path).toEqual(call.path)
          const { termination } = shown
          const words = [...shown.path.slice(1).map(stepInWords), termination ? endInWords(termination) : '']
          expect(words.join(' ')).not.toMatch(lookingBack)
          expect(shown.termination).toEqual(call.termination)
        },
      ),
      { numRuns: 500 },
    )
  })
  it('a caller who leaves during the message ends it', () => {
    const world = { ...nobodyAnswers, patienceSeconds: 20 }
    expect(preview({ number: mainNumber(), at: sunday, reach: oneDevice, world }).termination).toMatchObject({
      result: 'voicemail-left',
      reason: 'message-ended-by-hang-up',
    })
    const silent = { ...world, mailbox: 'silence' } as const
    expect(
      preview({ number: mainNumber(), at: sunday, reach: oneDevice, world: silent }).termination?.result,
    ).toBe('no-message')
  })
})

it('the strip of 14 days shows when which rule holds', () => {
  const days = strip(mainNumber(), at, 14)
  expect(days.filter(({ ruling }) => ruling.open)).toHaveLength(10 + 1)
  expect(days[days.length - 1]?.until).toBe(at + 14 * 86_400_000)
})
