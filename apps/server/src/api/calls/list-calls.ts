/** Lists calls that are over, newest first. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { fromIso } from '../instant.ts'
import { presentPage } from '../present-page.ts'
import { presentCall } from './present-call.ts'

export const listCalls: Handler<typeof contract.listCalls> = async ({ query }, { db }) => {
  const { from, to, ...filter } = query
  if (filter.after !== undefined && filter.before !== undefined)
    return new Refused('invalid-request', 'a page lies after or before another, not both', {
      fields: [{ field: 'query.before', message: 'must be left out where "after" is given' }],
    })
  const page = await storage.listCallRecords(db, { ...filter, from: optional(from), to: optional(to) })
  const { previous } = page
  return { ...presentPage(page, presentCall), ...(previous !== undefined && { previous }) }
}

const optional = (text: string | undefined) => (text === undefined ? undefined : fromIso(text))
