/** Ends a holiday subscription. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presentedGone } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentSubscription } from './present-source.ts'

export const unsubscribeHolidays: Handler<typeof contract.unsubscribeHolidays> = async (
  { params, query },
  { db },
) =>
  presentedGone(
    await storage.deleteScheduleSource(db, params.subscriptionId, query.version, 'holidays'),
    presentSubscription,
  )
