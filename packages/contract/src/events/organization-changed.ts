/** A company or an operator is called otherwise (N12). */
import { z } from 'zod'
import { defineEvent } from './event-definition.ts'

export const organizationChanged = defineEvent({
  kind: 'organization.changed',
  summary: 'An organization was renamed; the next call to it bears the new name.',
  data: z.object({ name: z.string(), was: z.string() }),
  sentence: ({ name, was }) => `“${was}” is called “${name}” now.`,
  example: { name: 'Alder Finch', was: 'Alder & Finch Architects' },
})
