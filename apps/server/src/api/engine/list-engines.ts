/** Lists the call engines of the platform (N5). */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import type { Handler } from '../../http/handler.ts'
import { missedRtpengines } from '../../rtpengine-alerts.ts'
import { toIso } from '../instant.ts'

/** @param db everything: engines are no tenant's */
export const listEngines =
  ({ db }: { db: storage.Db }): Handler<typeof contract.listEngines> =>
  async () => {
    const missed = await missedRtpengines(db)
    const items = (await storage.listEngines(db)).map((engine) => ({
      id: engine.id,
      name: engine.name,
      state: engine.state,
      startedAt: toIso(engine.startedAt),
      heartbeatAt: toIso(engine.heartbeatAt),
      acknowledgedChange: engine.ackedSeq,
      // Of engines that are no more there are none that they miss, and their names are used again.
      rtpenginesLost: engine.state === 'live' ? [...(missed.get(engine.name) ?? [])] : [],
    }))
    return { items }
  }
