/**
 * The phone of a page: a device of a number that lives as long as the session that opened it. Its password is made at
 * every opening, so that what an older page knows is worth nothing.
 */
import { createDevice } from './devices.ts'
import { isRefusal, type Refusal, refuse } from './errors.ts'
import type { Db, Device } from './schema.ts'
import { digestSecrets } from './secrets.ts'

export interface BrowserPhoneOpening {
  /** Token of the session whose end is the phone's. */
  sessionToken: string
  numberId: string
  name: string
  /** Used when the session has no phone on the number yet. */
  username: string
  password: string
}

/** Opens the phone of a session on an ordinary number: the one that it has, with another password, or a new one. */
export async function openBrowserPhone(db: Db, opening: BrowserPhoneOpening): Promise<Device | Refusal> {
  const { sessionToken, numberId, name, username, password } = opening
  const session = await db
    .selectFrom('userSessions')
    .select('id')
    .where('token', '=', sessionToken)
    .where('expiresAt', '>', Date.now())
    .executeTakeFirst()
  if (!session) return refuse('not-found', 'the session has ended')
  const known = await findPhone(db, session.id, numberId)
  if (!known) {
    const made = await createDevice(db, { numberId, name, username, password, sessionId: session.id })
    if (!isRefusal(made) || made.code !== 'username-taken') return made
  }
  // Another page of the session was faster.
  const phone = known ?? (await findPhone(db, session.id, numberId))
  if (!phone) return refuse('not-found', 'the phone has just ended')
  const device = await db
    .updateTable('devices')
    .set((row) => ({
      ...digestSecrets(phone.username, phone.realm, password),
      version: row('version', '+', 1),
    }))
    .where('id', '=', phone.id)
    .returningAll()
    .executeTakeFirst()
  return device ?? refuse('not-found', 'the phone has just ended')
}

const findPhone = (db: Db, sessionId: string, numberId: string) =>
  db
    .selectFrom('devices')
    .select(['id', 'username', 'realm'])
    .where('sessionId', '=', sessionId)
    .where('numberId', '=', numberId)
    .executeTakeFirst()
