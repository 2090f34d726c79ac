/** Changes over to another role of the same person, for this session. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { exampleMe, me } from './me.ts'

export const switchMembership = defineMethod({
  id: 'switch-membership',
  group: 'sign-in',
  method: 'POST',
  path: `${apiPrefix}/me/membership`,
  summary: 'Change over to another membership',
  access: 'signed-in',
  body: z.object({ membershipId: id.describe('One of "memberships"') }),
  response: me,
  errors: ['not-found', 'needs-person'],
  example: { body: { membershipId: exampleIds.membership }, response: exampleMe },
})
