import { defaultHours, type OpeningHours, validateHours } from '@mainline/pbx'
import { expect, test } from 'vitest'
import {
  addSpan,
  copyDay,
  edgeRange,
  intervalsOf,
  moveEdge,
  ofDay,
  overhang,
  removeSpan,
  spanInWords,
  spansOf,
  typeEdge,
} from './week-model.ts'

const weekly = (...intervals: readonly [1 | 2 | 3 | 4 | 5 | 6 | 7, string, string][]): OpeningHours => ({
  mode: 'weekly',
  intervals: intervals.map(([day, start, end]) => ({ day, start, end })),
})

test('hours are the same after a way through the grid, past midnight and to 24:00 too (M8)', () => {
  const hours = weekly([4, '08:30', '18:00'], [4, '19:00', '01:00'], [6, '20:00', '24:00'])
  expect({ mode: 'weekly', intervals: intervalsOf(spansOf(hours)) }).toEqual(hours)
})

test('what runs past midnight belongs to the day it starts on and is seen on the next (M8)', () => {
  const spans = spansOf(weekly([7, '22:00', '02:00']))
  expect(spans[0]).toMatchObject({ day: 7, from: 1320, to: 1560 })
  expect(overhang(spans, 1)).toBe(120)
  expect(overhang(spans, 2)).toBe(0)
})

test('an edge stops at the span beside it, at midnight before, and never empties its own', () => {
  const spans = spansOf(weekly([5, '08:30', '12:30'], [5, '13:30', '18:00']))
  const [first, second] = ofDay(spans, 5)
  expect(edgeRange(spans, first!, 'to')).toEqual([525, 810])
  expect(edgeRange(spans, second!, 'from')).toEqual([750, 1065])
  const moved = moveEdge(spans, second!.key, 'from', 0)
  expect(spanInWords(ofDay(moved, 5)[1]!)).toBe('12:30–18:00')
})

test('an end stops where the next day begins', () => {
  const spans = spansOf(weekly([4, '19:00', '23:00'], [5, '00:30', '12:00']))
  expect(edgeRange(spans, ofDay(spans, 4)[0]!, 'to')[1]).toBe(1470)
})

test('a typed end before the start is one of the next day', () => {
  const spans = spansOf(weekly([4, '19:00', '23:00']))
  expect(intervalsOf(typeEdge(spans, spans[0]!.key, 'to', '01:00'))).toEqual([
    { day: 4, start: '19:00', end: '01:00' },
  ])
  expect(typeEdge(spans, spans[0]!.key, 'to', '1')).toBe(spans)
})

test('a new span takes two hours or what is free, and none where there is one', () => {
  const spans = spansOf(weekly([5, '08:30', '12:30'], [5, '13:30', '18:00']))
  expect(spanInWords(ofDay(addSpan(spans, 5, 750)!.spans, 5)[1]!)).toBe('12:30–13:30')
  expect(addSpan(spans, 5, 600)).toBeUndefined()
  expect(ofDay(addSpan(spans, 6, 600)!.spans, 6)).toHaveLength(1)
})

test('copies of a day replace the hours of the others', () => {
  const spans = copyDay(spansOf(weekly([5, '10:00', '11:00'], [1, '08:00', '09:00'])), 5, [1, 2])
  expect(intervalsOf(spans)).toEqual([
    { day: 1, start: '10:00', end: '11:00' },
    { day: 2, start: '10:00', end: '11:00' },
    { day: 5, start: '10:00', end: '11:00' },
  ])
})

test('whatever the grid makes of hours can be saved', () => {
  let spans = spansOf(defaultHours)
  for (const { key } of spans) {
    spans = moveEdge(spans, key, 'to', 5000)
    spans = moveEdge(spans, key, 'from', 5000)
  }
  spans = removeSpan(spans, spans[0]!.key)
  expect(validateHours({ mode: 'weekly', intervals: intervalsOf(spans) })).toEqual([])
})

test('a whole day from another time than midnight is kept as two intervals: one that ends as it begins is empty (M8)', () => {
  const spans = spansOf(weekly([7, '06:00', '23:00']))
  const dragged = intervalsOf(moveEdge(spans, spans[0]!.key, 'to', 5000))
  expect(dragged).toEqual([
    { day: 1, start: '00:00', end: '06:00' },
    { day: 7, start: '06:00', end: '24:00' },
  ])
  const everyDay = intervalsOf(copyDay(moveEdge(spans, spans[0]!.key, 'to', 5000), 7, [1, 2, 3, 4, 5, 6]))
  for (const intervals of [dragged, everyDay])
    expect(validateHours({ mode: 'weekly', intervals })).toEqual([])
  const midnight = spansOf(weekly([3, '00:00', '24:00']))
  expect(intervalsOf(midnight)).toEqual([{ day: 3, start: '00:00', end: '24:00' }])
})
