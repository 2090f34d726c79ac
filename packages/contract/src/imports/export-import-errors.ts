/** The errors of an import as a file. */
import { apiPrefix, defineMethod } from '../method.ts'
import { csv } from '../schemas/csv.ts'
import { exampleImportParams, importParams } from './import.ts'

export const exportImportErrors = defineMethod({
  id: 'export-import-errors',
  group: 'imports',
  method: 'GET',
  path: `${apiPrefix}/imports/:importId/errors.csv`,
  access: { roles: ['operator-admin', 'operator-user'] },
  summary: 'Download the errors of an import as CSV',
  params: importParams,
  mediaType: csv,
  errors: ['not-found'],
  example: { params: exampleImportParams },
})
