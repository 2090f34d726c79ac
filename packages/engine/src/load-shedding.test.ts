import { FakeClock } from '@mainline/sip/testing'
import { expect, it, onTestFinished } from 'vitest'
import { LoadShedding } from './load-shedding.ts'

function open() {
  const clock = new FakeClock()
  const load = { utilization: 0.5, askedAgain: 0 }
  let retransmitted = 0
  const warned: string[] = []
  const log = { info() {}, debug() {}, error() {}, warn: (_: object, words: string) => warned.push(words) }
  const shedding = new LoadShedding({
    clock,
    utilization: () => load.utilization,
    retransmitted: () => (retransmitted += load.askedAgain),
    log,
  })
  onTestFinished(() => shedding.close())
  const taken = (calls: number) =>
    Array.from({ length: calls }, () => shedding.takes()).filter(Boolean).length
  return { clock, load, warned, shedding, taken }
}

const behind = { utilization: 1, askedAgain: 50 }

it.each([
  ['a thread that has a moment left, whatever is lost on the way', { utilization: 0.99, askedAgain: 50 }],
  ['a thread that never waits, whose peers have their answers in time', { utilization: 1, askedAgain: 0 }],
])('%s takes each call', (_, loaded) => {
  const { clock, load, warned, taken } = open()
  Object.assign(load, loaded)
  clock.advance(60_000)
  expect(taken(100)).toBe(100)
  expect(warned).toEqual([])
})

it('bears a burst of less than a second', () => {
  const { clock, load, taken } = open()
  for (let i = 0; i < 5; i++) {
    Object.assign(load, behind)
    clock.advance(750)
    expect(taken(100)).toBe(100)
    load.utilization = 0.9
    clock.advance(250)
  }
})

it('takes fewer and fewer while it is behind, evenly spread; and all again when it is over', () => {
  const { clock, load, warned, shedding, taken } = open()
  Object.assign(load, behind)
  clock.advance(1_000)
  expect(taken(1_000)).toBe(25 + 916)
  clock.advance(5_000)
  expect(taken(1_000)).toBeLessThan(400)
  const rhythm = Array.from({ length: 40 }, () => shedding.takes())
  expect(rhythm.lastIndexOf(true) - rhythm.indexOf(true)).toBeGreaterThan(20)
  clock.advance(60_000)
  expect(taken(1_025)).toBe(25 + 50)

  load.utilization = 0.7
  const { refused } = shedding
  expect(refused).toBeGreaterThan(1_500)
  clock.advance(60_000)
  expect(taken(1_000)).toBe(1_000)
  expect(shedding.refused).toBe(refused)
  expect(warned).toEqual([
    'more calls come than this engine manages: some are refused with 503',
    'there is room for each new call again',
  ])
})

it('takes a hundred calls a second always: a flood of something else is not for them to pay', () => {
  const { clock, load, taken } = open()
  Object.assign(load, behind)
  for (let i = 0; i < 400; i++) {
    clock.advance(250)
    expect(taken(25)).toBe(25)
  }
})
