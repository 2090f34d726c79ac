/** Lists calls that are over, newest first. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { fromIso } from '../instant.ts'
import { presentPage } from '../present-page.ts'
import { presentCall } from './present-call.ts'

export const listCalls: Handler<typeof contract.listCalls> = async (
  { query: { from, to, ...filter } },
  { db },
) =>
  presentPage(
    await storage.listCallRecords(db, { ...filter, from: optional(from), to: optional(to) }),
    presentCall,
  )

const optional = (text: string | undefined) => (text === undefined ? undefined : fromIso(text))
