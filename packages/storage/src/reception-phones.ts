/** Phones at a site as its reception sees them: those that its seats may ring, those of the people it passes calls on to. */
import { sql } from 'kysely'
import type { Db } from './schema.ts'

export interface SeatDeviceRow {
  readonly deviceId: string
  readonly name: string
  readonly e164: string
  readonly extension: string | null
  readonly assignedTo: string | null
  readonly registered: boolean
}

/** The phones of the operator itself that somebody set up. @param now epoch ms */
export async function seatDevices(
  db: Db,
  siteId: string,
  operatorId: string,
  now: number,
): Promise<readonly SeatDeviceRow[]> {
  const { rows } = await sql<SeatDeviceRow>`
    select d.id as device_id, d.name, n.e164, n.extension, n.assigned_to,
      exists (select from registrations g where g.device_id = d.id and g.expires_at > ${now}::bigint) as registered
    from devices d join numbers n on n.id = d.number_id
    where d.site_id = ${siteId} and d.organization_id = ${operatorId} and d.session_id is null
    order by n.e164, d.id`.execute(db)
  return rows
}

export interface ReceptionPersonRow {
  readonly numberId: string
  readonly name: string
  readonly e164: string
  readonly extension: string | null
  /** Whose the number is, where it is called something else. */
  readonly assignedName: string | null
  readonly title: string | null
  readonly absence: string | null
  /** Epoch ms; null: until it is taken back. */
  readonly absentUntil: number | null
  readonly deviceIds: readonly string[]
  readonly registered: boolean
}

/** ACTIVE phone numbers of the organization, by name. @param now epoch ms */
export async function receptionPeople(
  db: Db,
  siteId: string,
  organizationId: string,
  now: number,
): Promise<readonly ReceptionPersonRow[]> {
  const { rows } = await sql<ReceptionPersonRow>`
    select n.id as number_id, coalesce(nullif(n.label, ''), n.assigned_name, n.e164) as name, n.e164, n.extension,
      case when n.label not in ('', n.assigned_name) then n.assigned_name end as assigned_name,
      m.title, m.absence, m.absent_until,
      array(select d.id::text from devices d where d.number_id = n.id) as device_ids,
      exists (select from devices d join registrations g on g.device_id = d.id
        where d.number_id = n.id and g.expires_at > ${now}::bigint) as registered
    from numbers n left join lateral (
      select title, case when away then absence end as absence, case when away then absent_until end as absent_until
      from (select *, absent_until is null or absent_until > ${now}::bigint as away from memberships) each
      where user_id = n.assigned_to and operator_id = n.operator_id and retired_at is null
        and coalesce(organization_id, operator_id) = n.organization_id
      limit 1) m on true
    where n.site_id = ${siteId} and n.organization_id = ${organizationId} and n.kind = 'ordinary' and n.state = 'ACTIVE'
    order by 2, n.e164 limit 1000`.execute(db)
  return rows
}

/** Whether the organization is located at the site. @param db the whole database */
export async function isAtSite(db: Db, organizationId: string, siteId: string): Promise<boolean> {
  const { rows } = await sql`select from occupancies
    where organization_id = ${organizationId} and site_id = ${siteId}`.execute(db)
  return rows.length > 0
}

/**
 * Addresses that a message taken by reception goes to: those that voicemail of the number goes to, else the
 * organization's administrators at the site; where it has none there, those that it has.
 *
 * @param db the whole database
 */
export async function receptionMessageRecipients(
  db: Db,
  { organizationId, siteId }: { organizationId: string; siteId: string },
  numberId: string | null,
): Promise<readonly string[]> {
  const { rows: ofNumber } = await sql<{ email: string }>`
    select jsonb_array_elements_text(voicemail_emails) as email from call_settings
    where number_id = ${numberId}::uuid and organization_id = ${organizationId}`.execute(db)
  if (ofNumber.length > 0) return ofNumber.map(({ email }) => email)
  const { rows } = await sql<{ email: string; here: boolean }>`
    select u.email, bool_or(m.site_ids is null or m.site_ids ? ${siteId}) as here
    from memberships m join users u on u.id = m.user_id
    where m.organization_id = ${organizationId} and m.role = 'occupier-admin' and m.retired_at is null
    group by u.email order by u.email`.execute(db)
  const atSite = rows.filter(({ here }) => here)
  return (atSite.length > 0 ? atSite : rows).map(({ email }) => email)
}
