/** People of an organization at a site, with what their phones are doing: whom a call may be passed on to (C8). */
import { z } from 'zod'
import { receptionistsOfOverflow } from '../access.ts'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleIds } from '../schemas/example-ids.ts'
import { id } from '../schemas/identifier.ts'
import { instant } from '../schemas/time.ts'

export const atSiteParams = z.object({ siteId: id, organizationId: id })
export const exampleAtSiteParams = { siteId: exampleIds.site, organizationId: exampleIds.occupier }

const receptionPerson = z
  .object({
    numberId: id,
    name: z.string(),
    e164: z.string(),
    extension: z.string().nullable(),
    assignedName: z.string().nullable().describe('Whose the number is, where it is called something else'),
    title: z.string().nullable().describe('What the person is there'),
    absence: z
      .object({ note: z.string(), until: instant.nullable() })
      .nullable()
      .describe('Why the person is away, and until when'),
    talkingSince: instant.nullable().describe('null: does not talk'),
    state: z.enum(['free', 'ringing', 'talking', 'unregistered']),
  })
  .meta({ id: 'ReceptionPerson' })

export const listReceptionPeople = defineMethod({
  id: 'list-reception-people',
  group: 'reception',
  method: 'GET',
  path: `${apiPrefix}/sites/:siteId/organizations/:organizationId/people`,
  access: receptionistsOfOverflow,
  summary: 'List the people of an organization with their phones',
  params: atSiteParams,
  response: z.object({ items: z.array(receptionPerson) }),
  errors: ['not-found'],
  example: {
    params: exampleAtSiteParams,
    response: {
      items: [
        {
          numberId: exampleIds.phoneNumber,
          name: 'Maya Alder',
          e164: '+442079460101',
          extension: '601',
          assignedName: null,
          title: 'Partner',
          absence: null,
          talkingSince: null,
          state: 'free',
        },
      ],
    },
  },
})
