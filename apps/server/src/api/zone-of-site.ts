/** The time zone by which what is dated at a site is read. */
import { type Db, findSite } from '@mainline/storage'

/** @returns UTC for a site that is gone in between */
export async function zoneOfSite(db: Db, siteId: string): Promise<string> {
  return (await findSite(db, siteId))?.timeZone ?? 'UTC'
}
