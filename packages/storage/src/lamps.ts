/**
 * What message-waiting lamps say (RFC 3842): of a phone, the messages for its own number and for every main number whose
 * lamp it carries; of a main number, those of its mailbox.
 */
import { sql } from 'kysely'
import { ENGINE_SILENCE_MS } from './engines.ts'
import type { Registration } from './registrations.ts'
import type { Db } from './schema.ts'

/** Channel on which a number is named whose mailbox, or what its phones carry, has changed. */
export const lampChannel = 'lamp_changed'

export interface LampCount {
  /** E.164 and SIP domain of the number that the account is called by. */
  readonly e164: string
  readonly domain: string
  /** Not listened to yet. */
  readonly new: number
  readonly saved: number
}

export interface DeviceLamp extends LampCount {
  readonly username: string
  /** There was a message, or the phone carries the lamp of a main number: it may have to be told that there is none. */
  readonly used: boolean
}

/** Mailboxes whose messages the phone `d` shows. */
const mailboxesOfDevice = sql`
  select m.id from mailboxes m
  where m.retired_at is null and m.organization_id = d.organization_id and (m.number_id = d.number_id
    or m.number_id in (select h.main_number_id from hunt_members h where h.member_number_id = d.number_id and h.lamp))`

const countedIn = (mailboxes: ReturnType<typeof sql>) => sql`
  select count(*) filter (where x.state = 'new')::int as new, count(*) filter (where x.state = 'saved')::int as saved
  from messages x where x.mailbox_id in (${mailboxes}) and x.state in ('new', 'saved')`

const carries = sql`exists (select from hunt_members h where h.member_number_id = d.number_id and h.lamp)`

/** The lamp of a phone. */
export async function lampOfDevice(db: Db, deviceId: string): Promise<DeviceLamp | undefined> {
  const { rows } = await sql<DeviceLamp>`
    select n.e164, s.domain, d.username, c.new, c.saved,
      ${carries} or exists (select from messages x where x.mailbox_id in (${mailboxesOfDevice})) as used
    from devices d join numbers n on n.id = d.number_id join sites s on s.id = d.site_id
    cross join lateral (${countedIn(mailboxesOfDevice)}) c
    where d.id = ${deviceId}`.execute(db)
  return rows[0]
}

/** The messages of a number; undefined when it is not the organization's. */
export async function lampOfNumber(
  db: Db,
  numberId: string,
  organizationId: string,
): Promise<LampCount | undefined> {
  const mailbox = sql`select m.id from mailboxes m where m.number_id = n.id and m.retired_at is null`
  const { rows } = await sql<LampCount>`
    select n.e164, s.domain, c.new, c.saved
    from numbers n join sites s on s.id = n.site_id cross join lateral (${countedIn(mailbox)}) c
    where n.id = ${numberId} and n.organization_id = ${organizationId}`.execute(db)
  return rows[0]
}

/** Whose a number is and was, and the phones that show its messages. */
export async function devicesLitBy(
  db: Db,
  numberId: string,
): Promise<{ organizationIds: string[]; devices: string[] }> {
  const { rows } = await sql<{ organizationIds: string[]; devices: string[] }>`
    select array(
      select n.organization_id where n.organization_id is not null
      union
      select m.organization_id from mailboxes m where m.number_id = n.id and m.retired_at is not null) as "organizationIds", array(
      select d.id from devices d where d.number_id = n.id
      union
      select d.id from hunt_members h join devices d on d.number_id = h.member_number_id
      where h.main_number_id = n.id and h.lamp) as devices
    from numbers n where n.id = ${numberId}`.execute(db)
  return rows[0] ?? { organizationIds: [], devices: [] }
}

/**
 * Bindings over which an engine may speak to a phone unasked: its own, and those without connection that a dead engine
 * left behind.
 */
const tellable = (engineId: string, now: number) => sql`
  g.expires_at > ${now}::bigint and (g.engine_id is not distinct from ${engineId}
    or (g.flow ->> 'connectionId' = '0' and not exists (
      select from engines e where e.id::text = g.engine_id and e.ended_at is null
        and e.heartbeat_at > ${now - ENGINE_SILENCE_MS}::bigint)))`

/** Where this engine may tell a phone of its lamp. @param now ms since the epoch */
export async function tellableRegistrations(
  db: Db,
  deviceId: string,
  engineId: string,
  now: number,
): Promise<Registration[]> {
  return db
    .selectFrom('registrations as g')
    .selectAll('g')
    .where('g.deviceId', '=', deviceId)
    .where(sql<boolean>`${tellable(engineId, now)}`)
    .execute()
}

/** The same of every device, without connections: ways that a router may forget. */
export async function datagramRegistrations(db: Db, engineId: string, now: number): Promise<Registration[]> {
  return db
    .selectFrom('registrations as g')
    .selectAll('g')
    .where(sql<boolean>`g.flow ->> 'transport' = 'UDP' and ${tellable(engineId, now)}`)
    .execute()
}

/** The phones whose lamp this engine has to set right when it begins, or when it may have missed changes. */
export async function devicesWithLamps(db: Db, engineId: string, now: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select d.id from devices d
    where exists (select from registrations g where g.device_id = d.id and ${tellable(engineId, now)})
      and (${carries} or exists (select from messages x where x.mailbox_id in (${mailboxesOfDevice})))
    order by d.id`.execute(db)
  return rows.map((row) => row.id)
}

/**
 * The number that a phone may watch under a name, its E.164 or extension: its own, and the main numbers of its
 * organization at its site.
 */
export async function findWatchableNumber(
  db: Db,
  device: { numberId: string | null; siteId: string; organizationId: string },
  name: string,
): Promise<string | undefined> {
  const found = await db
    .selectFrom('numbers')
    .select('id')
    .where('siteId', '=', device.siteId)
    .where('organizationId', '=', device.organizationId)
    .where((one) => one.or([one('e164', '=', name), one('extension', '=', name)]))
    .where((one) => one.or([one('kind', '=', 'main'), one('id', '=', device.numberId)]))
    .executeTakeFirst()
  return found?.id
}
