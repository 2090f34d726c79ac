/** Two operators with everything a request can name, so that each role has an own and a foreign one of each kind. */
import type { Principal, Role, TargetKind } from '@mainline/contract'
import {
  createNumbers,
  createOrganization,
  createSite,
  type Db,
  locateAtSite,
  newId,
  nominate,
} from '@mainline/storage'
import { activateNumber, createTenant, giveVoiceService, must, type Tenant } from '@mainline/storage/testing'
import { equip, leaveNotedMessage, type Things } from './things.ts'

/** Who walks, what is its own, and what lies outside of its scope: only kinds that differ from its own. */
export interface Walker {
  readonly label: string
  readonly principal: Principal
  readonly own: Things
  readonly outside: Readonly<Record<string, Partial<Things>>>
}

export interface World {
  readonly walkers: readonly Walker[]
  /** Everything of the other operator: none of it may show in an answer. */
  readonly foreign: Things
}

/** Builds it on a database that has one tenant. */
export async function buildWorld(db: Db, home: Tenant): Promise<World> {
  await db.updateTable('sites').set({ nomination: 'operator' }).where('id', '=', home.site.id).execute()
  const away = await createTenant(db, { first: '+442079470000' })
  const neighbours = await createNeighbours(db, home, '+442079480000')
  const elsewhere = await createElsewhere(db, home, '+442079490000')
  const landlord = await ofLandlord(db, home)

  const mine = await equip(db, home, home.main, home.ordinary[0])
  const personal = {
    ...mine,
    ...(await equip(db, home, home.ordinary[0], home.ordinary[0], mine.user)),
  }
  const colleague = await equip(db, home, home.ordinary[1], home.ordinary[1])
  const foreign = await equip(db, away, away.main, away.ordinary[0])
  const neighbour = await equip(db, neighbours, neighbours.main, neighbours.ordinary[0])
  const other = await equip(db, elsewhere, elsewhere.main, elsewhere.ordinary[0])
  const desk = { ...mine, ...landlord }

  const operator = { operatorId: home.operator.id }
  const occupier = { ...operator, organizationId: home.occupier.id }
  const without = <Kind extends TargetKind>(things: Things, ...kinds: Kind[]): Partial<Things> =>
    Object.fromEntries(Object.entries(things).filter(([kind]) => !(kinds as string[]).includes(kind)))
  const ofOperator = { foreign, tenants: { message: mine.message, 'message-note': mine['message-note'] } }
  // Colleagues at other sites are seen; what may be done about them is a matter of roles.
  const colleagues = ['membership', 'invitation'] as const
  const atOneSite = {
    ...ofOperator,
    'other site': without(other, 'operator', 'organization', ...colleagues),
  }
  const ofOccupier = { foreign, neighbour: without(neighbour, 'site', 'operator', 'trunk') }
  const ofPerson = {
    ...ofOccupier,
    colleague: only(colleague, 'number', 'device', 'message', 'message-note', 'greeting', 'call', 'user'),
  }
  const walker = (
    label: string,
    role: Role,
    scope: Partial<Principal>,
    own: Things,
    outside: Walker['outside'],
  ) => ({
    label,
    principal: { ...blank, ...scope, id: newId(), name: label, role },
    own,
    outside,
  })
  const walkers = [
    walker('provider-admin', 'provider-admin', {}, mine, {}),
    walker('operator-admin', 'operator-admin', operator, desk, ofOperator),
    walker('operator-user', 'operator-user', operator, desk, ofOperator),
    walker('receptionist', 'receptionist', operator, desk, ofOperator),
    walker('occupier-admin', 'occupier-admin', occupier, mine, ofOccupier),
    walker('occupier-user', 'occupier-user', { ...occupier, userId: mine.user }, personal, ofPerson),
    walker(
      'operator-admin of one site',
      'operator-admin',
      { ...operator, siteIds: [home.site.id] },
      desk,
      atOneSite,
    ),
    walker(
      'receptionist of one site',
      'receptionist',
      { ...operator, siteIds: [home.site.id] },
      desk,
      atOneSite,
    ),
  ]
  for (const { principal } of walkers) await giveMembership(db, principal)
  return { foreign, walkers }
}

/** Who walks is somebody: what is made is put down to the membership. */
async function giveMembership(db: Db, { id, role, name, ...reach }: Principal): Promise<void> {
  const { operatorId, organizationId, siteIds } = reach
  const [userId, createdAt] = [newId(), Date.now()]
  await db
    .insertInto('users')
    .values({ id: userId, email: `${userId}@walkers.example`, name, createdAt, updatedAt: createdAt })
    .execute()
  const place = { operatorId, organizationId, siteIds: siteIds && JSON.stringify(siteIds) }
  await db
    .insertInto('memberships')
    .values({ id, userId, role, ...place, createdAt })
    .execute()
}

const blank: Omit<Principal, 'id' | 'name' | 'role'> = {
  kind: 'user',
  operatorId: null,
  siteIds: null,
  organizationId: null,
  userId: null,
}

const only = (things: Things, ...kinds: TargetKind[]): Partial<Things> =>
  Object.fromEntries(kinds.map((kind) => [kind, things[kind]]))

/** Another occupier at the same site. */
async function createNeighbours(db: Db, home: Tenant, first: string): Promise<Tenant> {
  const occupier = await createOrganization(db, { name: 'Neighbour', operatorId: home.operator.id })
  return { ...home, occupier, ...(await numbersOf(db, home.site.id, occupier.id, first)) }
}

/** Another occupier at another site of the same operator. */
async function createElsewhere(db: Db, home: Tenant, first: string): Promise<Tenant> {
  const { id: _, version: _version, createdAt: _createdAt, ...like } = home.site
  const site = await createSite(db, { ...like, name: 'Elsewhere', domain: 'elsewhere.test' })
  const occupier = await createOrganization(db, { name: 'Elsewhere', operatorId: home.operator.id })
  return { ...home, site, occupier, ...(await numbersOf(db, site.id, occupier.id, first)) }
}

async function numbersOf(db: Db, siteId: string, organizationId: string, first: string) {
  await locateAtSite(db, organizationId, siteId)
  await giveVoiceService(db, organizationId, siteId)
  const [nominee, one, two] = must(await createNumbers(db, { siteId, first, count: 3 }))
  if (!(nominee && one && two)) throw new Error('no numbers')
  const ordinary = [
    await activateNumber(db, one, organizationId),
    await activateNumber(db, two, organizationId),
  ]
  const main = await activateNumber(db, must(await nominate(db, nominee.id, 1, 'main')), organizationId)
  return { main, ordinary }
}

/** A number that the operator uses itself, with a message and a note on it. */
async function ofLandlord(db: Db, { operator, site }: Tenant) {
  await locateAtSite(db, operator.id, site.id)
  await giveVoiceService(db, operator.id, site.id)
  const [number] = must(await createNumbers(db, { siteId: site.id, first: '+442079499999' }))
  if (!number) throw new Error('no number')
  const active = await activateNumber(db, number, operator.id)
  return leaveNotedMessage(db, active)
}
