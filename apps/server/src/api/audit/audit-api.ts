/** The methods of the group `audit` with their handlers. */
import * as contract from '@mainline/contract'
import { on, type Route } from '../../http/handler.ts'
import { exportAudit } from './export-audit.ts'
import { listAudit } from './list-audit.ts'

export const auditApi = (): Route[] => [
  on(contract.exportAudit, exportAudit),
  on(contract.listAudit, listAudit),
]
