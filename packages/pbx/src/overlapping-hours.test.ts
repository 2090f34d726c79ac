import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyHours } from '../testing/any-hours.ts'
import type { Weekday, WeeklyInterval } from './opening-hours.ts'
import { freeHours, overlapsOf } from './overlapping-hours.ts'

/** `1 09:00-12:00` */
const typed = (...texts: string[]): readonly WeeklyInterval[] =>
  texts.map((text) => ({
    day: Number(text[0]) as Weekday,
    start: text.slice(2, 7),
    end: text.slice(8),
  }))

describe('intervals that overlap', () => {
  it.each([
    ['none of none', [], []],
    ['apart on a day', ['1 09:00-12:00', '1 13:00-17:00'], [[], []]],
    ['touching on a day', ['1 09:00-12:00', '1 12:00-17:00'], [[], []]],
    ['by a minute', ['1 09:00-12:01', '1 12:00-17:00'], [[1], [0]]],
    ['in whatever order', ['1 12:00-17:00', '1 09:00-12:01'], [[1], [0]]],
    ['the same twice', ['1 19:00-21:00', '1 19:00-21:00'], [[1], [0]]],
    ['one within the other', ['1 08:00-18:00', '1 12:00-13:00'], [[1], [0]]],
    ['one over two', ['1 08:00-10:00', '1 09:00-15:00', '1 14:00-18:00'], [[1], [0, 2], [1]]],
    ['the same times of two days', ['1 09:00-12:00', '2 09:00-12:00'], [[], []]],
    ['over midnight into the next day', ['1 20:00-03:00', '2 02:00-10:00'], [[1], [0]]],
    ['over midnight up to the next day', ['1 20:00-02:00', '2 02:00-10:00'], [[], []]],
    ['up to midnight', ['1 20:00-24:00', '2 00:00-10:00'], [[], []]],
    ['from Sunday into Monday', ['7 20:00-03:00', '1 02:00-10:00'], [[1], [0]]],
    ['from Sunday up to Monday', ['7 20:00-02:00', '1 02:00-10:00'], [[], []]],
    ['two nights', ['3 22:00-04:00', '3 23:00-01:00'], [[1], [0]]],
    ['no times', ['1 09:00-09:00', '1 08:00-18:00', '1 -'], [[], [], []]],
  ] as const)('%s', (_, intervals, overlaps) => {
    expect(overlapsOf(typed(...intervals))).toEqual(overlaps)
  })
})

describe('hours to propose', () => {
  it.each([
    ['a day without hours', [], '1 08:30-18:00'],
    ['a day with hours', ['1 08:30-18:00'], '1 19:00-21:00'],
    ['a second time', ['1 08:30-18:00', '1 19:00-21:00'], '1 00:00-02:00'],
    ['an evening that is taken', ['1 06:00-20:00'], '1 00:00-02:00'],
    ['a day that begins with the night before', ['1 20:00-09:00'], '2 09:00-11:00'],
    ['less than two hours left', ['1 01:00-24:00'], '1 00:00-01:00'],
    ['free up to midnight', ['1 00:00-20:00', '1 20:30-22:30'], '1 22:30-24:00'],
    ['the next day begins', ['1 00:00-22:00', '2 00:00-10:00'], '1 22:00-24:00'],
    ['a Monday after Sunday night', ['7 20:00-10:00'], '1 10:00-12:00'],
    ['a Sunday', ['7 06:00-20:00'], '7 00:00-02:00'],
  ] as const)('%s', (_, intervals, proposed) => {
    const day = Number(proposed[0]) as Weekday
    expect(freeHours(typed(...intervals), day)).toEqual(typed(proposed)[0])
  })

  it('none of a day that is full', () => {
    expect(freeHours(typed('1 00:00-24:00'), 1)).toBeUndefined()
    expect(freeHours(typed('7 12:00-12:00', '7 12:00-06:00', '1 06:00-24:00'), 1)).toBeUndefined()
  })

  it('overlap nothing, whatever is typed already', () => {
    fc.assert(
      fc.property(anyHours, fc.integer({ min: 1, max: 7 }), (hours, day) => {
        const intervals = hours.mode === 'weekly' ? hours.intervals : []
        const proposed = freeHours(intervals, day as Weekday)
        if (proposed) expect(overlapsOf([proposed, ...intervals])[0]).toEqual([])
      }),
    )
  })
})
