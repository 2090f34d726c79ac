import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyHours, anyInstant, anyZone } from '../testing/any-hours.ts'
import { anyChanges, anySchedule, plainReading } from '../testing/any-schedule.ts'
import { isOpen } from './opening-hours.ts'
import type { Ruling } from './site-schedule.ts'
import { Timetable } from './timetable.ts'

const day = 86_400_000
const shown = ({ open, rule, eventId, change }: Ruling) => ({ open, rule, eventId, changeId: change?.id })

describe('any hours, schedule and dated changes (M8, M9)', () => {
  it('rule as a plain reading by Temporal does, in any order of instants', () => {
    fc.assert(
      fc.property(
        anyHours,
        anySchedule,
        anyChanges,
        anyZone,
        fc.array(anyInstant, { minLength: 1, maxLength: 8 }),
        (hours, schedule, changes, zone, instants) => {
          const table = new Timetable(hours, schedule, zone, changes)
          for (const at of instants) {
            const ruling = table.rulingAt(at)
            expect(shown(ruling)).toEqual(plainReading(hours, schedule, zone, changes, at))
            // Words and end do not depend on what was asked before.
            expect(ruling).toEqual(new Timetable(hours, schedule, zone, changes).rulingAt(at))
          }
        },
      ),
      { numRuns: 1500 },
    )
  })

  it('a ruling holds until its end and not longer', () => {
    fc.assert(
      fc.property(
        anyHours,
        anySchedule,
        anyChanges,
        anyZone,
        anyInstant,
        (hours, schedule, changes, zone, at) => {
          const now = new Timetable(hours, schedule, zone, changes).rulingAt(at)
          const read = (then: number) => plainReading(hours, schedule, zone, changes, then)
          const end = now.until ?? at + 3 * day
          for (const part of [0.1, 0.5, 0.9, 0.999])
            expect(read(Math.floor(at + (end - at - 1) * part))).toEqual(shown(now))
          if (now.until !== undefined) expect(read(now.until)).not.toEqual(shown(now))
        },
      ),
      { numRuns: 500 },
    )
  })

  it('without events are the weekly hours', () => {
    fc.assert(
      fc.property(anyHours, anyZone, anyInstant, (hours, zone, at) => {
        expect(new Timetable(hours, { events: [] }, zone).rulingAt(at).open).toBe(isOpen(hours, zone, at))
      }),
    )
  })
})
