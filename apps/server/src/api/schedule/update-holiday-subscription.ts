/** Chooses which kinds of holiday count, and brings the site up to date (M9, N12). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { importHolidays } from '../../calendars/import-holidays.ts'
import { isRefused, orRefused, presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentSubscription } from './present-source.ts'

export const updateHolidaySubscription: Handler<typeof contract.updateHolidaySubscription> = async (
  { params: { subscriptionId }, body: { version, types } },
  { db },
) =>
  storage.inTransaction(db, async (tx) => {
    const changed = await storage.updateHolidayTypes(tx, subscriptionId, version, types)
    if (isRefused(changed))
      return presented(changed, (row) => ({ ...presentSubscription(row), imported: nothing }))
    const imported = await importHolidays(tx, changed, Date.now())
    if (isRefused(imported)) return orRefused(imported)
    return { ...presentSubscription({ ...changed, importedAt: Date.now() }), imported }
  })

const nothing = { added: 0, changed: 0, removed: 0, unchanged: 0 }
