import { expect, it } from 'vitest'
import { callerDigits, placeOf } from './calls-query.ts'

it.each([
  ['020 7946', '207946'],
  ['+44 20 7946', '44207946'],
  ['0044 20', '4420'],
  ['(20) 7946-01', '20794601'],
  ['+44 (0)20 7946', '44207946'],
  ['０２０ ７９４６', '207946'],
  ['7', undefined],
  ['0', undefined],
  ['Helen', undefined],
  ['1234567890123456789', '123456789012345'],
])('%j typed of a caller looks for %s', (typed, digits) => expect(callerDigits(typed)).toBe(digits))

it('a call lies where it started', () =>
  expect(placeOf({ callId: 'e1-7', startedAt: '2026-11-24T09:00:00.000Z' })).toBe('1795510800000/e1-7'))
