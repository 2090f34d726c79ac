/** The rule that wins, and the one after it. */
import { z } from 'zod'
import { exampleInstant } from '../schemas/example-ids.ts'
import { exampleNextRuling, exampleRuling, ruling } from '../schemas/ruling.ts'
import { givenInstant, instant } from '../schemas/time.ts'

export const rulesQuery = z.object({ at: givenInstant.optional().describe('Now when left out') })
export const exampleRulesQuery = { at: exampleInstant }

export const rules = z
  .object({
    at: instant,
    now: ruling,
    next: ruling.nullable().describe('null: no other in sight within 400 days'),
  })
  .meta({ id: 'Rules' })

export const exampleRules: z.output<typeof rules> = {
  at: exampleInstant,
  now: exampleRuling,
  next: exampleNextRuling,
}
