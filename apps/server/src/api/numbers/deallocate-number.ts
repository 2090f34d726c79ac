/** RESERVED → AVAILABLE (N4). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentNumber } from './present-number.ts'

export const deallocateNumber: Handler<typeof contract.deallocateNumber> = async ({ params, body }, { db }) =>
  presented(await storage.deallocate(db, params.numberId, body.version), presentNumber)
