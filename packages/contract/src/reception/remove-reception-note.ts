/** Takes a note away. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'

export const removeReceptionNote = defineMethod({
  id: 'remove-reception-note',
  group: 'reception',
  method: 'DELETE',
  path: `${apiPrefix}/reception-notes/:noteId`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist'] },
  summary: 'Remove a note of a reception',
  params: z.object({ noteId: id }),
  status: 204,
  errors: ['not-found'],
  example: { params: { noteId: exampleIds.note } },
})
