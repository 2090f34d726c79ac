/** What a site has and its file does not say: told in the head of an export, so that nobody takes the file for all of it. */
import { allPages, must, type SiteAccess } from './site-access.ts'

/** `2 imported calendars`, one entry a kind; none when the file says everything. */
export async function notInFile(site: SiteAccess): Promise<string[]> {
  const siteId = site.id
  const params = { siteId }
  const events = await allPages((after) =>
    site.client.listSiteEvents({ query: { siteId, limit: 1000, ...(after && { after }) } }),
  )
  const calendars = must(await site.client.listCalendars({ params })).items
  return [
    counted(calendars.length, 'imported calendar', 'imported calendars'),
    counted(
      events.filter((event) => event.sourceId !== null && isChanged(event)).length,
      'imported date changed by hand',
      'imported dates changed by hand',
    ),
  ].filter((words) => words !== undefined)
}

/** What comes from a subscription or calendar and was given more than its date. */
const isChanged = ({
  route,
  hours,
  excluded,
}: {
  route: unknown
  hours: unknown
  excluded: boolean
}): boolean => excluded || route !== null || hours !== null

const counted = (count: number, one: string, several: string): string | undefined =>
  count === 0 ? undefined : `${count} ${count === 1 ? one : several}`
