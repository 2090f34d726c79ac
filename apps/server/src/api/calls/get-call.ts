/** Reads a call with its path and legs. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentCallInFull } from './present-call.ts'

export const getCall: Handler<typeof contract.getCall> = async ({ params }, { db }) => {
  const call = await storage.findCallRecord(db, params.callId)
  return call ? presentCallInFull(call) : noSuch('call that is over')
}
