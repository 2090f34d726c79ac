/** Lists trunks. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { presentTrunk } from './present-trunk.ts'

export const listTrunks: Handler<typeof contract.listTrunks> = async (_, { db }) => ({
  items: (await storage.listTrunks(db)).map(presentTrunk),
})
