/** Numbers of a site changed: many at once (an import, the sweep of the cooldown, a decommissioning), or what is written down about one. */
import { z } from 'zod'
import { defineEvent } from './event-definition.ts'

export const numbersChanged = defineEvent({
  kind: 'numbers.changed',
  summary:
    'Numbers were added to a site or removed from it, or so many changed at once that they are not told one by one; or one changed its label, language, extension or whom it is assigned to.',
  data: z.object({ count: z.int(), what: z.enum(['added', 'changed', 'removed']) }),
  sentence: ({ count, what }) => `${count} ${count === 1 ? 'number was' : 'numbers were'} ${what}.`,
  example: { count: 250, what: 'added' },
})
