/** Reads what a reception did with its calls. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { noSuch } from '../../errors.ts'
import type { Handler } from '../../http/handler.ts'
import { fromIso } from '../instant.ts'

export const getReceptionFigures: Handler<typeof contract.getReceptionFigures> = async (
  { params: { siteId }, query: { from, to } },
  { db },
) => {
  const site = await storage.findSite(db, siteId)
  if (!site) return noSuch('site')
  const { promiseSeconds } = storage.receptionOf(site)
  const span = { siteId, from: fromIso(from), to: fromIso(to), promiseSeconds }
  const organizations = await storage.receptionFiguresByOrganization(db, span)
  const seats = await storage.receptionFiguresBySeat(db, span)
  return {
    promiseSeconds,
    total: present(await storage.receptionFigures(db, span)),
    organizations: organizations.map((each) => ({ id: each.id, name: each.name, ...present(each) })),
    seats: seats.map((each) => ({ id: each.id, name: each.name, ...present(each) })),
  }
}

const seconds = (ms: number | null) => (ms === null ? null : Number(ms) / 1000)

const present = (figures: storage.ReceptionFigures) => ({
  calls: figures.calls,
  answered: figures.answered,
  inTime: figures.inTime,
  left: figures.left,
  averageWaitSeconds: seconds(figures.averageWaitMs),
  longestWaitSeconds: seconds(figures.longestWaitMs),
  averageTalkSeconds: seconds(figures.averageTalkMs),
})
