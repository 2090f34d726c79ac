/** The methods of the group `alerts` with their handlers. */
import * as contract from '@mainline/contract'
import { on, type Route } from '../../http/handler.ts'
import { acknowledgeAlert } from './acknowledge-alert.ts'
import { listAlerts } from './list-alerts.ts'

export const alertsApi = (): Route[] => [
  on(contract.acknowledgeAlert, acknowledgeAlert),
  on(contract.listAlerts, listAlerts),
]
