/** Calls that outlive their engine (product §6.9): the engine that runs one, and what another needs to go on with it. */
import { sql } from 'kysely'
import { storableJson } from './call-records.ts'
import { ENGINE_SILENCE_MS } from './engines.ts'
import type { Db } from './schema.ts'

export interface KeptCallRow {
  readonly callId: string
  readonly operatorId: string | null
  /** Call-IDs of its SIP dialogs. */
  readonly sipCallIds: readonly string[]
  /** Of the state. */
  readonly form: number
  readonly state: object
}

/** Stores calls that the engine runs, or their newer state. What another engine has taken over stays as that knows it. */
export async function saveKeptCalls(db: Db, engineId: string, calls: readonly KeptCallRow[]): Promise<void> {
  await sql`
    insert into kept_calls (call_id, engine_id, operator_id, sip_call_ids, form, state)
    select "callId", ${engineId}::uuid, "operatorId", array(select jsonb_array_elements_text("sipCallIds")), form, state
    from jsonb_to_recordset(${storableJson(calls)}::jsonb) as r(
      "callId" text, "operatorId" uuid, "sipCallIds" jsonb, form int, state jsonb)
    on conflict (call_id) do update set sip_call_ids = excluded.sip_call_ids, form = excluded.form, state = excluded.state,
      unheard_since = null
      where kept_calls.engine_id = excluded.engine_id`.execute(db)
}

/** Forgets calls that the engine runs: they are over. */
export async function removeKeptCalls(db: Db, engineId: string, callIds: readonly string[]): Promise<void> {
  await sql`delete from kept_calls where engine_id = ${engineId}::uuid and call_id = any(${callIds}::text[])`.execute(
    db,
  )
}

/** Forgets calls that are over, of engines that have stopped or are silent: those that live have a better word on their calls. */
export async function forgetKeptCalls(db: Db, callIds: readonly string[]): Promise<void> {
  await sql`
    delete from kept_calls c where call_id = any(${callIds}::text[]) and not exists (select from engines e
      where e.id = c.engine_id and e.ended_at is null and e.heartbeat_at > now_ms() - ${sql.lit(ENGINE_SILENCE_MS)})
  `.execute(db)
}

/** @returns those of the engine's stored calls that another one runs by now, or has ended, and the time of the database, epoch ms */
export async function takenOverCalls(
  db: Db,
  engineId: string,
  callIds: readonly string[],
): Promise<{ now: number; taken: string[] }> {
  const { rows } = await sql<{ now: number; taken: string[] }>`
    select now_ms() as now, array(select stored from unnest(${callIds}::text[]) as stored
      where not exists (select from kept_calls where call_id = stored and engine_id = ${engineId}::uuid)) as taken`.execute(
    db,
  )
  return rows[0] ?? { now: 0, taken: [] }
}

export interface ClaimedCalls {
  /** Time of the database, epoch ms. */
  readonly now: number
  readonly calls: (KeptCallRow & { readonly unheardSince: number })[]
}

/**
 * Calls of those forms whose engine has stopped or is silent are that engine's from now on, and no other gets them. What it has
 * already and does not run is given to it again.
 *
 * @param which `running`: calls that it runs, or has just ended; `deadline`: after which nothing is claimed, epoch ms by the clock of
 *   the database: where that stood still every engine looks dead when it goes on, whoever asks, too
 */
export async function claimKeptCalls(
  db: Db,
  engineId: string,
  { forms, running, deadline }: { forms: readonly number[]; running: readonly string[]; deadline: number },
): Promise<ClaimedCalls> {
  const silence = sql.lit(ENGINE_SILENCE_MS)
  // A row that another claim changed since this one's snapshot is judged again when it is locked, and then an outer join finds no
  // engine for whom it has by now. So what was seen is kept, and the lock is on what has still the engine that was seen.
  const { rows } = await sql<{ now: number; calls: ClaimedCalls['calls'] | null }>`
    with seen as materialized (
      select c.call_id, c.engine_id, coalesce(c.unheard_since, e.heartbeat_at, now_ms()) as unheard_since
      from kept_calls c left join engines e on e.id = c.engine_id
      where c.form = any(${forms}::int[]) and now_ms() < ${deadline}::bigint
        and exists (select from engines own where own.id = ${engineId}::uuid and own.heartbeat_at > now_ms() - ${silence})
        and case when c.engine_id = ${engineId}::uuid then c.call_id <> all(${running}::text[])
          else e.id is null or e.ended_at is not null or e.heartbeat_at <= now_ms() - ${silence} end),
    theirs as (
      select seen.call_id, seen.unheard_since
      from seen join kept_calls c on c.call_id = seen.call_id and c.engine_id = seen.engine_id
      for update of c skip locked),
    mine as (
      update kept_calls k set engine_id = ${engineId}::uuid, unheard_since = theirs.unheard_since
      from theirs where k.call_id = theirs.call_id
      returning k.*)
    select now_ms() as now, (select jsonb_agg(jsonb_build_object('callId', call_id, 'operatorId', operator_id,
      'sipCallIds', sip_call_ids, 'form', form, 'state', state, 'unheardSince', unheard_since)) from mine) as calls
  `.execute(db)
  return { now: rows[0]?.now ?? 0, calls: rows[0]?.calls ?? [] }
}

/** Channel on which an engine asks for a call that another one runs. */
export const wantedChannel = 'call_wanted'

export interface CallWanted {
  readonly callId: string
  /** Who asks. */
  readonly engineId: string
}

/** Reads the payload of a notification. */
export function parseCallWanted(payload: string): CallWanted {
  const [callId = '', engineId = ''] = payload.split(' ')
  return { callId, engineId }
}

/**
 * Asks whoever runs the call with that dialog to hand it over to the engine, if the device is one of the two in it: a Call-ID that
 * somebody has heard of moves nobody's call.
 *
 * @returns whether another engine runs one in a form that the engine reads
 */
export async function askForCall(
  db: Db,
  engineId: string,
  { sipCallId, deviceId, forms }: { sipCallId: string; deviceId: string; forms: readonly number[] },
): Promise<boolean> {
  const { rows } = await sql`
    select pg_notify(${wantedChannel}, call_id || ' ' || ${engineId}) from kept_calls
    where sip_call_ids @> array[${sipCallId}]::text[] and engine_id <> ${engineId}::uuid and form = any(${forms}::int[])
      and ${deviceId} in (state->'caller'->'device'->>'id', state->'callee'->'phone'->>'id')
  `.execute(db)
  return rows.length > 0
}

/** Makes a call of the engine that of another one. @returns whether it was the engine's */
export async function giveCall(
  db: Db,
  engineId: string,
  { callId, to }: { callId: string; to: string },
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update kept_calls set engine_id = ${to}::uuid, unheard_since = null
    where call_id = ${callId} and engine_id = ${engineId}::uuid`.execute(db)
  return numAffectedRows > 0n
}

/** Whether a dialog with this Call-ID is that of a kept call. */
export async function knowsKeptCall(db: Db, sipCallId: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from kept_calls where sip_call_ids @> array[${sipCallId}]::text[] limit 1`.execute(db)
  return rows.length > 0
}

/** Which of these calls are kept, whoever runs them. */
export async function keptCallsAmong(db: Db, callIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ callId: string }>`
    select call_id from kept_calls where call_id = any(${callIds}::text[])`.execute(db)
  return new Set(rows.map(({ callId }) => callId))
}
