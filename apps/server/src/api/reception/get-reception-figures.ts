/** Reads what a reception did with its calls. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { stringify } from 'csv-stringify/sync'
import { noSuch, Refused } from '../../errors.ts'
import { guarded } from '../../exports/csv-file.ts'
import { Content, type Handler } from '../../http/handler.ts'
import { spanOf } from '../time-span.ts'
import type { ReceptionNeeds } from './reception-needs.ts'

/** @param needs.system the whole database: calls may have come over from a site that its people do not see (C7) */
export const getReceptionFigures =
  ({ system }: Pick<ReceptionNeeds, 'system'>): Handler<typeof contract.getReceptionFigures> =>
  async ({ params: { siteId }, query: { from, to, format } }, { db, header }) => {
    const asked = spanOf({ from, to })
    if (asked instanceof Refused) return asked
    const site = await storage.findSite(db, siteId)
    if (!site) return noSuch('site')
    const { timeZone } = site
    const { promiseSeconds } = storage.receptionOf(site)
    const span = { siteId, timeZone, ...asked, promiseSeconds }
    if (format === 'csv' || /^text\/csv\b/.test(header('accept') ?? ''))
      return tableOf(await storage.receptionFiguresTable(system, span))
    const days = await storage.receptionFiguresByDay(system, span)
    const organizations = await storage.receptionFiguresByOrganization(system, span)
    const seats = await storage.receptionFiguresBySeat(system, span)
    return {
      promiseSeconds,
      timeZone,
      total: present(await storage.receptionFigures(system, span)),
      days: days.map((each) => ({ day: each.day, ...present(each) })),
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

function tableOf(rows: readonly storage.ReceptionFiguresRow[]): Content {
  const table = rows.map((row) => ({
    day: row.day,
    organization: guarded(row.organizationName),
    seat: guarded(row.seatName),
    ...present(row),
  }))
  return new Content(
    200,
    {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="reception.csv"',
    },
    // The mark tells spreadsheets that it is UTF-8.
    `\uFEFF${stringify(table, { header: true, columns: [...columns], record_delimiter: 'windows' })}`,
  )
}

const columns = [
  'day',
  'organization',
  'seat',
  'calls',
  'answered',
  'inTime',
  'left',
  'averageWaitSeconds',
  'longestWaitSeconds',
  'averageTalkSeconds',
] as const
