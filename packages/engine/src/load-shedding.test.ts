import { FakeClock } from '@mainline/sip/testing'
import { expect, it, onTestFinished } from 'vitest'
import { LoadShedding } from './load-shedding.ts'

function open() {
  const clock = new FakeClock()
  const load = { utilization: 0.5 }
  const warned: string[] = []
  const log = { info() {}, debug() {}, error() {}, warn: (_: object, words: string) => warned.push(words) }
  const shedding = new LoadShedding({ clock, utilization: () => load.utilization, log })
  onTestFinished(() => shedding.close())
  const taken = (calls: number) =>
    Array.from({ length: calls }, () => shedding.takes()).filter(Boolean).length
  return { clock, load, warned, shedding, taken }
}

it('takes each call as long as the thread has a moment left, however busy it is', () => {
  const { clock, load, warned, taken } = open()
  load.utilization = 0.99
  clock.advance(60_000)
  expect(taken(100)).toBe(100)
  expect(warned).toEqual([])
})

it('bears a burst of less than two seconds', () => {
  const { clock, load, taken } = open()
  for (let i = 0; i < 5; i++) {
    load.utilization = 1
    clock.advance(1_750)
    expect(taken(100)).toBe(100)
    load.utilization = 0.9
    clock.advance(250)
  }
})

it('takes fewer and fewer while it is behind, evenly spread; and all again when it is over', () => {
  const { clock, load, warned, shedding, taken } = open()
  load.utilization = 1
  clock.advance(2_000)
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
  load.utilization = 1
  for (let i = 0; i < 400; i++) {
    clock.advance(250)
    expect(taken(25)).toBe(25)
  }
})
