/** The methods of the group `calls` with their handlers. */

import * as contract from '@mainline/contract'
import { on, type Route } from '../../http/handler.ts'
import type { EngineStatus } from '../../http/ports.ts'
import { exportCalls } from './export-calls.ts'
import { getCall } from './get-call.ts'
import { listCalls } from './list-calls.ts'
import { listLiveCalls } from './list-live-calls.ts'

export const callsApi = (needs: { engine: EngineStatus }): Route[] => [
  on(contract.exportCalls, exportCalls),
  on(contract.getCall, getCall),
  on(contract.listCalls, listCalls),
  on(contract.listLiveCalls, listLiveCalls(needs)),
]
