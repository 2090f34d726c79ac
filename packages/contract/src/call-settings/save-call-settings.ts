/** Saves new call settings; they hold for the next call. A route that could trap a caller is refused (M6). */
import { z } from 'zod'
import { apiPrefix, defineMethod } from '../method.ts'
import { exampleNumberParams, numberParams } from '../numbers/number.ts'
import { distinctAddresses } from '../schemas/distinct.ts'
import { version } from '../schemas/identifier.ts'
import { openingHours } from '../schemas/opening-hours.ts'
import { exampleRoute, route, routeErrors } from '../schemas/route.ts'
import { callSettings, emailAs, exampleCallSettings } from './call-settings.ts'

export const saveCallSettings = defineMethod({
  id: 'save-call-settings',
  group: 'call-settings',
  method: 'PUT',
  path: `${apiPrefix}/numbers/:numberId/call-settings`,
  access: { roles: ['operator-admin', 'operator-user', 'occupier-admin'] },
  summary: 'Save call settings',
  description:
    'Refused while the number is RESERVED (M3), and when a path has no end; "details.faults" lists each wrong path.',
  params: numberParams,
  body: z.object({
    version,
    inHours: route,
    outOfHours: route,
    hours: openingHours.nullable().default(null).describe('null: the hours of the site'),
    voicemailEmails: z.array(z.email().max(254)).max(20).transform(distinctAddresses).default([]),
    emailAs: emailAs
      .default('attachment')
      .describe('How a message is sent: with its audio, or with a link that expires'),
  }),
  response: callSettings,
  errors: [
    'not-found',
    'wrong-state',
    'stale-version',
    'hours-time',
    'hours-day',
    'hours-empty',
    ...routeErrors,
  ],
  example: {
    params: exampleNumberParams,
    body: {
      version: 1,
      inHours: {
        steps: [
          { target: 'hunt-group', limitSeconds: 20 },
          { target: 'forward', number: '+442079460990', limitSeconds: 15 },
          { target: 'voicemail' },
        ],
      },
      outOfHours: { steps: [{ target: 'voicemail' }] },
    },
    response: {
      ...exampleCallSettings,
      version: 2,
      inHours: {
        steps: [
          ...exampleRoute.steps.slice(0, 1),
          { target: 'forward', number: '+442079460990', limitSeconds: 15 },
          { target: 'voicemail' },
        ],
      },
    },
  },
})
