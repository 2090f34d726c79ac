/**
 * The phone of a seat that lives in a page (C7): a device of a session at a site, without a number. Nobody can call it;
 * only the reception rings it. Its password is made at every opening.
 */
import { newId } from './id.ts'
import type { Db, Device } from './schema.ts'
import { digestSecrets } from './secrets.ts'

export interface SeatPhoneOpening {
  /** Token of the session whose end is the phone's. */
  sessionToken: string
  site: { readonly id: string; readonly operatorId: string; readonly domain: string }
  name: string
  /** It is no seat's: nothing rings it, it only listens to one. */
  listens?: boolean
  /** Used when the session has no phone at the site yet. */
  username: string
  password: string
}

/**
 * Opens the phone of a session at a site: the one that it has, with another password, or a new one.
 * @returns undefined when the session has ended
 */
export async function openSeatPhone(db: Db, opening: SeatPhoneOpening): Promise<Device | undefined> {
  const { sessionToken, site, name, password, listens = false } = opening
  const session = await db
    .selectFrom('userSessions')
    .select('id')
    .where('token', '=', sessionToken)
    .where('expiresAt', '>', Date.now())
    .executeTakeFirst()
  if (!session) return undefined
  const find = () => findSeatPhone(db, session.id, site.id, listens)
  const known = await find()
  if (known === undefined) {
    const made = await insert(db, opening, session.id)
    if (made) return made
  }
  const device = known ?? (await find())
  return (
    device &&
    db
      .updateTable('devices')
      .set((row) => ({
        name,
        ...digestSecrets(device.username, device.realm, password),
        version: row('version', '+', 1),
      }))
      .where('id', '=', device.id)
      .returningAll()
      .executeTakeFirst()
  )
}

const findSeatPhone = (db: Db, sessionId: string, siteId: string, listens: boolean) =>
  db
    .selectFrom('devices')
    .select(['id', 'username', 'realm'])
    .where('sessionId', '=', sessionId)
    .where('siteId', '=', siteId)
    .where('numberId', 'is', null)
    .where('listens', '=', listens)
    .executeTakeFirst()

/** @returns undefined when another page of the session was faster */
async function insert(db: Db, opening: SeatPhoneOpening, sessionId: string): Promise<Device | undefined> {
  const { site, name, username, password, listens = false } = opening
  return db
    .insertInto('devices')
    .values({
      id: newId(),
      operatorId: site.operatorId,
      siteId: site.id,
      organizationId: site.operatorId,
      numberId: null,
      name,
      username,
      realm: site.domain,
      ...digestSecrets(username, site.domain, password),
      sessionId,
      listens,
      createdAt: Date.now(),
    })
    .onConflict((taken) => taken.doNothing())
    .returningAll()
    .executeTakeFirst()
}
