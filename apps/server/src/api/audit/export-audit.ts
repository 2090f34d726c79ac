/** Exports changes as CSV: a page is read while the one before it is sent (N11). */
import { Readable } from 'node:stream'
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { stringify } from 'csv-stringify/sync'
import { Refused } from '../../errors.ts'
import { Content, type Handler } from '../../http/handler.ts'
import { auditFilter, presentAudit } from './present-audit.ts'

const columns = [
  'at',
  'actor',
  'role',
  'action',
  'kind',
  'objectId',
  'name',
  'operatorId',
  'siteId',
  'organizationId',
  'numberId',
  'before',
  'after',
]

/** A cell that a spreadsheet would run as a formula is quoted against it. */
const written = { escape_formulas: true, record_delimiter: 'windows' } as const

/** Rows of a page. */
const limit = 1000

export const exportAudit: Handler<typeof contract.exportAudit> = async ({ query }, { db }) => {
  const filter = auditFilter(query)
  if (filter instanceof Refused) return filter
  // Read before the answer begins, so that what is refused is refused properly.
  const first = await storage.listAudit(db, { ...filter, limit })
  const headers = {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': 'attachment; filename="audit.csv"',
  }
  return new Content(200, headers, Readable.from(lines(db, filter, first)))
}

async function* lines(
  db: storage.Db,
  filter: storage.AuditFilter,
  first: storage.Page<storage.AuditEntry>,
): AsyncIterable<string> {
  // The mark tells spreadsheets that it is UTF-8.
  yield `\uFEFF${stringify([columns], written)}`
  for (let page = first; ; page = await storage.listAudit(db, { ...filter, limit, after: page.next })) {
    yield stringify(page.items.map(presentAudit), { columns, ...written })
    if (page.next === undefined) return
  }
}
