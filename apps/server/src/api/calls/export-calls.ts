/** The calls that a filter lets through as a file, newest first. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { Refused } from '../../errors.ts'
import { csvContent } from '../../exports/csv-file.ts'
import { organizationNames, siteNames } from '../../exports/names.ts'
import type { Handler } from '../../http/handler.ts'
import { toIso, toIsoOrNull } from '../instant.ts'
import { spanOf } from '../time-span.ts'

const columns = [
  ...[
    'started',
    'answered',
    'ended',
    'seconds',
    'direction',
    'caller number',
    'caller name',
    'called number',
  ],
  ...['organization', 'site', 'result', 'reason', 'answered by'],
]

const directionOf = ({ outgoing }: storage.CallRecord): 'in' | 'out' | 'emergency' =>
  outgoing === null ? 'in' : outgoing === 'emergency' ? 'emergency' : 'out'

export const exportCalls: Handler<typeof contract.exportCalls> = async ({ query }, { db }) => {
  const { from, to, ...filter } = query
  const span = spanOf({ from, to })
  if (span instanceof Refused) return span
  return csvContent<storage.CallRecord>({
    name: 'calls',
    columns,
    read: (page) => storage.listCallRecords(db, { ...filter, ...span, ...page }),
    async cells(rows) {
      const organization = await organizationNames(db, rows)
      const site = await siteNames(db, rows)
      return rows.map((row) => [
        toIso(row.startedAt),
        toIsoOrNull(row.answeredAt),
        toIso(row.endedAt),
        // As the list says it: the whole call, answered or not.
        Math.round((row.endedAt - row.startedAt) / 1000),
        directionOf(row),
        row.callerNumber,
        row.callerName,
        row.calledNumber,
        organization(row.organizationId),
        site(row.siteId),
        row.result,
        row.reason,
        row.answeredBy,
      ])
    },
  })
}
