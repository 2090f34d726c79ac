/** Takes an imported calendar back. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { orRefused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'

export const deleteCalendar: Handler<typeof contract.deleteCalendar> = async ({ params }, { db }) =>
  orRefused(await storage.deleteScheduleSource(db, params.calendarId, 'calendar'))
