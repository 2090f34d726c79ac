/** The proof that no call to a number ends in a dead end (M6, product §6.2): every case is played. */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'

export const proveNoDeadEnd = defineMethod({
  id: 'prove-no-dead-end',
  group: 'preview',
  method: 'GET',
  path: `${apiPrefix}/numbers/:numberId/proof`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Prove that a number has no dead end',
  description:
    'Plays each route that hours, dated changes, events and closures can choose, against every combination of phones, forwarding number, reception and mailbox, by the functions that handle live calls.',
  params: numberParams,
  response: z.object({
    holds: z.boolean().describe('Each call ended at a person, a mailbox or a spoken notice'),
    routes: z.array(z.string()).describe('What was walked'),
    cases: z.int().describe('Calls played'),
    ends: z.object({ person: z.int(), mailbox: z.int(), notice: z.int() }),
    faults: z.array(z.object({ code: z.string(), message: z.string() })),
  }),
  errors: ['not-found'],
  example: {
    params: exampleNumberParams,
    response: {
      holds: true,
      routes: ['In hours', 'Out of hours', '“Winter break”, in hours'],
      cases: 272,
      ends: { person: 48, mailbox: 112, notice: 112 },
      faults: [],
    },
  },
})
