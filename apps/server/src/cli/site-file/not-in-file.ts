/** What a site has and its file does not say: told in the head of an export, so that nobody takes the file for all of it. */
import { allPages, forEachOf, must, type SiteAccess } from './site-access.ts'

/** `2 dated changes`, one entry a kind; none when the file says everything. */
export async function notInFile(site: SiteAccess): Promise<string[]> {
  const siteId = site.id
  const params = { siteId }
  const events = await allPages((after) =>
    site.client.listSiteEvents({ query: { siteId, limit: 1000, ...(after && { after }) } }),
  )
  const mains = site.numbers.filter(({ kind, state }) => kind === 'main' && state === 'ACTIVE')
  const changes = await forEachOf(
    mains,
    async ({ id }) => must(await site.client.listDatedChanges({ params: { numberId: id } })).items.length,
  )
  const holidays = must(await site.client.listHolidaySubscriptions({ params })).items
  const calendars = must(await site.client.listCalendars({ params })).items
  return [
    counted(
      changes.reduce((sum, count) => sum + count, 0),
      'dated change',
      'dated changes',
    ),
    counted(holidays.length, 'holiday subscription', 'holiday subscriptions'),
    counted(calendars.length, 'imported calendar', 'imported calendars'),
    counted(
      events.filter(({ siteIds }) => siteIds.length > 1).length,
      'event of several sites',
      'events of several sites',
    ),
  ].filter((words) => words !== undefined)
}

const counted = (count: number, one: string, several: string): string | undefined =>
  count === 0 ? undefined : `${count} ${count === 1 ? one : several}`
