/** Reads a call with its path and legs. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { text } from '../schemas/text.ts'
import { callInFull, exampleCallInFull } from './call.ts'

export const getCall = defineMethod({
  id: 'get-call',
  group: 'calls',
  method: 'GET',
  path: `${apiPrefix}/calls/:callId`,
  access: 'signed-in',
  summary: 'Read a call',
  params: z.object({ callId: text(200) }),
  response: callInFull,
  errors: ['not-found'],
  example: { params: { callId: exampleCallInFull.callId }, response: exampleCallInFull },
})
