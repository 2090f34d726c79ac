/** Bindings of devices (RFC 3261 §10.3), kept so that a restart loses no phone. Written in batches. */
import { sql } from 'kysely'
import type { Db, RegistrationFlow } from './schema.ts'

/** One binding as the registrar knows it. */
export interface Registration {
  deviceId: string
  /** Contact URI: the key of a binding within its device. */
  contact: string
  callId: string
  cseq: number
  /** 0..1 */
  q: number
  path: string[]
  flow: RegistrationFlow
  userAgent: string | null
  /** The Contact's other header parameters, as they stood. */
  params: string
  /** `+sip.instance` and `reg-id` (RFC 5626 §4.2). */
  instance: string | null
  regId: number | null
  /** The engine that holds the flow. */
  engineId: string | null
  /** ms since the epoch */
  expiresAt: number
}

/** Channel on which a device is named that is not where it was. */
export const movedChannel = 'phone_moved'

export interface PhoneMoved {
  readonly deviceId: string
  /** The engine that it has told, and that knows; undefined where that cannot be said. */
  readonly engineId: string | undefined
}

/** Reads the payload of a notification. */
export function parsePhoneMoved(payload: string): PhoneMoved {
  const [deviceId = '', engineId] = payload.split(' ')
  return { deviceId, engineId: engineId || undefined }
}

/**
 * Writes many bindings in one statement; a binding that is known is renewed. Those of devices that are gone, and a
 * second one of the same contact in the batch, are left out: pass the newest first.
 */
export async function saveRegistrations(db: Db, rows: readonly Registration[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into registrations (device_id, contact, operator_id, site_id, call_id, cseq, q, path, flow, user_agent, params, instance, reg_id,
      engine_id, expires_at, updated_at)
    select distinct on (d.id, r.contact) d.id, r.contact, d.operator_id, d.site_id, r."callId", r.cseq, r.q, r.path,
      r.flow, r."userAgent", r.params, r.instance, r."regId", r."engineId", r."expiresAt", ${Date.now()}::bigint
    from json_to_recordset(${JSON.stringify(rows)}::json) as r("deviceId" uuid, contact text, "callId" text,
      cseq bigint, q real, path jsonb, flow jsonb, "userAgent" text, params text, instance text, "regId" int, "engineId" text, "expiresAt" bigint)
    join devices d on d.id = r."deviceId"
    on conflict (device_id, contact) do update set
      call_id = excluded.call_id, cseq = excluded.cseq, q = excluded.q, path = excluded.path, flow = excluded.flow,
      user_agent = excluded.user_agent, params = excluded.params, instance = excluded.instance,
      reg_id = excluded.reg_id, engine_id = excluded.engine_id, expires_at = excluded.expires_at,
      updated_at = excluded.updated_at
  `.execute(db)
}

/** Removes bindings: of one contact, or all of a device when the contact is left out. */
export async function removeRegistrations(
  db: Db,
  rows: readonly { deviceId: string; contact?: string | undefined }[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    delete from registrations g using json_to_recordset(${JSON.stringify(rows)}::json) as r("deviceId" uuid, contact text)
    where g.device_id = r."deviceId" and (r.contact is null or g.contact = r.contact)
  `.execute(db)
}

/** The bindings of one device, expired ones included. */
export async function registrationsOf(db: Db, deviceId: string): Promise<Registration[]> {
  return db
    .selectFrom('registrations')
    .select([
      'deviceId',
      'contact',
      'callId',
      'cseq',
      'q',
      'path',
      'flow',
      'userAgent',
      'params',
      'instance',
      'regId',
      'engineId',
      'expiresAt',
    ])
    .where('deviceId', '=', deviceId)
    .orderBy('updatedAt', 'desc')
    .execute()
}

/** Since when each of these devices has nothing registered, ms since the epoch; those that never had are left out. */
export async function unregisteredSince(
  db: Db,
  deviceIds: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, number>> {
  if (deviceIds.length === 0) return new Map()
  const { rows } = await sql<{ deviceId: string; since: number }>`
    select device_id, max(since) as since from (
      select device_id, since from device_absences where device_id = any(${deviceIds}::uuid[])
      union all
      select device_id, expires_at from registrations
        where device_id = any(${deviceIds}::uuid[]) and expires_at <= ${now}) as known
    group by device_id
  `.execute(db)
  return new Map(rows.map(({ deviceId, since }) => [deviceId, since]))
}

/**
 * Removes what expired before `now`, but what a phone is just renewing: who comes back waits for no sweep, and is ended for none.
 *
 * @returns how many
 */
export async function sweepRegistrations(db: Db, now: number): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    with expired as materialized (
      select device_id, contact from registrations where expires_at <= ${now}::bigint for update skip locked)
    delete from registrations g using expired e where g.device_id = e.device_id and g.contact = e.contact`.execute(
    db,
  )
  return Number(numAffectedRows)
}
