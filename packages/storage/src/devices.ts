/** SIP devices and their credentials: HA1 only, never a password (RFC 7616 §3.4.2). */
import { type Refusal, refusalOf, refuse, staleOrMissing } from './errors.ts'
import { newId } from './id.ts'
import { type Page, type PageRequest, rowsToRead, toPage } from './page.ts'
import type { Db, Device } from './schema.ts'
import { digestSecrets } from './secrets.ts'

export interface NewDevice {
  numberId: string
  name: string
  username: string
  /** Used to compute HA1 and then forgotten. */
  password: string
  /** Digest realm; the site's domain when left out. */
  realm?: string | undefined
  /** Whether its audio is secured with keys of the descriptions (RFC 4568). */
  srtp?: Device['srtp'] | undefined
  /** The membership of whoever is shown the password. */
  shownTo?: string | null | undefined
  /** The session that it lives and ends with: a page. */
  sessionId?: string | undefined
}

export interface DeviceFilter extends PageRequest {
  operatorId?: string | undefined
  siteId?: string | undefined
  organizationId?: string | undefined
  numberId?: string | undefined
}

/**
 * Adds a device to an ordinary number that has an organization. Refused for a main number (M1), and as `username-taken` also when the
 * session has a phone on the number already.
 */
export async function createDevice(db: Db, input: NewDevice): Promise<Device | Refusal> {
  const number = await db
    .selectFrom('numbers as n')
    .innerJoin('sites as s', 's.id', 'n.siteId')
    .select(['n.operatorId', 'n.siteId', 'n.organizationId', 'n.kind', 's.domain'])
    .where('n.id', '=', input.numberId)
    .executeTakeFirst()
  if (!number) return refuse('not-found', 'no such number')
  if (number.kind === 'main') return refuse('main-number', 'a main number has no devices')
  if (number.organizationId === null) return refuse('wrong-state', 'the number belongs to no organization')
  const realm = input.realm ?? number.domain
  const row = {
    id: newId(),
    operatorId: number.operatorId,
    siteId: number.siteId,
    organizationId: number.organizationId,
    numberId: input.numberId,
    name: input.name,
    username: input.username,
    realm,
    ...digestSecrets(input.username, realm, input.password),
    sessionId: input.sessionId ?? null,
    shownTo: input.shownTo ?? null,
    srtp: input.srtp ?? 'off',
    createdAt: Date.now(),
  }
  try {
    const device = await db
      .insertInto('devices')
      .values(row)
      .onConflict((taken) => taken.doNothing())
      .returningAll()
      .executeTakeFirst()
    return device ?? refuse('username-taken', 'the username is taken')
  } catch (error) {
    // Somebody was giving the number back.
    const refusal = refusalOf(error)
    if (!refusal) throw error
    return refusal as Refusal
  }
}

export async function findDevice(db: Db, id: string): Promise<Device | undefined> {
  return db.selectFrom('devices').selectAll().where('id', '=', id).executeTakeFirst()
}

/** For digest authentication: usernames are unique on the platform. */
export async function findDeviceByUsername(db: Db, username: string): Promise<Device | undefined> {
  return db.selectFrom('devices').selectAll().where('username', '=', username).executeTakeFirst()
}

/** The devices that registered last, at most `limit`. */
export async function devicesRegisteredLast(db: Db, limit: number): Promise<Device[]> {
  return db
    .selectFrom('devices as d')
    .innerJoin(
      (eb) =>
        eb
          .selectFrom('registrations')
          .select(({ fn }) => ['deviceId', fn.max('updatedAt').as('at')])
          .groupBy('deviceId')
          .as('r'),
      (join) => join.onRef('r.deviceId', '=', 'd.id'),
    )
    .selectAll('d')
    .orderBy('r.at', 'desc')
    .limit(limit)
    .execute()
}

/** Devices that somebody set up; pages come and go by themselves. */
export async function listDevices(db: Db, filter: DeviceFilter = {}): Promise<Page<Device>> {
  let query = db
    .selectFrom('devices')
    .selectAll()
    .where('sessionId', 'is', null)
    .orderBy('id')
    .limit(rowsToRead(filter))
  if (filter.after) query = query.where('id', '>', filter.after)
  if (filter.operatorId) query = query.where('operatorId', '=', filter.operatorId)
  if (filter.siteId) query = query.where('siteId', '=', filter.siteId)
  if (filter.organizationId) query = query.where('organizationId', '=', filter.organizationId)
  if (filter.numberId) query = query.where('numberId', '=', filter.numberId)
  return toPage(await query.execute(), filter, (row) => row.id)
}

/** Changes what is named of a device (N12: refused when the version is stale). */
export async function updateDevice(
  db: Db,
  id: string,
  version: number,
  changes: {
    name?: string | undefined
    password?: string | undefined
    /** With a password: the membership of whoever is shown it. */
    shownTo?: string | null | undefined
    srtp?: Device['srtp'] | undefined
  },
): Promise<Device | Refusal<Device>> {
  const current = await findDevice(db, id)
  if (!current || current.version !== version) return staleOrMissing(current, 'device')
  const changed = await db
    .updateTable('devices')
    .set({
      version: version + 1,
      ...(changes.name === undefined ? {} : { name: changes.name }),
      ...(changes.srtp === undefined ? {} : { srtp: changes.srtp }),
      ...(changes.password === undefined
        ? {}
        : {
            ...digestSecrets(current.username, current.realm, changes.password),
            shownTo: changes.shownTo ?? null,
          }),
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()
  return changed ?? staleOrMissing(await findDevice(db, id), 'device')
}

/**
 * The extension that each of these devices rings for, by device. What is gone, or is no device, is left out, and so are
 * numbers without one.
 *
 * @param targets as legs of a call have them
 */
export async function extensionsOfDevices(db: Db, targets: readonly string[]): Promise<Map<string, string>> {
  const ids = [...new Set(targets)].filter((target) =>
    /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(target),
  )
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('devices as d')
    .innerJoin('numbers as n', 'n.id', 'd.numberId')
    .select(['d.id', 'n.extension'])
    .where('d.id', 'in', ids)
    .execute()
  return new Map(rows.flatMap(({ id, extension }) => (extension === null ? [] : [[id, extension] as const])))
}

/** Removes a device with its registrations. */
export async function deleteDevice(
  db: Db,
  id: string,
  version: number,
): Promise<Refusal<Device> | undefined> {
  const gone = await db
    .deleteFrom('devices')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return gone.numDeletedRows > 0n ? undefined : staleOrMissing(await findDevice(db, id), 'device')
}
