/** The methods of the group `alerts` with their handlers. */
import * as contract from '@mainline/contract'
import type { Db } from '@mainline/storage'
import { on, type Route } from '../../http/handler.ts'
import { acknowledgeAlert } from './acknowledge-alert.ts'
import { listAlerts } from './list-alerts.ts'

/** @param system the whole database */
export const alertsApi = (system: Db): Route[] => [
  on(contract.acknowledgeAlert, acknowledgeAlert(system)),
  on(contract.listAlerts, listAlerts),
]
