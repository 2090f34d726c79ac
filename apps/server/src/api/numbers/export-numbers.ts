/** The numbers that a filter lets through as a file, which an import reads again. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { csvContent } from '../../exports/csv-file.ts'
import { organizationNames, siteNames } from '../../exports/names.ts'
import type { Handler } from '../../http/handler.ts'
import { toIso } from '../instant.ts'

const columns = [
  'number',
  'extension',
  'label',
  'kind',
  'organization',
  'special',
  'state',
  'site',
  'language',
  'created',
]

export const exportNumbers: Handler<typeof contract.exportNumbers> = async ({ query }, { db }) =>
  csvContent<storage.PhoneNumber>({
    name: 'numbers',
    columns,
    read: (page) => storage.listNumbers(db, { ...query, ...page }),
    async cells(rows) {
      const organization = await organizationNames(db, rows)
      const site = await siteNames(db, rows)
      return rows.map((row) => [
        row.e164,
        row.extension ?? 'none',
        row.label,
        row.kind,
        organization(row.organizationId),
        row.special ? 'yes' : 'no',
        row.state,
        site(row.siteId),
        row.language,
        toIso(row.createdAt),
      ])
    },
  })
