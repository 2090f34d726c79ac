/** Imports an iCalendar file as events of a site, or says what it would bring (M9). */
import type * as contract from '@mainline/contract'
import { offsetWindow } from '@mainline/pbx'
import * as storage from '@mainline/storage'
import { importCalendar as readCalendar } from '../../calendars/import-calendar.ts'
import { isRefused, noSuch, orRefused, Refused, serverBusy } from '../../errors.ts'
import type { FewAtATime } from '../../few-at-a-time.ts'
import type { Handler } from '../../http/handler.ts'
import { presentCalendar } from './present-source.ts'

export interface ImportCalendarNeeds {
  /** Who read files. */
  readonly workers: FewAtATime
}

export const importCalendar =
  ({ workers }: ImportCalendarNeeds): Handler<typeof contract.importCalendar> =>
  async ({ params: { siteId }, body: { name, text, dryRun } }, { db }) => {
    const site = await storage.findSite(db, siteId)
    if (!site) return noSuch('site')
    const now = Date.now()
    const reading = await workers.run(() => readCalendar(text, site.timeZone, now))
    if (reading === undefined) return serverBusy()
    if (typeof reading === 'string') return new Refused('calendar-unreadable', reading)
    const events = reading.events.map(({ name: called, when, recurring }) => ({
      name: called,
      when,
      recurring,
    }))
    const shown = { events, errors: [...reading.errors], skipped: reading.skipped }
    const known = (await storage.listScheduleSources(db, 'calendar', siteId)).find((one) => one.name === name)
    if (dryRun) return { calendar: known ? presentCalendar(known) : null, imported: null, ...shown }
    return storage.inTransaction(db, async (tx) => {
      const source = known ?? (await storage.createScheduleSource(tx, { siteId, kind: 'calendar', name }))
      if (isRefused(source)) return orRefused(source)
      const imported = await storage.importEvents(tx, source.id, reading.events, today(site.timeZone, now))
      if (isRefused(imported)) return orRefused(imported)
      const calendar = await storage.findScheduleSource(tx, source.id)
      return calendar ? { calendar: presentCalendar(calendar), imported, ...shown } : noSuch('calendar')
    })
  }

/** The day of the zone: what of it is left can still be taken back, what ended before is history. */
const today = (zone: string, now: number): string =>
  new Date(now + offsetWindow(zone, now).offset).toISOString().slice(0, 10)
