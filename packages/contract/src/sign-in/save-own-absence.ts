/** Whoever asks says that it is away, or back (C8, N12). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { givenAbsence } from '../users/user.ts'
import { exampleOwnAbsence, ownAbsence } from './own-absence.ts'

export const saveOwnAbsence = defineMethod({
  id: 'save-own-absence',
  group: 'sign-in',
  method: 'PUT',
  path: `${apiPrefix}/me/absence`,
  access: 'signed-in',
  summary: 'Say that you are away, or back',
  description:
    'Receptionists read it beside your name, where your numbers are, until then. It forwards no calls. Of the role that you work in now.',
  body: z.object({ version: ownAbsence.shape.version, absence: givenAbsence }),
  response: ownAbsence,
  errors: ['needs-person', 'stale-version', 'wrong-state'],
  example: {
    body: { version: 1, absence: exampleOwnAbsence.absence },
    response: exampleOwnAbsence,
  },
})
