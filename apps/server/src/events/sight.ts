/**
 * What a principal may see of what happens: the rule of all requests (`covers`), asked of an event in memory. Reading
 * back goes by row-level security; a test holds the two to each other.
 */
import type { Principal } from '@mainline/contract'
import type { Db, LiveEvent } from '@mainline/storage'
import { covers } from '../authorization/authorize.ts'

type Seen = Pick<LiveEvent, 'kind' | 'operatorId' | 'siteId' | 'organizationId' | 'numberId' | 'data'>

/** Voicemail is its organization's own: not even its landlord hears of it. */
const isPrivate = (kind: string): boolean => kind.startsWith('message.')

/** What a site is called and by which clock it lives is read by every company there. */
const isOfSite = ({ kind, organizationId, data }: Seen): boolean =>
  kind === 'schedule.changed' && organizationId === null && (data as { what?: string }).what === 'site'

/**
 * @param db as the principal sees it: the sites of an occupier and the numbers of its user are read once, a stream being
 *   short-lived; without it (a webhook) an occupier hears of what is its own alone
 */
export async function sightOf(principal: Principal, db?: Db): Promise<(event: Seen) => boolean> {
  const own = principal.role === 'occupier-user' ? await ownNumbers(principal, db) : new Set<string | null>()
  const sites = principal.organizationId === null ? new Set<string | null>() : await ownSites(db)
  return (event) =>
    (isOfSite(event) && sites.has(event.siteId)) ||
    covers(principal, {
      kind: 'number',
      id: '',
      operatorId: event.operatorId,
      siteIds: event.siteId === null ? null : [event.siteId],
      organizationIds: event.organizationId === null ? [] : [event.organizationId],
      userId: own.has(event.numberId) ? principal.userId : null,
      personal: true,
      private: isPrivate(event.kind),
    })
}

async function ownNumbers({ userId }: Principal, db: Db | undefined): Promise<ReadonlySet<string | null>> {
  if (userId === null || !db) return new Set()
  const rows = await db.selectFrom('numbers').select('id').where('assignedTo', '=', userId).execute()
  return new Set(rows.map(({ id }) => id))
}

/** Where its company is, within the sites of the principal. */
async function ownSites(db: Db | undefined): Promise<ReadonlySet<string | null>> {
  const rows = db ? await db.selectFrom('sites').select('id').execute() : []
  return new Set(rows.map(({ id }) => id))
}
