/** Many numbers of a site changed at once: an import, the sweep of the cooldown, a decommissioning, a removal. */
import { z } from 'zod'
import { defineEvent } from './event-definition.ts'

export const numbersChanged = defineEvent({
  kind: 'numbers.changed',
  summary:
    'Numbers were added to a site or removed from it, or so many changed at once that they are not told one by one.',
  data: z.object({ count: z.int(), what: z.enum(['added', 'changed', 'removed']) }),
  sentence: ({ count, what }) => `${count} ${count === 1 ? 'number was' : 'numbers were'} ${what}.`,
  example: { count: 250, what: 'added' },
})
