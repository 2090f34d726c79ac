/** What the telephony page asks for, in one place: its route begins to ask before the page is there to wait for it. */
import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import { ApiRefusal, api } from '../api/client.ts'
import type { NumberState } from '../parts/state-badge.tsx'
import { may, meQuery } from '../session.ts'
import { asked, isReceiving, type Place, siteOf } from './asked.ts'

export const organizationQuery = (organizationId: string) =>
  queryOptions({
    queryKey: ['organization', organizationId],
    queryFn: () => api.getOrganization(asked.organization(organizationId)),
  })

export const siteQuery = (siteId: string) =>
  queryOptions({ queryKey: ['site', siteId], queryFn: () => api.getSite(asked.site(siteId)) })

/** All sites of an operator, for the names of those where an organization is. */
export const sitesQuery = (operatorId: string) =>
  queryOptions({
    queryKey: ['sites', operatorId],
    queryFn: () => api.listSites(asked.sites(operatorId)),
    staleTime: 60_000,
  })

/** The first and the last number of a site that the person sees; undefined: there is none. */
export const numberRangeQuery = (siteId: string) =>
  queryOptions({
    queryKey: ['number-range', siteId],
    queryFn: async () => {
      const [first, last] = await Promise.all([
        api.listNumbers({ query: { siteId, limit: 1 } }),
        api.listNumbers({ query: { siteId, limit: 1, descending: 'true' } }),
      ])
      return [first.items[0]?.e164, last.items[0]?.e164] as const
    },
    staleTime: 300_000,
  })

/** How many voice services an organization has at a site, and how many of them are used; null: none yet, which is no failure. */
export const voiceServiceQuery = ({ organizationId, siteId }: Place) =>
  queryOptions({
    queryKey: ['voice-service', organizationId, siteId],
    queryFn: () =>
      api.getVoiceService(asked.voiceService({ organizationId, siteId })).catch((error: unknown) => {
        if (error instanceof ApiRefusal && error.status === 404) return null
        throw error
      }),
  })

/** Whether a site is in hours now, and until when. */
export const siteRuleQuery = (siteId: string) =>
  queryOptions({
    queryKey: ['site-rule', siteId],
    queryFn: () => api.getSiteRule(asked.site(siteId)),
    refetchInterval: 60_000,
  })

/** The main number of an organization at a site (M1), or null. */
export const mainNumberQuery = ({ organizationId, siteId }: Place) =>
  queryOptions({
    queryKey: ['main-of', organizationId, siteId],
    queryFn: async () => {
      const { items } = await api.listNumbers(asked.main({ organizationId, siteId }))
      return items[0] ?? null
    },
  })

/** What is known of a main number that receives calls, and whom a caller reaches in the next fortnight (M4). */
export const summaryQuery = (numberId: string) =>
  queryOptions({
    queryKey: ['main-number', numberId],
    queryFn: async () => {
      const [summary, preview, settings] = await Promise.all([
        api.getMainNumber(asked.ofNumber(numberId)),
        api.previewNumber(asked.preview(numberId)),
        api.getCallSettings(asked.ofNumber(numberId)),
      ])
      return { summary, preview, settings }
    },
    refetchInterval: 60_000,
  })

/** What is planned for a time; whether it is in force goes by the clock. */
export const datedChangesQuery = (numberId: string) =>
  queryOptions({
    queryKey: ['dated-changes', numberId],
    queryFn: () => api.listDatedChanges(asked.ofNumber(numberId)),
    refetchInterval: 60_000,
  })

/** Whether every caller ends somewhere, played through. */
export const proofQuery = (numberId: string) =>
  queryOptions({
    queryKey: ['main-number', numberId, 'proof'],
    queryFn: () => api.proveNoDeadEnd(asked.ofNumber(numberId)),
    staleTime: 300_000,
  })

export const phoneNumberCountsQuery = (place: Place) => {
  const { query } = asked.phoneNumbers(place)
  return queryOptions({
    queryKey: ['number-counts', query],
    queryFn: () => api.countNumbers({ query }),
  })
}

/** How many phone numbers have no phone that is registered. */
export const unregisteredQuery = (place: Place) => {
  const { query } = asked.unregistered(place)
  return queryOptions({ queryKey: ['number-counts', query], queryFn: () => api.countNumbers({ query }) })
}

/** How many messages nobody has heard yet, by number. */
export const newMessagesQuery = ({ organizationId, siteId }: Place) =>
  queryOptions({
    queryKey: ['inbox', 'by-number', { organizationId, siteId }],
    queryFn: async () => {
      const { items } = await api.countNewMessages(asked.newMessages({ organizationId, siteId }))
      return new Map(items.map((item) => [item.numberId, item.new]))
    },
  })

/** What the list of phone numbers is narrowed to: those in a state, or those without a registered phone. */
export interface PhoneNumberFilter {
  readonly state?: NumberState | 'unregistered' | undefined
  readonly search?: string | undefined
}

/** The same as the API takes it. */
export const narrowed = ({ state, search }: PhoneNumberFilter) => ({
  ...(state === 'unregistered' ? { registered: 'false' as const } : { state }),
  search: search || undefined,
})

export const phoneNumbersQuery = (place: Place, filter: PhoneNumberFilter) => {
  const query = { ...asked.phoneNumbers(place).query, ...narrowed(filter) }
  return infiniteQueryOptions({
    queryKey: ['numbers', query],
    queryFn: ({ pageParam: after, signal }) => api.listNumbers({ query: { ...query, after } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
}

export const devicesQuery = ({ organizationId, siteId }: Place) =>
  queryOptions({
    queryKey: ['devices', { organizationId, siteId }],
    queryFn: () => api.listDevices(asked.devices({ organizationId, siteId })),
  })

export const huntMembersQuery = (numberId: string) =>
  queryOptions({
    queryKey: ['hunt-members', numberId],
    queryFn: () => api.listHuntMembers(asked.ofNumber(numberId)),
    retry: false,
  })

/** What of the address decides what is asked for. */
export interface TelephonyWanted extends PhoneNumberFilter {
  readonly site?: string | undefined
  readonly list?: 'closed' | undefined
}

/**
 * Asks for it, each part as soon as what it depends on is known. What is refused is said by the page.
 * @param opening all of it; else what the page begins with: whoever is here already asks for the rest in its own time
 */
export async function prefetchTelephony(
  client: QueryClient,
  organizationId: string,
  wanted: TelephonyWanted,
  opening: boolean,
): Promise<void> {
  const organization = await client.ensureQueryData(organizationQuery(organizationId)).catch(() => undefined)
  const siteId = organization && siteOf(organization, wanted.site)
  if (organization === undefined || siteId === undefined) return
  const place = { organizationId, siteId }
  void client.prefetchQuery(siteQuery(siteId))
  const main = await client.ensureQueryData(mainNumberQuery(place)).catch(() => null)
  if (main && isReceiving(main)) void client.prefetchQuery(summaryQuery(main.id))
  const me = opening && (await client.ensureQueryData(meQuery).catch(() => undefined))
  if (!me) return
  void client.prefetchQuery(sitesQuery(organization.operatorId))
  if (may(me, 'get-voice-service')) void client.prefetchQuery(voiceServiceQuery(place))
  if (may(me, 'get-site-rule')) void client.prefetchQuery(siteRuleQuery(siteId))
  if (may(me, 'count-numbers')) void client.prefetchQuery(phoneNumberCountsQuery(place))
  if (wanted.list !== 'closed') prefetchList(client, place, main?.id, wanted)
}

function prefetchList(
  client: QueryClient,
  place: Place,
  mainId: string | undefined,
  wanted: TelephonyWanted,
) {
  void client.prefetchInfiniteQuery(phoneNumbersQuery(place, wanted))
  void client.prefetchQuery(devicesQuery(place))
  if (mainId) void client.prefetchQuery(huntMembersQuery(mainId))
}
