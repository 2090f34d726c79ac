/** COOLDOWN → AVAILABLE before its time (N7). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentNumber } from './present-number.ts'

export const releaseNumber: Handler<typeof contract.releaseNumber> = async ({ params, body }, { db }) =>
  presented(await storage.releaseEarly(db, params.numberId, body.version), presentNumber)
