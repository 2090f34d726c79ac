import { expect, it } from 'vitest'
import { secondsWaited } from './waited.ts'

const at = (seconds: number) => new Date(Date.parse('2026-11-24T02:19:55Z') + seconds * 1000).toISOString()
const entry = (
  step: 'arrival' | 'reception' | 'notice',
  outcome: 'decided' | 'answered' | 'no-answer' | 'played' | 'abandoned',
  from: number,
  to: number,
) => ({
  step,
  outcome,
  from: at(from),
  to: at(to),
})
const arrival = entry('arrival', 'decided', 0, 0)
const call = { startedAt: at(0), endedAt: at(43) }

it.each([
  ['until somebody answered', 'answered-by-reception', [arrival, entry('reception', 'answered', 0, 12)], 12],
  [
    'until the notice, nobody having answered',
    'notice-heard',
    [arrival, entry('reception', 'no-answer', 0, 36), entry('notice', 'played', 36, 43)],
    36,
  ],
  ['until it left', 'abandoned', [arrival, entry('reception', 'abandoned', 0, 43)], 43],
  ['not at all, being refused', 'rejected', [arrival], undefined],
] as const)('a caller waited %s', (_, result, path, seconds) => {
  expect(secondsWaited({ ...call, result, path })).toBe(seconds)
})
