/** Provisions one number or a range of them (N2). */
import type * as contract from '@mainline/contract'
import { isRefusal, rangeOf } from '@mainline/pbx'
import * as storage from '@mainline/storage'
import { orRefused, presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentNumber } from './present-number.ts'

export const createNumbers: Handler<typeof contract.createNumbers> = async ({ body }, { db }) => {
  const range = rangeOf(body.first, body.count)
  if (isRefusal(range)) return orRefused(range)
  return presented(await storage.createNumbers(db, body), (numbers) => ({
    items: numbers.map(presentNumber),
  }))
}
