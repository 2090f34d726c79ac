/**
 * Main numbers that may have nothing to ring (product §6.4): found for the whole platform in one statement, so that
 * only few have to be judged one by one.
 */
import { sql } from 'kysely'
import type { Db } from './schema.ts'

export interface RingCandidate {
  readonly numberId: string
  readonly e164: string
  readonly siteId: string
  readonly operatorId: string
  readonly organizationId: string
  /** How long ahead of an opening its people are told, minutes. */
  readonly leadMinutes: number
}

/**
 * ACTIVE main numbers whose group has no external member and no member with a phone registered at `now` (ms since the
 * epoch), ordered by site and number. Sites that want no alerts are left out.
 *
 * @param siteId one site only
 */
export async function ringCandidates(db: Db, now: number, siteId?: string): Promise<RingCandidate[]> {
  const { rows } = await sql<RingCandidate>`
    with ringing as (
      select distinct h.main_number_id as id
      from hunt_members h
      left join numbers m on m.id = h.member_number_id and m.state = 'ACTIVE' and m.kind = 'ordinary'
      left join devices d on d.number_id = m.id
      left join registrations g on g.device_id = d.id and g.expires_at > ${now}::bigint
      where (h.external_e164 is not null or g.device_id is not null)
        ${siteId === undefined ? sql`` : sql`and h.site_id = ${siteId}::uuid`})
    select n.id as "numberId", n.e164, n.site_id as "siteId", n.operator_id as "operatorId",
      n.organization_id as "organizationId", s.ring_alert_minutes as "leadMinutes"
    from numbers n
    join sites s on s.id = n.site_id and s.ring_alert_minutes > 0
    left join ringing r on r.id = n.id
    where n.kind = 'main' and n.state = 'ACTIVE' and r.id is null
      ${siteId === undefined ? sql`` : sql`and n.site_id = ${siteId}::uuid`}
    order by n.site_id, n.e164`.execute(db)
  return rows
}
