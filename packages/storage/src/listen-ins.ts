/** Who listened to which call of a reception (supervision): each one is in the audit (N11). */
import { newId } from './id.ts'
import type { ListenIn } from './schema/reception.ts'
import type { Db } from './schema.ts'

/** Somebody is about to listen. */
export async function noteListenIn(db: Db, listenIn: Omit<ListenIn, 'id'>): Promise<void> {
  await db
    .insertInto('listenIns')
    .values({ id: newId(), ...listenIn })
    .execute()
}
