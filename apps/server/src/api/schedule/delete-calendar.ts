/** Takes an imported calendar back. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presentedGone } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentCalendar } from './present-source.ts'

export const deleteCalendar: Handler<typeof contract.deleteCalendar> = async ({ params, query }, { db }) =>
  presentedGone(
    await storage.deleteScheduleSource(db, params.calendarId, query.version, 'calendar'),
    presentCalendar,
  )
