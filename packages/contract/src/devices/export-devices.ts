/** The devices that a filter lets through as a file. */
import { apiPrefix, defineMethod } from '../method.ts'
import { csv } from '../schemas/csv.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { deviceFilter } from './device.ts'

export const exportDevices = defineMethod({
  id: 'export-devices',
  group: 'devices',
  method: 'GET',
  path: `${apiPrefix}/devices/export`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin', 'occupier-user'] },
  summary: 'Download devices as CSV',
  description: 'The same filters as the list, without pages and without secrets.',
  query: deviceFilter,
  mediaType: csv,
  example: { query: { siteId: exampleIds.site } },
})
