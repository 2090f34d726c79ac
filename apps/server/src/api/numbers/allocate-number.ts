/** AVAILABLE → RESERVED for one organization (N3, N8). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentNumber } from './present-number.ts'

export const allocateNumber: Handler<typeof contract.allocateNumber> = async ({ params, body }, { db }) =>
  presented(await storage.allocate(db, params.numberId, body.version, body.organizationId), presentNumber)
