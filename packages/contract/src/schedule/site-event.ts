/** A dated event of the site schedule (M9). */
import { z } from 'zod'
import { distinct } from '../schemas/distinct.ts'
import { exampleIds, exampleInstant } from '../schemas/example-ids.ts'
import { id, version } from '../schemas/identifier.ts'
import { dayIntervals } from '../schemas/local-time.ts'
import { route, routeErrors } from '../schemas/route.ts'
import { text } from '../schemas/text.ts'
import { instant } from '../schemas/time.ts'

const local = z.string().max(16)

export const eventTime = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('days'),
    from: local.describe('YYYY-MM-DD'),
    to: local.describe('YYYY-MM-DD, included'),
  }),
  z.object({
    kind: z.literal('span'),
    from: local.describe('YYYY-MM-DDTHH:MM, local to each site'),
    to: local.describe('YYYY-MM-DDTHH:MM, excluded'),
  }),
])

/** What a client says of an event. */
export const eventFields = {
  name: text(120),
  siteIds: z.array(id).min(1).max(500).transform(distinct),
  organizationId: id.nullable().default(null).describe('Only for this organization'),
  numberId: id.nullable().default(null).describe('Only for this main number'),
  when: eventTime,
  route: route.nullable().default(null).describe('Instead of the out-of-hours route'),
  hours: dayIntervals.default(null),
}

export const siteEvent = z
  .object({
    id,
    operatorId: id,
    name: z.string(),
    siteIds: z.array(id),
    organizationId: id.nullable(),
    numberId: id.nullable(),
    when: eventTime,
    route: route.nullable(),
    hours: dayIntervals,
    recurring: z.boolean().describe('One of many dates of a rule: gives way to what is dated by hand'),
    excluded: z.boolean().describe('It does not count'),
    sourceId: id.nullable().describe('The subscription or calendar that it comes from'),
    version,
    createdAt: instant,
  })
  .meta({ id: 'SiteEvent' })

export const exampleEvent: z.output<typeof siteEvent> = {
  id: exampleIds.event,
  operatorId: exampleIds.operator,
  name: 'Christmas',
  siteIds: [exampleIds.site],
  organizationId: null,
  numberId: null,
  when: { kind: 'days', from: '2026-12-25', to: '2026-12-26' },
  route: null,
  hours: null,
  recurring: false,
  excluded: false,
  sourceId: null,
  version: 1,
  createdAt: exampleInstant,
}

export const exampleEventBody = {
  name: 'Christmas',
  siteIds: [exampleIds.site],
  when: { kind: 'days' as const, from: '2026-12-25', to: '2026-12-26' },
}

export const eventParams = z.object({ eventId: id })
export const exampleEventParams = { eventId: exampleIds.event }

/** Refusals of whoever writes an event. */
export const eventErrors = [
  'not-found',
  'wrong-tenant',
  'event-date',
  'event-order',
  'event-hours',
  'event-interval',
  'hours-time',
  ...routeErrors,
] as const
