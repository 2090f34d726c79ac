/** Says which engines route a number as it was last changed (N5): what is waited for while it is PENDING. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from './number.ts'

export const getNumberConfirmation = defineMethod({
  id: 'get-number-confirmation',
  group: 'numbers',
  method: 'GET',
  path: `${apiPrefix}/numbers/:numberId/confirmation`,
  access: 'signed-in',
  summary: 'See which engines have confirmed a number',
  description:
    'An activation or deactivation is over when every live engine has confirmed the route. One that is silent for three seconds is not waited for.',
  params: numberParams,
  response: z.object({
    engines: z.array(
      z
        .object({
          name: z.string().describe('Host and SIP port'),
          confirmed: z.boolean(),
        })
        .meta({ id: 'EngineConfirmation' }),
    ),
  }),
  errors: ['not-found'],
  example: {
    params: exampleNumberParams,
    response: {
      engines: [
        { name: 'london-1:5060', confirmed: true },
        { name: 'london-2:5060', confirmed: false },
      ],
    },
  },
})
