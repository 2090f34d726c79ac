/** Lists the call engines of the platform: which live, which died, how far each follows the changes (N5). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { instant } from '../schemas/time.ts'

export const listEngines = defineMethod({
  id: 'list-engines',
  group: 'engine',
  method: 'GET',
  path: `${apiPrefix}/engines`,
  access: { roles: ['provider-admin'] },
  summary: 'List the call engines',
  description:
    'A change holds when every live engine has acknowledged it. One without a heartbeat for three seconds is dead: nobody waits for it, and numbers that were activated meanwhile name it in "unconfirmedBy".',
  response: z.object({
    items: z.array(
      z
        .object({
          id,
          name: z.string().describe('Host and SIP port'),
          state: z.enum(['live', 'dead', 'ended']),
          startedAt: instant,
          heartbeatAt: instant.describe('The last one'),
          acknowledgedChange: z.int().min(0).describe('Number of the last change that it has acknowledged'),
          rtpenginesLost: z
            .array(z.string())
            .describe('Those of its rtpengines of which an alert says that they do not answer it'),
        })
        .meta({ id: 'Engine' }),
    ),
  }),
  example: {
    response: {
      items: [
        {
          id: exampleIds.engine,
          name: 'london-1:5060',
          state: 'live',
          startedAt: exampleInstant,
          heartbeatAt: exampleInstant,
          acknowledgedChange: 4711,
          rtpenginesLost: [],
        },
      ],
    },
  },
})
