/** Says which forwards would lead callers in a circle (M6), before anything is saved. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { e164 } from '../schemas/phone-number.ts'

const forwards = z.object({ e164, forwards: z.array(e164).max(200) })

const main = '+442079460100'
const elsewhere = '+442079460200'

export const checkForwards = defineMethod({
  id: 'check-forwards',
  group: 'call-settings',
  method: 'POST',
  path: `${apiPrefix}/check-forwards`,
  access: { roles: ['operator-admin', 'operator-user'] },
  summary: 'Check forwards for circles',
  description:
    'Takes the main numbers of a plan with every number that they would forward to, in any route, and says which of these lead back. All others count as they are now, across all numbers of the platform; nothing else about them is told. A number that is not yours is not judged; one that nobody has yet is judged for the provider, who may make it.',
  body: z.object({ numbers: z.array(forwards).min(1).max(1000) }),
  response: z.object({
    loops: z
      .array(forwards)
      .describe('The numbers of the request that a forward leads back to, with these forwards'),
  }),
  errors: [],
  example: {
    body: { numbers: [{ e164: main, forwards: ['+442079460990', elsewhere] }] },
    response: { loops: [{ e164: main, forwards: [elsewhere] }] },
  },
})
