/** `events`: the schedule of the site (M9), by name and time. An event that is not named is removed. */
import { createSiteEvent, oneLine, organizationName } from '@mainline/contract'
import { z } from 'zod'
import { routeFromText, routeText, routeToText } from './route-text.ts'
import { isSame, type Section } from './section.ts'
import { allPages, must, type SiteAccess } from './site-access.ts'

/** What an event says besides whose it is, as the API has it. */
const rest = createSiteEvent.body.omit({
  siteIds: true,
  organizationId: true,
  numberId: true,
  name: true,
  when: true,
  route: true,
})

const day = /^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/
const local = z.string().regex(day, 'must be 2026-12-25, or 2026-12-25T12:00')

const eventSpec = rest
  .partial()
  .extend({
    name: z.string().overwrite(oneLine).min(1).max(120),
    from: local,
    to: local,
    organization: organizationName.optional(),
    number: z.string().optional(),
    alsoAt: z.array(z.string().overwrite(oneLine)).optional(),
    route: routeText.optional(),
  })
  .strict()

export type EventSpec = z.output<typeof eventSpec>

export const eventsSection: Section<EventSpec[]> = {
  key: 'events',
  comment:
    'When the clock does not rule: whole days with the last one included, or times; alsoAt: other sites that share it. What is not named is removed from this site.',
  schema: z.array(eventSpec).superRefine((events, context) => {
    events.forEach((event, i) => {
      if (events.findIndex((other) => isSame(placeOf(other), placeOf(event))) < i)
        context.addIssue({ code: 'custom', path: [i], message: 'is in the file twice' })
    })
  }),
  async read(site) {
    const events = await ownEvents(site)
    return events.map(({ spec }) => spec).sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
  },
  changes(wanted, present) {
    const { pairs, gone, made } = paired(wanted, present)
    const changed = pairs.filter(({ before, event }) => !isSame(withDefaults(before), withDefaults(event)))
    return [
      ...gone.map((event) => ({
        words: `event ${inWords(event)}: ${event.alsoAt ? `leave it to ${event.alsoAt.join(', ')}` : 'remove it'}`,
        apply: (site: SiteAccess) => remove(site, event),
      })),
      ...made.map((event) => ({
        words: `event ${inWords(event)}: announce it`,
        apply: async (site: SiteAccess) => {
          must(await site.client.createSiteEvent({ body: bodyOf(site, event) }))
        },
      })),
      ...changed.map(({ before, event }) => ({
        words: `event ${inWords(event)}: change what it does`,
        apply: async (site: SiteAccess) => {
          const { id, version } = await findEvent(site, before)
          const body = { ...bodyOf(site, event), version }
          must(await site.client.updateSiteEvent({ params: { eventId: id }, body }))
        },
      })),
    ]
  },
}

/** What makes an event this one and no other. */
const keyOf = ({ name, from, to, organization, number }: EventSpec) => [name, from, to, organization, number]

/** The same with the other sites that share it: one of this site alone may have a namesake that is shared. */
const placeOf = (event: EventSpec) => [...keyOf(event), ...sitesOf(event)]

const sitesOf = ({ alsoAt = [] }: EventSpec): string[] => [...new Set(alsoAt)].sort()

/** Which event of the file is which of the site: the one at the same sites first, then the one of the same key. */
function paired(wanted: readonly EventSpec[], present: readonly EventSpec[]) {
  const left = new Set(present)
  const pairs: { before: EventSpec; event: EventSpec }[] = []
  const matched = new Set<EventSpec>()
  for (const key of [placeOf, keyOf])
    for (const event of wanted.filter((one) => !matched.has(one))) {
      const before = [...left].find((one) => isSame(key(one), key(event)))
      if (!before) continue
      left.delete(before)
      matched.add(event)
      pairs.push({ before, event })
    }
  return { pairs, gone: [...left], made: wanted.filter((one) => !matched.has(one)) }
}

/** One that other sites share goes on there. */
async function remove(site: SiteAccess, event: EventSpec): Promise<void> {
  const { id, version } = await findEvent(site, event)
  const params = { eventId: id }
  if (!event.alsoAt) return must(await site.client.deleteSiteEvent({ params, query: { version } }))
  const { siteIds, ...body } = bodyOf(site, event)
  const others = siteIds.filter((siteId) => siteId !== site.id)
  must(await site.client.updateSiteEvent({ params, body: { ...body, siteIds: others, version } }))
}

const sortKey = (event: EventSpec): string =>
  [event.from, event.to, event.name, event.organization, event.number, event.alsoAt].join()

const inWords = ({ name, from, to }: EventSpec): string =>
  `${name} (${from === to ? from : `${from} to ${to}`})`

const withDefaults = ({ route, ...event }: EventSpec) => ({
  ...rest.strip().parse(event),
  route,
  place: placeOf(event),
})

function bodyOf(
  site: SiteAccess,
  { from, to, organization, number, alsoAt = [], route, ...more }: EventSpec,
) {
  return {
    ...more,
    siteIds: [site.id, ...alsoAt.map((name) => site.siteId(name))],
    organizationId: organization === undefined ? null : site.organization(organization).id,
    numberId: number === undefined ? null : site.number(number).id,
    when: { kind: from.includes('T') ? 'span' : 'days', from, to } as const,
    route: route ? routeFromText(route) : null,
  }
}

async function findEvent(site: SiteAccess, event: EventSpec) {
  const found = (await ownEvents(site)).find(({ spec }) => isSame(placeOf(spec), placeOf(event)))
  return (
    found ??
    must<never>({
      ok: false,
      status: 404,
      code: 'not-found',
      message: `The event ${event.name} is gone.`,
      requestId: '',
    })
  )
}

/** Those that people wrote: what comes from a calendar has its own place. */
async function ownEvents(site: SiteAccess) {
  if (!site.site) return []
  const events = await allPages((after) =>
    site.client.listSiteEvents({ query: { siteId: site.id, limit: 1000, ...(after && { after }) } }),
  )
  return events
    .filter((event) => event.sourceId === null)
    .map((event) => ({ id: event.id, version: event.version, spec: specOf(site, event) }))
}

type Event =
  Awaited<ReturnType<SiteAccess['client']['listSiteEvents']>> extends infer A
    ? A extends { ok: true; body: { items: (infer E)[] } }
      ? E
      : never
    : never

function specOf(site: SiteAccess, event: Event): EventSpec {
  const others = event.siteIds
    .filter((id) => id !== site.id)
    .map(site.siteNameOf)
    .sort()
  const defaults: Record<string, unknown> = rest.parse({})
  const more = Object.entries(rest.strip().parse(event)).filter(
    ([name, value]) => !isSame(value, defaults[name]),
  )
  return {
    name: event.name,
    from: event.when.from,
    to: event.when.to,
    ...(event.organizationId !== null && { organization: site.nameOf(event.organizationId) }),
    ...(event.numberId !== null && { number: site.e164Of(event.numberId) }),
    ...(others.length > 0 && { alsoAt: others }),
    ...(event.route && { route: routeToText(event.route) }),
    ...Object.fromEntries(more),
  }
}
