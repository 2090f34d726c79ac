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
  direction: z
    .enum(['in', 'out'])
    .optional()
    .describe('Whether it came to a number, or a phone called a number outside (C15)'),
  seatId: id.optional().describe('A seat of a reception had it'),
  callerDigits: z
    .string()
    .regex(/^\d{2,15}$/, 'must be 2 to 15 digits')
    .optional()
    .describe('A run of digits within the number of the caller'),
})
