/** A greeting as callers hear it; a Range header asks for a part of it (RFC 9110 §14). */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleGreetingParams, greetingParams } from './greeting.ts'

export const getGreetingAudio = defineMethod({
  id: 'get-greeting-audio',
  group: 'greetings',
  method: 'GET',
  path: `${apiPrefix}/greetings/:greetingId/audio`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin', 'occupier-user'] },
  summary: 'Hear a greeting',
  description: 'Answers 206 to a Range of bytes.',
  params: greetingParams,
  mediaType: 'audio/wav',
  errors: ['not-found', 'audio-missing', 'range-unsatisfiable'],
  example: { params: exampleGreetingParams },
})
