/** The methods of the group `calls` with their handlers. */

import * as contract from '@mainline/contract'
import type { Db } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import type { EngineStatus } from '../../http/ports.ts'
import { getCall } from './get-call.ts'
import { listCalls } from './list-calls.ts'
import { listLiveCalls } from './list-live-calls.ts'

export const callsApi = (needs: { db: Db; engine: EngineStatus }): Route[] => [
  on(contract.getCall, getCall(needs)),
  on(contract.listCalls, listCalls(needs)),
  on(contract.listLiveCalls, listLiveCalls(needs)),
]
