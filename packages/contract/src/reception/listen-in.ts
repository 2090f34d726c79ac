/** Listens to what a seat says and hears (supervision), where the reception allows it; a tone tells those who talk. */
import { z } from 'zod'
import { examplePagePhone, pagePhone } from '../browser-phones/page-phone.ts'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleSiteParams, siteParams } from '../sites/site.ts'
import { exampleDeskCall } from './desk-call.ts'
import { liveCallId } from './take-waiting-call.ts'

export const listenIn = defineMethod({
  id: 'listen-in',
  group: 'reception',
  method: 'POST',
  path: `${apiPrefix}/sites/:siteId/listen-ins`,
  access: { roles: ['operator-admin'] },
  summary: 'Listen to a call of a reception',
  description: [
    'Only where the rules of the reception allow it (`listenIn`). Gives a phone of this page, which need not register, and',
    'what it dials within 15 s; the page hears what the seat says and hears, and is heard by nobody. Caller and seat hear a',
    'tone at once and every 15 s, the desk says who listens, and the audit keeps it (N11). It ends with the seat’s part in',
    'the call: whom the call is passed on to is not listened to.',
  ].join(' '),
  params: siteParams,
  body: z.object({ liveCallId }),
  status: 201,
  response: z.object({
    phone: pagePhone,
    dial: z.string().describe('What the phone calls: a name of its realm'),
  }),
  errors: ['not-found', 'needs-person', 'listen-in-off', 'call-gone', 'listened-to'],
  example: {
    params: exampleSiteParams,
    body: { liveCallId: exampleDeskCall.liveCallId },
    response: {
      phone: examplePagePhone('seat'),
      dial: 'listen9f86d081884c7d659a2feaa0c55ad015',
    },
  },
})
