/** Lists the imports of a site, newest first. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { pageOf, paging } from '../schemas/paging.ts'
import { exampleImport, importKind, numberImport } from './import.ts'

export const listImports = defineMethod({
  id: 'list-imports',
  group: 'imports',
  method: 'GET',
  path: `${apiPrefix}/sites/:siteId/imports`,
  access: { roles: ['operator-admin', 'operator-user'] },
  summary: 'List the imports of a site, newest first',
  description: 'Those of numbers are shown to the provider only.',
  params: z.object({ siteId: id }),
  query: z.object({ ...paging, kind: importKind.optional() }),
  response: pageOf(numberImport),
  errors: ['not-found'],
  example: { params: { siteId: exampleIds.site }, query: {}, response: { items: [exampleImport] } },
})
