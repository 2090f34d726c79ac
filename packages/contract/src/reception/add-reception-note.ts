/** Leaves a note for the colleagues at the reception. */
import { z } from 'zod'
import { receptionistsOfOverflow } from '../access.ts'
import { apiPrefix, defineMethod } from '../method.ts'
import { paragraph } from '../schemas/text.ts'
import { atSiteParams, exampleAtSiteParams } from './list-reception-people.ts'
import { exampleNote, receptionNote } from './reception-note.ts'

export const addReceptionNote = defineMethod({
  id: 'add-reception-note',
  group: 'reception',
  method: 'POST',
  path: `${apiPrefix}/sites/:siteId/organizations/:organizationId/notes`,
  access: receptionistsOfOverflow,
  summary: 'Leave a note for colleagues at reception',
  params: atSiteParams,
  body: z.object({ text: paragraph(500) }),
  status: 201,
  response: receptionNote,
  errors: ['not-found'],
  example: { params: exampleAtSiteParams, body: { text: exampleNote.text }, response: exampleNote },
})
