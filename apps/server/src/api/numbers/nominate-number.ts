/** Makes an AVAILABLE number a main number (N2). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { mayNominate } from './may-nominate.ts'
import { presentNumber } from './present-number.ts'

export const nominateNumber: Handler<typeof contract.nominateNumber> = async (
  { params: { numberId }, body },
  { db, principal },
) =>
  (await mayNominate(db, principal, numberId)) ??
  presented(await storage.nominate(db, numberId, body.version, 'main'), presentNumber)
