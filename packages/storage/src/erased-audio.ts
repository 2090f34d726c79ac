/**
 * Audio that nobody may hear any more: noted by triggers with the row that named it, so that each server finds what still lies
 * in its own folder, whichever of them deleted the row.
 */
import type { Db } from './schema.ts'

/** @param paths below a recordings folder @returns those of them whose message or greeting was deleted */
export async function erasedAmong(db: Db, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) return []
  const rows = await db
    .selectFrom('erasedAudio')
    .select('path')
    .where('path', 'in', [...paths])
    .execute()
  return rows.map(({ path }) => path)
}

/** @returns those of the mailboxes that are kept, retired ones too */
export async function mailboxesAmong(db: Db, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('mailboxes')
    .select('id')
    .where('id', 'in', [...ids])
    .execute()
  return rows.map(({ id }) => id)
}

/** @param before ms since the epoch: each server had its time to find what was erased earlier */
export async function forgetErasedAudio(db: Db, before: number): Promise<void> {
  await db.deleteFrom('erasedAudio').where('erasedAt', '<', before).execute()
}
