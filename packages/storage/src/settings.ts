/** Settings of the installation: one JSON value a key. */
import type { Db } from './schema.ts'

/** @returns undefined when the key was never written */
export async function readSetting(db: Db, key: string): Promise<unknown> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst()
  return row?.value
}

export async function writeSetting(db: Db, key: string, value: unknown): Promise<void> {
  const json = JSON.stringify(value)
  await db
    .insertInto('settings')
    .values({ key, value: json })
    .onConflict((known) => known.column('key').doUpdateSet({ value: json }))
    .execute()
}
