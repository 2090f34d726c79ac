/** Reads whether whoever asks is away, as the directory of a reception says it. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleOwnAbsence, ownAbsence } from './own-absence.ts'

export const getOwnAbsence = defineMethod({
  id: 'get-own-absence',
  group: 'sign-in',
  method: 'GET',
  path: `${apiPrefix}/me/absence`,
  access: 'signed-in',
  summary: 'Read that you are away',
  response: ownAbsence,
  errors: ['needs-person'],
  example: { response: exampleOwnAbsence },
})
