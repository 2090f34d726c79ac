/** Reads a number. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentNumber } from './present-number.ts'

export const getNumber: Handler<typeof contract.getNumber> = async ({ params }, { db }) => {
  const number = await storage.findNumber(db, params.numberId)
  return number ? presentNumber(number) : noSuch('number')
}
