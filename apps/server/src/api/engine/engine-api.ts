/** The methods of the group `engine` with their handlers. */
import * as contract from '@mainline/contract'
import type { Db } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import type { EngineStatus } from '../../http/ports.ts'
import { getEngineStatus } from './get-engine-status.ts'
import { getMetrics } from './get-metrics.ts'
import { listEngines } from './list-engines.ts'

export const engineApi = (needs: { engine: EngineStatus; db: Db }): Route[] => [
  on(contract.getEngineStatus, getEngineStatus(needs)),
  on(contract.getMetrics, getMetrics(needs)),
  on(contract.listEngines, listEngines(needs)),
]
