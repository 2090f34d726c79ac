/** Makes the page of whoever is signed in a phone of a number, until the session ends. */
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { examplePagePhone, pagePhone } from './page-phone.ts'

export const openBrowserPhone = defineMethod({
  id: 'open-browser-phone',
  group: 'browser-phones',
  method: 'POST',
  path: `${apiPrefix}/numbers/:numberId/browser-phone`,
  access: { roles: ['operator-admin', 'operator-user', 'receptionist', 'occupier-admin', 'occupier-user'] },
  summary: 'Open the phone of this browser',
  description:
    'For a number that is assigned to the user, and, for people of the operator, any ordinary number of the operator itself. The credentials work over the WebSocket of this server only and end with the session; each opening makes another password.',
  params: numberParams,
  status: 201,
  response: pagePhone,
  errors: ['not-found', 'main-number', 'wrong-state', 'needs-person', 'not-own-number', 'username-taken'],
  example: {
    params: exampleNumberParams,
    response: {
      ...examplePagePhone('page'),
      iceServers: [
        {
          urls: ['turn:turn.example:3478?transport=udp'],
          username: '1795862400:page-w6hJx1MfRk0u',
          credential: 'wEVDaQSAGFkXoyKIgDqYjwkGBR8=',
        },
      ],
    },
  },
})
