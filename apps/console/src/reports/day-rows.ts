/** A report by day, every day of its range present, and what became of the calls of each without counting one twice. */
import type { AnswerOf } from '../api/client.ts'
import { daysOf } from './report-range.ts'

export type Report = AnswerOf<'getSiteReport'>
export type DayOfReport = Report['days'][number]

export interface DayRow extends DayOfReport {
  /** Neither answered, nor a message, nor left by the caller: heard a notice, was refused. */
  readonly other: number
}

const quietDay: Omit<DayOfReport, 'day'> = {
  calls: 0,
  answered: 0,
  abandoned: 0,
  voicemail: 0,
  outOfHours: 0,
  misdials: 0,
  medianAnswerSeconds: null,
  p90AnswerSeconds: null,
}

export function dayRows({ from, to, days }: Pick<Report, 'from' | 'to' | 'days'>): readonly DayRow[] {
  const known = new Map(days.map((each) => [each.day, each]))
  return daysOf({ from, to }).map((day) => {
    const row = known.get(day) ?? { day, ...quietDay }
    return { ...row, other: Math.max(0, row.calls - row.answered - row.voicemail - row.abandoned) }
  })
}
