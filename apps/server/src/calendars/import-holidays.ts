/** Brings the holidays of a subscription up to date: this year and the next two (M9). */
import {
  type Db,
  findSite,
  type ImportCount,
  importEvents,
  type Refusal,
  refuse,
  type ScheduleSource,
} from '@mainline/storage'
import { holidayEvents } from './holiday-source.ts'

/** Years ahead that schedules, previews and the proof can see. */
const years = 3

/** @param now ms since the epoch */
export async function importHolidays(
  db: Db,
  source: ScheduleSource,
  now: number,
): Promise<ImportCount | Refusal> {
  const { id, siteId, country, state, region, types } = source
  const site = await findSite(db, siteId)
  if (!site || country === null) return refuse('not-found', 'no such subscription')
  const year = new Date(now).getUTCFullYear()
  const events = await holidayEvents({
    country,
    state: state ?? undefined,
    region: region ?? undefined,
    types: types ?? [],
    year,
    years,
    language: site.language,
  })
  return importEvents(db, id, events, `${year}-01-01`)
}
