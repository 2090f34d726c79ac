/** Reads an import: its state and progress. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleImport, exampleImportParams, importParams, numberImport } from './import.ts'

export const getImport = defineMethod({
  id: 'get-import',
  group: 'imports',
  method: 'GET',
  path: `${apiPrefix}/imports/:importId`,
  access: { roles: ['operator-admin', 'operator-user'] },
  summary: 'Read an import and its progress',
  params: importParams,
  response: numberImport,
  errors: ['not-found'],
  example: { params: exampleImportParams, response: exampleImport },
})
