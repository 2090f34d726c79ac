/** Lists numbers. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { presentPage } from '../present-page.ts'
import { presentNumber } from './present-number.ts'

export const listNumbers =
  ({ db }: { db: storage.Db }): Handler<typeof contract.listNumbers> =>
  async ({ query }) =>
    presentPage(await storage.listNumbers(db, query), presentNumber)
