import { expect, it } from 'vitest'
import { dayRows } from './day-rows.ts'

const busy = {
  day: '2026-11-24',
  calls: 12,
  answered: 7,
  abandoned: 1,
  voicemail: 2,
  outOfHours: 3,
  misdials: 0,
  medianAnswerSeconds: 4.5,
  p90AnswerSeconds: 11,
}

it('a day without calls is there too, with nothing', () => {
  const rows = dayRows({ from: '2026-11-23', to: '2026-11-25', days: [busy] })
  expect(rows.map(({ day, calls }) => [day, calls])).toEqual([
    ['2026-11-23', 0],
    ['2026-11-24', 12],
    ['2026-11-25', 0],
  ])
})

it('what is neither answered, message nor left is the rest', () => {
  expect(dayRows({ from: busy.day, to: busy.day, days: [busy] })[0]?.other).toBe(2)
})
