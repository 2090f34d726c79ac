/** Counts messages of both kinds by folder. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { readsReception } from './reads-reception.ts'

export const countInbox: Handler<typeof contract.countInbox> = async ({ query }, { db, principal }) =>
  storage.countInbox(db, { ...query, reception: readsReception(principal) })
