/**
 * What a principal may see of what happens: the rule of all requests (`covers`), asked of an event in memory. Reading
 * back goes by row-level security; a test holds the two to each other.
 */
import type { Principal } from '@mainline/contract'
import type { Db, LiveEvent } from '@mainline/storage'
import { covers } from '../authorization/authorize.ts'

type Seen = Pick<LiveEvent, 'kind' | 'operatorId' | 'siteId' | 'organizationId' | 'numberId'>

/** Voicemail is its organization's own: not even its landlord hears of it. */
const isPrivate = (kind: string): boolean => kind.startsWith('message.')

/** @param db as the principal sees it: the numbers of an occupier's user are read once, a stream being short-lived */
export async function sightOf(principal: Principal, db?: Db): Promise<(event: Seen) => boolean> {
  const own = principal.role === 'occupier-user' ? await ownNumbers(principal, db) : new Set<string | null>()
  return (event) =>
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
