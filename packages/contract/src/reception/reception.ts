/** How the reception of a site works (C7). Seconds are judged by the domain, which names each fault. */
import { z } from 'zod'
import { exampleIds } from '../schemas/example-ids.ts'
import { id, version } from '../schemas/identifier.ts'
import { complete } from '../schemas/phone-number.ts'

const seconds = z.int().min(0).max(3600)

export const receptionFields = {
  comfortAfterSeconds: seconds
    .nullable()
    .describe('Ringing that a caller hears before announcement and music, 1 to 60 s; null: ringing only'),
  announcement: z.boolean().describe('An announcement is said before the music'),
  waitSeconds: seconds.describe('After so long a caller goes to the overflow, 5 to 600 s'),
  overflow: z
    .discriminatedUnion('to', [
      z.object({ to: z.literal('site'), siteId: id }),
      z.object({
        to: z.literal('outside'),
        address: complete(z.string().max(320)).describe('E.164, or sip:name@host of an answering service'),
      }),
    ])
    .nullable()
    .describe('null: the route goes on with its next step'),
  promiseSeconds: seconds.describe('Within so long a caller shall be answered, 5 to 120 s'),
  wrapUpSeconds: seconds.describe('What a seat has for itself after a call, 0 to 300 s'),
  transferSeconds: seconds.describe('A person rings so long before the caller comes back, 5 to 60 s'),
  outsideTransfer: z
    .enum(['nobody', 'seats', 'everybody'])
    .default('seats')
    .describe('Who may pass calls on to numbers outside; everybody: members too, by their phones'),
  listenIn: z
    .boolean()
    .default(false)
    .describe('Administrators of the operator may listen to its calls (`listen-in`); a tone tells of it'),
  priority: z
    .object({ organizationIds: z.array(id).max(500) })
    .describe('Organizations whose callers go before others'),
}

export const reception = z
  .object({ siteId: id, version: version.describe('Of the site'), ...receptionFields })
  .meta({ id: 'Reception' })

export const exampleReceptionRules = {
  comfortAfterSeconds: 8,
  announcement: true,
  waitSeconds: 60,
  overflow: null,
  promiseSeconds: 20,
  wrapUpSeconds: 10,
  transferSeconds: 20,
  outsideTransfer: 'seats' as const,
  listenIn: false,
  priority: { organizationIds: [] },
}

export const exampleReception: z.output<typeof reception> = {
  siteId: exampleIds.site,
  version: 3,
  ...exampleReceptionRules,
}
