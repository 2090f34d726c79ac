/** The methods of the group `engine` with their handlers. */
import * as contract from '@mainline/contract'
import { on, type Route } from '../../http/handler.ts'
import type { EngineStatus } from '../../http/ports.ts'
import { getEngineStatus } from './get-engine-status.ts'
import { getMetrics } from './get-metrics.ts'

export const engineApi = (needs: { engine: EngineStatus }): Route[] => [
  on(contract.getEngineStatus, getEngineStatus(needs)),
  on(contract.getMetrics, getMetrics(needs)),
]
