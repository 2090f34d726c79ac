import { FakeClock } from '@mainline/sip/testing'
import { expect, it } from 'vitest'
import { OutsideCalls } from './outside-calls.ts'

const caller = '+442079460990'
const called = '+442079460100'

function open() {
  const clock = new FakeClock()
  const outside = new OutsideCalls(clock)
  const begin = (times: number, by: string | undefined = caller, to = called) =>
    Array.from({ length: times }, () => outside.begin(by, to))
  return { clock, outside, begin }
}

it.each([
  ['two ring outside', 2, caller, called, 0, false],
  ['three ring outside', 3, caller, called, 0, true],
  ['three of somebody else', 3, '+442079460991', called, 0, false],
  ['three for another number', 3, caller, '+442079460101', 0, false],
  ['three that began long ago', 3, caller, called, 10_000, false],
])('%s', (_, times, by, to, later, seems) => {
  const { clock, outside, begin } = open()
  begin(times, by, to)
  clock.advance(later)
  expect(outside.seemsToComeBack(caller, called)).toBe(seems)
})

it('a call that rings no more does not count, and leaves nothing', () => {
  const { outside, begin } = open()
  const ends = begin(4)
  ends.slice(0, 2).forEach((end) => {
    end()
  })
  expect(outside.seemsToComeBack(caller, called)).toBe(false)
  ends.slice(2).forEach((end) => {
    end()
  })
  expect(outside.size).toBe(0)
})

it('callers who withhold their number are not taken for each other', () => {
  const { outside } = open()
  for (let n = 0; n < 5; n += 1) outside.begin(undefined, called)
  expect([outside.seemsToComeBack(undefined, called), outside.size]).toEqual([false, 0])
})
