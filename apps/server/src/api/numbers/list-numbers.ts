/** Lists numbers. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentPage } from '../present-page.ts'
import { presentNumber } from './present-number.ts'

export const listNumbers: Handler<typeof contract.listNumbers> = async ({ query }, { db }) => {
  const wrong = wrongCursor(query)
  if (wrong) return wrong
  const { sort: order, ...rest } = query
  const page = await storage.listNumbers(db, { ...rest, order })
  const { previous } = page
  return { ...presentPage(page, presentNumber), ...(previous !== undefined && { previous }) }
}

function wrongCursor({ sort, after, before }: CursorQuery): Refused | undefined {
  if (after !== undefined && before !== undefined)
    return new Refused('invalid-request', 'a page lies after or before another, not both', {
      fields: [{ field: 'query.before', message: 'must be left out where "after" is given' }],
    })
  for (const [name, cursor] of Object.entries({ after, before })) {
    if (cursor === undefined || storage.isNumberCursor(cursor, sort)) continue
    return new Refused('invalid-request', `"${name}" belongs to a list with another "sort"`, {
      fields: [{ field: `query.${name}`, message: 'must be of a page with the same "sort"' }],
    })
  }
  return
}

interface CursorQuery {
  readonly sort: storage.NumberOrder
  readonly after?: string | undefined
  readonly before?: string | undefined
}
