/** Makes a link by which a user chooses a new password, for an administrator to hand over. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleInstant } from '../schemas/example-ids.ts'
import { instant } from '../schemas/time.ts'
import { userAdmins } from './role.ts'
import { exampleUserParams, userParams } from './user.ts'

export const handOverPasswordLink = defineMethod({
  id: 'hand-over-password-link',
  group: 'users',
  method: 'POST',
  path: `${apiPrefix}/users/:membershipId/password-link`,
  summary: 'Make a link to a new password',
  description:
    'Where this server sends no mail. For administrators of every place at which the person has a role, who hand the link ' +
    'over to the person. Once it is used the person is signed out everywhere, and an authenticator app is off. An API token ' +
    'of an operator or occupier makes none: the link would outlive it.',
  access: userAdmins,
  params: userParams,
  response: z.object({ link: z.string().describe('Good once'), expiresAt: instant }),
  errors: ['not-found', 'needs-person', 'wrong-state', 'role-above-own'],
  example: {
    params: exampleUserParams,
    response: {
      link: 'https://phones.example/reset-password#49y64efJ1L97Ska3iWMOT8Di',
      expiresAt: exampleInstant,
    },
  },
})
