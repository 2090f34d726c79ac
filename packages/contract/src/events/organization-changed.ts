/** A company or an operator is called otherwise (N12), or an operator is no more. */
import { z } from 'zod'
import { defineEvent } from './event-definition.ts'

export const organizationChanged = defineEvent({
  kind: 'organization.changed',
  summary:
    'An organization was renamed, and the next call to it bears the new name; or an operator was removed.',
  data: z.object({
    name: z.string(),
    was: z.string(),
    removed: z.boolean().optional().describe('It is no more; left out when it was renamed'),
  }),
  sentence: ({ name, was, removed }) =>
    removed ? `“${was}” was removed.` : `“${was}” is called “${name}” now.`,
  example: { name: 'Alder Finch', was: 'Alder & Finch Architects' },
})
