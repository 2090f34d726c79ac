/** Lists calls that are over, newest first. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentPage } from '../present-page.ts'
import { spanOf } from '../time-span.ts'
import { presentCall } from './present-call.ts'

export const listCalls: Handler<typeof contract.listCalls> = async ({ query }, { db }) => {
  const { from, to, ...filter } = query
  if (filter.after !== undefined && filter.before !== undefined)
    return new Refused('invalid-request', 'a page lies after or before another, not both', {
      fields: [{ field: 'query.before', message: 'must be left out where "after" is given' }],
    })
  const span = spanOf({ from, to })
  if (span instanceof Refused) return span
  const page = await storage.listCallRecords(db, { ...filter, ...span })
  const { previous } = page
  return { ...presentPage(page, presentCall), ...(previous !== undefined && { previous }) }
}
