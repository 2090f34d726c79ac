/** Says that somebody has seen an alert. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { presented } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentAlert } from './present-alert.ts'

export const acknowledgeAlert: Handler<typeof contract.acknowledgeAlert> = async (
  { params },
  { db, principal },
) => presented(await storage.acknowledgeAlert(db, params.alertId, principal.name, Date.now()), presentAlert)
