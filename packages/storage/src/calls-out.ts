/** Calls out (C15): what a site allows, and as whom its phones call. */
import { type CallsOut, noCallsOut } from '@mainline/pbx'
import type { Db, Site } from './schema.ts'

/** A site as its phones call out from it. */
export interface CallsOutAccess {
  rules: CallsOut
  /** Tried first for emergency calls. */
  emergencyTrunkId: string | null
  siteName: string
  zone: string
  language: string
  domain: string
  organizationName: string
  /** Of the organization there, when it is in service. */
  mainE164: string | undefined
}

/** What the site allows; what nobody has chosen is as it was delivered. */
export const callsOutOf = ({ callsOut }: Pick<Site, 'callsOut'>): CallsOut => ({ ...noCallsOut, ...callsOut })

export async function findCallsOut(
  db: Db,
  siteId: string,
  organizationId: string,
): Promise<CallsOutAccess | undefined> {
  const row = await db
    .selectFrom('sites as s')
    .leftJoin('organizations as o', (join) => join.on('o.id', '=', organizationId))
    .select([
      's.name',
      's.timeZone',
      's.language',
      's.domain',
      's.callsOut',
      's.emergencyTrunkId',
      'o.name as organization',
    ])
    .select((eb) =>
      eb
        .selectFrom('numbers as n')
        .select('n.e164')
        .whereRef('n.siteId', '=', 's.id')
        .where('n.organizationId', '=', organizationId)
        .where('n.kind', '=', 'main')
        .where('n.state', '=', 'ACTIVE')
        .orderBy('n.e164')
        .limit(1)
        .as('main'),
    )
    .where('s.id', '=', siteId)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    rules: callsOutOf(row),
    emergencyTrunkId: row.emergencyTrunkId,
    siteName: row.name,
    zone: row.timeZone,
    language: row.language,
    domain: row.domain,
    organizationName: row.organization ?? '',
    mainE164: row.main ?? undefined,
  }
}
