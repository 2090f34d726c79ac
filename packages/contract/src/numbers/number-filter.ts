/** Which numbers are meant: by the list, its counts and its export alike. */
import { z } from 'zod'
import { flag } from '../schemas/flag.ts'
import { id } from '../schemas/identifier.ts'
import { text } from '../schemas/text.ts'
import { numberKind, numberState } from './number.ts'

export const numberFilter = z.object({
  operatorId: id.optional(),
  siteId: id.optional(),
  organizationId: id.optional(),
  kind: numberKind.optional(),
  state: numberState.optional(),
  assigned: flag.optional().describe('Whether it is assigned to a user (N4)'),
  registered: flag.optional().describe('Whether a phone of it is registered'),
  search: text(64)
    .optional()
    .describe(
      'Digits of the number or extension, however they are spaced, with or without +, 00 or 0 in front; or part of the label or of the name of the organization',
    ),
})
