/** Chooses how long an organization keeps its voicemail. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'

export const saveMessageRetention: Handler<typeof contract.saveMessageRetention> = async (
  { params, body },
  { db },
) => presented(await storage.saveMessageRetention(db, { ...params, ...body }), (retention) => retention)
