/** The devices that a filter lets through as a file. */
import type * as contract from '@mainline/contract'
import * as storage from '@mainline/storage'
import { csvContent } from '../../exports/csv-file.ts'
import { numberNames, organizationNames, siteNames } from '../../exports/names.ts'
import type { Handler } from '../../http/handler.ts'
import { toIso } from '../instant.ts'

const columns = ['name', 'username', 'domain', 'number', 'organization', 'site', 'created']

export const exportDevices: Handler<typeof contract.exportDevices> = async ({ query }, { db }) =>
  csvContent<storage.Device>({
    name: 'devices',
    columns,
    read: (page) => storage.listDevices(db, { ...query, ...page }),
    async cells(rows) {
      const number = await numberNames(db, rows)
      const organization = await organizationNames(db, rows)
      const site = await siteNames(db, rows)
      return rows.map((row) => [
        row.name,
        row.username,
        row.realm,
        number(row.numberId),
        organization(row.organizationId),
        site(row.siteId),
        toIso(row.createdAt),
      ])
    },
  })
