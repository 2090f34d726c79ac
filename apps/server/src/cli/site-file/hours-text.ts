/** Opening hours as people write them: `mon: 08:30-12:00, 13:00-18:00`. */
import type { OpeningHours } from '@mainline/pbx'
import { z } from 'zod'

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const interval = /^(\d\d:\d\d)-(\d\d:\d\d)$/

const dayText = z
  .string()
  .regex(/^\d\d:\d\d-\d\d:\d\d(, ?\d\d:\d\d-\d\d:\d\d)*$/, 'must be times such as 08:30-12:00, 13:00-18:00')

/** Hours in the file. A day that is left out is closed. */
export const hoursText = z.union([
  z.enum(['always open', 'always closed']),
  z.strictObject(Object.fromEntries(days.map((day) => [day, dayText.optional()]))),
])

export type HoursText = z.output<typeof hoursText>

export function hoursToText(hours: OpeningHours): HoursText {
  if (hours.mode !== 'weekly') return hours.mode === 'always-open' ? 'always open' : 'always closed'
  const text = days.map((day, i) => {
    const ofDay = hours.intervals.filter((one) => one.day === i + 1)
    return [day, ofDay.map(({ start, end }) => `${start}-${end}`).join(', ')] as const
  })
  return Object.fromEntries(text.filter(([, times]) => times !== ''))
}

export function hoursFromText(text: HoursText): OpeningHours {
  if (typeof text === 'string') return { mode: text === 'always open' ? 'always-open' : 'always-closed' }
  const intervals = days.flatMap((name, i) =>
    (text[name] ?? '').split(',').flatMap((part) => {
      const [, start = '', end = ''] = interval.exec(part.trim()) ?? []
      const day = (i + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7
      return start === '' ? [] : [{ day, start, end }]
    }),
  )
  return { mode: 'weekly', intervals }
}
