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
    on conflict (call_id) do update set sip_call_ids = excluded.sip_call_ids, form = excluded.form, state = excluded.state
      where kept_calls.engine_id = excluded.engine_id`.execute(db)
}

/** Forgets calls that the engine runs: they are over. */
export async function removeKeptCalls(db: Db, engineId: string, callIds: readonly string[]): Promise<void> {
  await sql`delete from kept_calls where engine_id = ${engineId}::uuid and call_id = any(${callIds}::text[])`.execute(
    db,
  )
}

/** @returns those of the calls that another engine runs by now */
export async function takenOverCalls(
  db: Db,
  engineId: string,
  callIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ callId: string }>`
    select call_id from kept_calls where call_id = any(${callIds}::text[]) and engine_id <> ${engineId}::uuid`.execute(
    db,
  )
  return rows.map(({ callId }) => callId)
}

/** @returns calls whose engine has stopped or is silent; they are that engine's from now on, and no other gets them */
export async function claimKeptCalls(db: Db, engineId: string): Promise<KeptCallRow[]> {
  const { rows } = await sql<KeptCallRow>`
    update kept_calls k set engine_id = ${engineId}::uuid where call_id in (
      select call_id from kept_calls o where o.engine_id <> ${engineId}::uuid and not exists (
        select from engines e where e.id = o.engine_id and e.ended_at is null
          and e.heartbeat_at > now_ms() - ${sql.lit(ENGINE_SILENCE_MS)})
      for update skip locked)
    returning call_id, operator_id, sip_call_ids, form, state`.execute(db)
  return rows
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
