/** Subscribes a site to public holidays and brings the first of them (M9). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { isHolidayPlace } from '../../calendars/holiday-source.ts'
import { importHolidays } from '../../calendars/import-holidays.ts'
import { isRefused, orRefused, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentSubscription } from './present-source.ts'

export const subscribeHolidays: Handler<typeof contract.subscribeHolidays> = async (
  { params: { siteId }, body: { country, state, region, types } },
  { db },
) => {
  const place = { country, state: state ?? undefined, region: region ?? undefined }
  const name = [country, state, region].filter((part) => part !== null).join('-')
  if (!(await isHolidayPlace(place))) return new Refused('holiday-place', `no holidays are known for ${name}`)
  return storage.inTransaction(db, async (tx) => {
    const source = await storage.createScheduleSource(tx, { siteId, kind: 'holidays', name, ...place, types })
    if (isRefused(source)) return orRefused(source)
    const imported = await importHolidays(tx, source, Date.now())
    if (isRefused(imported)) return orRefused(imported)
    return { ...presentSubscription({ ...source, importedAt: Date.now() }), imported }
  })
}
