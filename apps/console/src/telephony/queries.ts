/** What the telephony page asks for, in one place: its route begins to ask before the page is there to wait for it. */
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { api } from '../api/client.ts'

/** Days that the strip of a main number shows. */
export const DAYS = 14

export const organizationQuery = (organizationId: string) =>
  queryOptions({
    queryKey: ['organization', organizationId],
    queryFn: () => api.getOrganization({ params: { organizationId } }),
  })

export const siteQuery = (siteId: string) =>
  queryOptions({ queryKey: ['site', siteId], queryFn: () => api.getSite({ params: { siteId } }) })

/** The main number of an organization at a site (M1), or null. */
export const mainNumberQuery = (organizationId: string, siteId: string) =>
  queryOptions({
    queryKey: ['main-of', organizationId, siteId],
    queryFn: async () => {
      const query = { organizationId, siteId, kind: 'main', limit: 1 } as const
      const { items } = await api.listNumbers({ query })
      return items[0] ?? null
    },
  })

/** What is known of a main number, and whom a caller reaches in the next fortnight (M4). */
export const summaryQuery = (numberId: string) =>
  queryOptions({
    queryKey: ['main-number', numberId],
    queryFn: async () => {
      const params = { numberId }
      const [summary, preview] = await Promise.all([
        api.getMainNumber({ params }),
        api.previewNumber({ params, query: { days: DAYS } }),
      ])
      const settings = summary.settings ? await api.getCallSettings({ params }) : null
      return { summary, preview, settings }
    },
    refetchInterval: 60_000,
  })

/** How many voice services an organization has at a site, and how many of them are used. */
export const voiceServiceQuery = (organizationId: string, siteId: string) =>
  queryOptions({
    queryKey: ['voice-service', organizationId, siteId],
    queryFn: () => api.getVoiceService({ params: { organizationId, siteId } }),
  })

/** The site of the address when the organization is there, else its first. */
export const siteOf = ({ siteIds }: { readonly siteIds: readonly string[] }, wanted: string | undefined) =>
  wanted !== undefined && siteIds.includes(wanted) ? wanted : siteIds[0]

/** Asks for all of it, each part as soon as what it depends on is known. What is refused is said by the page. */
export async function prefetchTelephony(client: QueryClient, organizationId: string, wanted?: string) {
  const organization = await client.ensureQueryData(organizationQuery(organizationId)).catch(() => undefined)
  const siteId = organization && siteOf(organization, wanted)
  if (organization === undefined || siteId === undefined) return
  void client.prefetchQuery(siteQuery(siteId))
  const main = await client.ensureQueryData(mainNumberQuery(organizationId, siteId)).catch(() => null)
  if (main) void client.prefetchQuery(summaryQuery(main.id))
}
