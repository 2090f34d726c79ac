import { describe, expect, it } from 'vitest'
import { digitsOf, knownOfCaller, MOST_READ, type PastCall } from './known-of-caller.ts'

/** London has summer time until 25 October. */
const zone = 'Europe/London'
const now = Date.parse('2026-11-24T10:42:00Z')

const past = (startedAt: string, answeredBy: string | null = null) => ({ startedAt, answeredBy }) as PastCall

describe('what is known of a caller', () => {
  it.each([
    ['nobody called before', [], { ofMonth: 1, isFirst: true, spokeTo: undefined }],
    [
      'twice this month, once before',
      [
        past('2026-11-19T15:02:00Z'),
        past('2026-11-03T11:20:00Z', 'Rafe Thistle'),
        past('2026-10-27T16:48:00Z'),
      ],
      { ofMonth: 3, isFirst: false, spokeTo: { name: 'Rafe Thistle', at: '2026-11-03T11:20:00Z' } },
    ],
    [
      'not this month: the last minute of October by the clock of the site',
      [past('2026-10-31T23:59:59Z')],
      { ofMonth: 1, isFirst: false, spokeTo: undefined },
    ],
    [
      'who passed the call on is not who talked',
      [past('2026-11-19T15:02:00Z', 'Imogen Vane, by way of Ines Farrow')],
      { ofMonth: 2, isFirst: false, spokeTo: { name: 'Imogen Vane', at: '2026-11-19T15:02:00Z' } },
    ],
  ])('%s', (_, calls, known) => {
    expect(knownOfCaller(calls, now, zone)).toEqual({ orMore: false, ...known })
  })

  it('the month is that of the site: its evening of the 31st may be the next month elsewhere', () => {
    const [before, call] = ['2026-10-31T20:00:00Z', Date.parse('2026-11-01T02:00:00Z')]
    expect(knownOfCaller([past(before)], call, 'America/New_York').ofMonth).toBe(2)
    expect(knownOfCaller([past(before)], call, zone).ofMonth).toBe(1)
  })

  it('who calls more often in a month than was read may have called more often still', () => {
    const often = Array.from({ length: MOST_READ }, () => past('2026-11-19T15:02:00Z'))
    expect(knownOfCaller(often, now, zone)).toMatchObject({ ofMonth: MOST_READ + 1, orMore: true })
    expect(knownOfCaller([...often.slice(1), past('2026-10-01T09:00:00Z')], now, zone).orMore).toBe(false)
  })
})

it.each([
  ['+44 7700 900634', '447700900634'],
  [null, undefined],
  ['anonymous', undefined],
  ['7', undefined],
  ['1234567890123456', undefined],
])('by the digits of %s the caller is found, or by none', (callerNumber, digits) => {
  expect(digitsOf({ callerNumber })).toBe(digits)
})
