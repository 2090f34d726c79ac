/** Takes a number out of the stock (N3). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presentedGone } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentNumber } from './present-number.ts'

export const deleteNumber: Handler<typeof contract.deleteNumber> = async ({ params, query }, { db }) =>
  presentedGone(await storage.removeNumber(db, params.numberId, query.version), presentNumber)
