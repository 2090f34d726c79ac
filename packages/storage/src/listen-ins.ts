/** Who listened to which call of a reception (supervision): each one is in the audit (N11). */
import { newId } from './id.ts'
import type { ListenIn } from './schema/reception.ts'
import type { Db } from './schema.ts'

/** Somebody is about to listen. A number that was taken out of the stock at that moment is left out. @param db in no transaction */
export async function noteListenIn(db: Db, listenIn: Omit<ListenIn, 'id'>): Promise<void> {
  const note = (row: Omit<ListenIn, 'id'>) =>
    db
      .insertInto('listenIns')
      .values({ id: newId(), ...row })
      .execute()
  try {
    await note(listenIn)
  } catch (error) {
    if (!isWithoutNumber(error)) throw error
    await note({ ...listenIn, numberId: null })
  }
}

const isWithoutNumber = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'listen_ins_number_id_fkey'
