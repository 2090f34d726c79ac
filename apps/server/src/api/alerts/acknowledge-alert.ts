/** Says that somebody has seen an alert. */
import * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch, presented, Refused } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { presentAlert } from './present-alert.ts'

/** @param system the whole database: a reception changes no alert but by this */
export const acknowledgeAlert =
  (system: storage.Db): Handler<typeof contract.acknowledgeAlert> =>
  async ({ params: { alertId } }, { db, principal }) => {
    const alert = await storage.findAlert(db, alertId)
    if (alert === undefined) return noSuch('alert')
    if (!contract.acknowledgersOf(alert.kind).includes(principal.role))
      return new Refused('forbidden', `your role (${principal.role}) may not acknowledge alerts of this kind`)
    return presented(
      await storage.acknowledgeAlert(system, alertId, principal.name, Date.now()),
      presentAlert,
    )
  }
