/** Cancels an import that has not ended. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleImport, exampleImportParams, importParams, numberImport } from './import.ts'

export const cancelImport = defineMethod({
  id: 'cancel-import',
  group: 'imports',
  method: 'POST',
  path: `${apiPrefix}/imports/:importId/cancel`,
  access: { roles: ['operator-admin', 'operator-user'] },
  summary: 'Cancel an import',
  description: 'What a best effort has written by then stays; all or nothing has written nothing.',
  params: importParams,
  response: numberImport,
  errors: ['not-found', 'wrong-state'],
  example: {
    params: exampleImportParams,
    response: { ...exampleImport, state: 'cancelled', endedAt: exampleImport.createdAt },
  },
})
