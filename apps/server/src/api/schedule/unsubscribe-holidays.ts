/** Ends a holiday subscription. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { orRefused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'

export const unsubscribeHolidays: Handler<typeof contract.unsubscribeHolidays> = async ({ params }, { db }) =>
  orRefused(await storage.deleteScheduleSource(db, params.subscriptionId, 'holidays'))
