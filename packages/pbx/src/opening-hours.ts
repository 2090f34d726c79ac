/** Business hours (M8): the weekly intervals of a site or of a main number that overrides them. */

/** ISO 8601 weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/**
 * One half-open interval `[start, end)` of local time, `HH:MM` with `24:00` allowed as an end.
 * An end at or before the start lies on the next day; the interval belongs to the day it starts on.
 */
export interface WeeklyInterval {
  readonly day: Weekday
  readonly start: string
  readonly end: string
}

/** Hours of a week. Stored as this very object (JSON). */
export type OpeningHours =
  | { readonly mode: 'always-open' }
  | { readonly mode: 'always-closed' }
  | { readonly mode: 'weekly'; readonly intervals: readonly WeeklyInterval[] }
