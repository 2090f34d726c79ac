/** Lists the notes of a reception about an organization, newest first. */
import { z } from 'zod'
import { receptionistsOfOverflow } from '../access.ts'
import { apiPrefix, defineMethod } from '../method.ts'
import { atSiteParams, exampleAtSiteParams } from './list-reception-people.ts'
import { exampleNote, receptionNote } from './reception-note.ts'

export const listReceptionNotes = defineMethod({
  id: 'list-reception-notes',
  group: 'reception',
  method: 'GET',
  path: `${apiPrefix}/sites/:siteId/organizations/:organizationId/notes`,
  access: receptionistsOfOverflow,
  summary: 'List notes of a reception about an organization',
  params: atSiteParams,
  response: z.object({ items: z.array(receptionNote) }),
  errors: ['not-found'],
  example: { params: exampleAtSiteParams, response: { items: [exampleNote] } },
})
