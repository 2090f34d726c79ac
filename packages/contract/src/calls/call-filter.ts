/** Which calls are meant: by the list and its export alike. */
import { z } from 'zod'
import { id } from '../schemas/identifier.ts'
import { givenInstant } from '../schemas/time.ts'
import { callResult } from './call.ts'

export const callFilter = z.object({
  operatorId: id.optional(),
  siteId: id.optional(),
  organizationId: id.optional(),
  numberId: id.optional(),
  from: givenInstant.optional().describe('Started at or after'),
  to: givenInstant.optional().describe('Started before'),
  result: callResult.optional(),
})
