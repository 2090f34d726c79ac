/** Where callers of a site may be led outside (C11, M10): what may cost more, only as far as its phones may call that. */
import { callingCodeOf, type OutsideAllowed } from '@mainline/pbx'
import { callsOutOf, type Db, findSite } from '@mainline/storage'

/** @param e164 of the number that leads there. @returns undefined when there is no such site */
export async function outsideAllowedAt(
  db: Db,
  siteId: string,
  e164: string,
): Promise<OutsideAllowed | undefined> {
  const site = await findSite(db, siteId)
  return site && { callingCode: callingCodeOf(e164), classes: callsOutOf(site).classes }
}
