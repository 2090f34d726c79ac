/** Shows the Default PIN of a number's mailbox; who was shown it is written down (M12). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { exampleInstant } from '../schemas/example-ids.ts'
import { instant } from '../schemas/time.ts'
import { examplePinState, pinState } from './pin-state.ts'

export const getDefaultPin = defineMethod({
  id: 'get-default-pin',
  group: 'pins',
  method: 'GET',
  path: `${apiPrefix}/numbers/:numberId/default-pin`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Show the Default PIN',
  description:
    'It opens mailbox and voice portal once, and must then be replaced. An own PIN is never shown.',
  params: numberParams,
  response: z.object({
    defaultPin: z.string(),
    state: pinState,
    accesses: z
      .array(z.object({ action: z.enum(['shown', 'reset']), at: instant, by: z.string() }))
      .describe('Newest first, this one included'),
  }),
  errors: ['not-found'],
  example: {
    params: exampleNumberParams,
    response: {
      defaultPin: '482935',
      state: examplePinState,
      accesses: [{ action: 'shown', at: exampleInstant, by: 'Ruth Alder' }],
    },
  },
})
