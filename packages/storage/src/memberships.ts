/** People and their memberships: who may act in which role, at which operator, organization and sites (product §4). */
import { type Selectable, sql } from 'kysely'
import { endTokensBeyond } from './api-tokens.ts'
import { updateDevice } from './devices.ts'
import { type Refusal, refuse, staleOrMissing } from './errors.ts'
import { newId } from './id.ts'
import { type Page, type PageRequest, rowsToRead, toPage } from './page.ts'
import { present } from './present.ts'
import type { MembershipTable, UserTable } from './schema/tenancy.ts'
import type { Db, Tx } from './schema.ts'
import { newDevicePassword } from './secrets.ts'

export type User = Selectable<UserTable>
type MembershipRow = Selectable<MembershipTable>

/** A membership with the person that has it. */
export interface Membership extends MembershipRow {
  email: string
  name: string
  twoFactorEnabled: boolean
  emailVerified: boolean
}

export type MembershipRole = MembershipTable['role']

/** Where a membership acts. */
export interface MembershipReach {
  role: MembershipRole
  operatorId: string | null
  organizationId: string | null
  siteIds: readonly string[] | null
}

export interface MembershipFilter extends PageRequest {
  operatorId?: string | undefined
  organizationId?: string | undefined
  role?: MembershipRole | undefined
  retired?: boolean | undefined
}

const adminRoles: readonly MembershipRole[] = ['provider-admin', 'operator-admin', 'occupier-admin']

interface NewUser {
  email: string
  name: string
  passwordHash: string
  /** Whether the address is known to be the person's own; true when left out. */
  emailVerified?: boolean
}

/** Makes a person with a password. The address must not be taken ({@link findUserByEmail}). */
export async function createUser(
  db: Db,
  { email, name, passwordHash, emailVerified = true }: NewUser,
): Promise<User> {
  const now = Date.now()
  const user = await db
    .insertInto('users')
    .values({ id: newId(), email: email.toLowerCase(), name, emailVerified, createdAt: now, updatedAt: now })
    .returningAll()
    .executeTakeFirstOrThrow()
  await setPassword(db, user.id, passwordHash)
  return user
}

/** Sets the password of a person that has none. */
export async function setPassword(db: Db, userId: string, passwordHash: string): Promise<void> {
  const now = Date.now()
  await db
    .insertInto('userCredentials')
    .values({
      id: newId(),
      userId,
      providerId: 'credential',
      accountId: userId,
      password: passwordHash,
      createdAt: now,
      updatedAt: now,
    })
    .execute()
}

export async function findUserByEmail(db: Db, email: string): Promise<User | undefined> {
  return db
    .selectFrom('users')
    .selectAll()
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .executeTakeFirst()
}

/** The hash of a person's password; undefined for who signs in by the identity provider only. */
export async function passwordHashOf(db: Db, userId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('userCredentials')
    .select('password')
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .executeTakeFirst()
  return row?.password ?? undefined
}

/** Gives a person a role. */
export async function createMembership(
  db: Db,
  userId: string,
  { role, operatorId, organizationId, siteIds }: MembershipReach,
): Promise<string> {
  const id = newId()
  await db
    .insertInto('memberships')
    .values({
      id,
      userId,
      role,
      operatorId,
      organizationId,
      siteIds: siteIds && JSON.stringify(siteIds),
      createdAt: Date.now(),
    })
    .execute()
  return id
}

const withPeople = (db: Db) =>
  db
    .selectFrom('memberships as m')
    .innerJoin('users as u', 'u.id', 'm.userId')
    .selectAll('m')
    .select(['u.email', 'u.name', 'u.twoFactorEnabled', 'u.emailVerified'])

export async function findMembership(db: Db, id: string): Promise<Membership | undefined> {
  return withPeople(db).where('m.id', '=', id).executeTakeFirst()
}

/** In order of creation. */
export async function listMemberships(db: Db, filter: MembershipFilter = {}): Promise<Page<Membership>> {
  let query = withPeople(db).orderBy('m.id').limit(rowsToRead(filter))
  if (filter.after) query = query.where('m.id', '>', filter.after)
  if (filter.operatorId) query = query.where('m.operatorId', '=', filter.operatorId)
  if (filter.organizationId) query = query.where('m.organizationId', '=', filter.organizationId)
  if (filter.role) query = query.where('m.role', '=', filter.role)
  if (filter.retired !== undefined) query = query.where('m.retiredAt', filter.retired ? 'is not' : 'is', null)
  return toPage(await query.execute(), filter, (row) => row.id)
}

/** What a person may act as, with the name of where. */
export async function membershipsOf(
  db: Db,
  userId: string,
): Promise<(MembershipRow & { placeName: string | null })[]> {
  return db
    .selectFrom('memberships as m')
    .leftJoin('organizations as o', (join) =>
      join.on('o.id', '=', sql<string>`coalesce(m.organization_id, m.operator_id)`),
    )
    .selectAll('m')
    .select('o.name as placeName')
    .where('m.userId', '=', userId)
    .where('m.retiredAt', 'is', null)
    .orderBy('m.id')
    .execute()
}

/** Whether the address is a user of this place already. */
export async function hasMembership(db: Db, email: string, reach: MembershipReach): Promise<boolean> {
  const found = await withPeople(db)
    .where(sql`lower(u.email)`, '=', email.toLowerCase())
    .where('m.operatorId', 'is not distinct from', reach.operatorId)
    .where('m.organizationId', 'is not distinct from', reach.organizationId)
    .where('m.retiredAt', 'is', null)
    .executeTakeFirst()
  return found !== undefined
}

/**
 * Waits for who is ending or narrowing the membership, and keeps others from it until the transaction ends.
 *
 * @returns whether it is, as far as it can be seen, still what it was
 */
export async function holdMembership(
  tx: Tx,
  id: string,
  was?: Pick<MembershipReach, 'role' | 'siteIds'>,
): Promise<boolean> {
  const found = await tx
    .selectFrom('memberships')
    .select(['role', 'siteIds', 'retiredAt'])
    .where('id', '=', id)
    .forShare()
    .executeTakeFirst()
  if (found?.retiredAt != null) return false
  if (!found || !was) return true
  const sites = (siteIds: readonly string[] | null) => JSON.stringify(siteIds?.toSorted() ?? null)
  return found.role === was.role && sites(found.siteIds) === sites(was.siteIds)
}

/** What is left out stays. */
export interface MembershipChanges {
  role?: MembershipRole | undefined
  siteIds?: readonly string[] | null | undefined
  title?: string | null | undefined
  absence?: string | null | undefined
  absentUntil?: number | null | undefined
}

/** Sets role, sites and what the directory says (N12: refused when the version is stale). */
export async function updateMembership(
  db: Db,
  id: string,
  version: number,
  { siteIds, ...plain }: MembershipChanges,
): Promise<Membership | Refusal<Membership>> {
  const { numUpdatedRows } = await db
    .updateTable('memberships')
    .set({
      version: version + 1,
      ...present(plain),
      ...(siteIds !== undefined && { siteIds: siteIds && JSON.stringify(siteIds) }),
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('retiredAt', 'is', null)
    .executeTakeFirst()
  return changedMembership(db, id, numUpdatedRows > 0n)
}

/** Notes that an administrator was given a link to a new password of the person (N11: who, and when). */
export async function notePasswordLink(db: Db, id: string): Promise<void> {
  await db.updateTable('memberships').set({ passwordLinkAt: Date.now() }).where('id', '=', id).execute()
}

/**
 * Ends a membership: it lets nobody in from now on, nor do the tokens that it made; the organization's numbers are nobody's again (N4),
 * and their devices of which the person was shown the password get another. Within a transaction.
 */
export async function retireMembership(
  db: Db,
  id: string,
  version: number,
): Promise<Membership | Refusal<Membership>> {
  const { numUpdatedRows } = await db
    .updateTable('memberships')
    .set({ version: version + 1, retiredAt: Date.now() })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('retiredAt', 'is', null)
    .executeTakeFirst()
  const answer = await changedMembership(db, id, numUpdatedRows > 0n)
  if (!('code' in answer)) {
    await endTokensBeyond(db, id, { roles: [], siteIds: null })
    await lockDevices(db, answer)
    await takeNumbersBack(db, answer)
  }
  return answer
}

/** Nobody knows the new passwords: whoever looks after the devices gives them others. */
async function lockDevices(db: Db, { id, userId }: Membership): Promise<void> {
  const devices = await db
    .selectFrom('devices as d')
    .innerJoin('numbers as n', 'n.id', 'd.numberId')
    .select(['d.id', 'd.version'])
    .where('d.shownTo', '=', id)
    .where('n.assignedTo', '=', userId)
    .orderBy('d.id')
    // Whoever changes one at this moment has done so.
    .forUpdate('d')
    .execute()
  for (const { id: deviceId, version } of devices)
    await updateDevice(db, deviceId, version, { password: newDevicePassword(), shownTo: null })
}

async function takeNumbersBack(db: Db, { userId, organizationId }: Membership): Promise<void> {
  if (organizationId === null) return
  await db
    .updateTable('numbers')
    .set(({ eb }) => ({ assignedTo: null, version: eb('version', '+', 1) }))
    .where('assignedTo', '=', userId)
    .where('organizationId', '=', organizationId)
    .execute()
}

async function changedMembership(
  db: Db,
  id: string,
  changed: boolean,
): Promise<Membership | Refusal<Membership>> {
  const current = await findMembership(db, id)
  if (changed && current) return current
  return current?.retiredAt ? refuse('wrong-state', 'the user is retired') : staleOrMissing(current, 'user')
}

/**
 * Whether nobody else administers the place of this membership. Locks its administrators until the end of the
 * transaction, so that two of them do not leave at once.
 */
export async function isLastAdmin(db: Db, membership: MembershipRow): Promise<boolean> {
  if (!adminRoles.includes(membership.role) || membership.retiredAt !== null) return false
  const admins = await db
    .selectFrom('memberships')
    .select('id')
    .where('role', '=', membership.role)
    .where('operatorId', 'is not distinct from', membership.operatorId)
    .where('organizationId', 'is not distinct from', membership.organizationId)
    .where('retiredAt', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  return admins.every(({ id }) => id === membership.id)
}

export async function findUser(db: Db, id: string): Promise<User | undefined> {
  return db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
}
