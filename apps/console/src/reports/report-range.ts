/** The days of a report: whole days in the zone of its site, today included. */

export interface ReportRange {
  /** First and last day, `2026-11-24`. */
  readonly from: string
  readonly to: string
}

/** @param day `2026-11-24` @returns the day so many days later (or earlier) */
export function plusDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** The last so many days until this one, included. */
export const lastDays = (today: string, days: number): ReportRange => ({
  from: plusDays(today, 1 - days),
  to: today,
})

/** Every day of a range in order; at most a year and a day, as the API has it. */
export function daysOf({ from, to }: ReportRange): readonly string[] {
  const days: string[] = []
  for (let day = from; day <= to && days.length < 366; day = plusDays(day, 1)) days.push(day)
  return days
}
