/** Reads a call with its path and legs. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentCallInFull } from './present-call.ts'

export const getCall: Handler<typeof contract.getCall> = async ({ params }, { db }) => {
  const call = await storage.findCallRecord(db, params.callId)
  if (!call) return noSuch('call that is over')
  const extensions = await storage.extensionsOfDevices(
    db,
    call.legs.map(({ target }) => target),
  )
  return presentCallInFull(call, extensions)
}
