/** The methods of the group `health` with their handlers. */
import * as contract from '@mainline/contract'
import { on, type Route } from '../../http/handler.ts'
import { getHealth } from './get-health.ts'
import { getReadiness, type ReadinessNeeds } from './get-readiness.ts'

export const healthApi = (needs: ReadinessNeeds): Route[] => [
  on(contract.getHealth, getHealth()),
  on(contract.getReadiness, getReadiness(needs)),
]
