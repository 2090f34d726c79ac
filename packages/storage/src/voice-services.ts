/** Voice services: how many units of an organization may be in use at a site (N9). */
import { type Refusal as PbxRefusal, refuseQuantity } from '@mainline/pbx'
import { sql } from 'kysely'
import { type Refusal, refusalOf, refuse, staleOrMissing } from './errors.ts'
import { newId } from './id.ts'
import { findOrganization } from './organizations.ts'
import { type Page, type PageRequest, rowsToRead, toPage } from './page.ts'
import type { VoiceService } from './schema/life.ts'
import type { Db, PhoneNumber, Tx } from './schema.ts'
import { findSite } from './sites.ts'
import { inTransaction } from './transaction.ts'

export type VoiceServiceAnswer = VoiceService | Refusal<VoiceService> | PbxRefusal

export interface VoiceServiceWish {
  organizationId: string
  siteId: string
  quantity: number
  /** N12; left out while there is none. */
  version?: number | undefined
}

export interface VoiceServiceFilter extends PageRequest {
  operatorId?: string | undefined
  organizationId?: string | undefined
  siteId?: string | undefined
}

export async function findVoiceService(
  db: Db,
  organizationId: string,
  siteId: string,
): Promise<VoiceService | undefined> {
  return serviceOf(db, organizationId, siteId).executeTakeFirst()
}

/** With what is used of each. In order of creation. */
export async function listVoiceServices(
  db: Db,
  filter: VoiceServiceFilter = {},
): Promise<Page<VoiceService & { used: number }>> {
  let query = db
    .selectFrom('voiceServices')
    .selectAll()
    .select(sql<number>`voice_units_used(organization_id, site_id)`.as('used'))
    .orderBy('id')
    .limit(rowsToRead(filter))
  if (filter.after) query = query.where('id', '>', filter.after)
  if (filter.operatorId) query = query.where('operatorId', '=', filter.operatorId)
  if (filter.organizationId) query = query.where('organizationId', '=', filter.organizationId)
  if (filter.siteId) query = query.where('siteId', '=', filter.siteId)
  return toPage(await query.execute(), filter, (row) => row.id)
}

/** Makes or changes it; the journey that a first one starts is in `service-journeys.ts`. */
export async function setVoiceService(db: Db, wish: VoiceServiceWish): Promise<VoiceServiceAnswer> {
  try {
    return await inTransaction(db, async (tx) => (await insertService(tx, wish)) ?? changeService(tx, wish))
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    return refusal as Refusal<VoiceService> | PbxRefusal
  }
}

/** Units in use at the site: what is ACTIVE, or PENDING on its way to or from it. */
export async function unitsUsed(db: Db, organizationId: string, siteId: string): Promise<number> {
  const { rows } = await sql<{ used: number }>`
    select voice_units_used(${organizationId}::uuid, ${siteId}::uuid) as used`.execute(db)
  return rows[0]?.used ?? 0
}

/** The numbers that use units, in order of their digits. */
export async function numbersInUse(db: Db, organizationId: string, siteId: string): Promise<PhoneNumber[]> {
  return db
    .selectFrom('numbers')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('siteId', '=', siteId)
    .where('state', 'in', ['PENDING', 'ACTIVE'])
    .orderBy('e164')
    .execute()
}

/** Holds it until the end of the transaction: of two that want its last unit, the second waits and sees the first's. */
export async function lockVoiceService(
  tx: Tx,
  organizationId: string,
  siteId: string,
): Promise<VoiceService | undefined> {
  return serviceOf(tx, organizationId, siteId).forUpdate().executeTakeFirst()
}

/** Holds those of a site until the end of the transaction: until then nobody activates a number there. */
export async function lockServicesAt(tx: Tx, siteId: string): Promise<void> {
  await tx
    .selectFrom('voiceServices')
    .select('id')
    .where('siteId', '=', siteId)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Services at a site of which more is used than was bought, with the names of the organizations. */
export async function overdrawnServices(
  db: Db,
  siteId: string,
): Promise<(Pick<VoiceService, 'organizationId' | 'quantity'> & { used: number; name: string })[]> {
  const used = sql<number>`voice_units_used(v.organization_id, v.site_id)`
  return db
    .selectFrom('voiceServices as v')
    .innerJoin('organizations as o', 'o.id', 'v.organizationId')
    .select(['v.organizationId', 'v.quantity', 'o.name', used.as('used')])
    .where('v.siteId', '=', siteId)
    .where(used, '>', sql<number>`v.quantity`)
    .orderBy('v.id')
    .execute()
}

/** Down to what is used; a service of which nothing is used goes. It has to be locked. */
export async function lowerVoiceService(tx: Tx, { id, organizationId, siteId }: VoiceService): Promise<void> {
  const quantity = await unitsUsed(tx, organizationId, siteId)
  if (quantity === 0) await tx.deleteFrom('voiceServices').where('id', '=', id).execute()
  else
    await tx
      .updateTable('voiceServices')
      .set((of) => ({ quantity, version: of('version', '+', 1), changedAt: Date.now() }))
      .where('id', '=', id)
      .execute()
}

const serviceOf = (db: Db, organizationId: string, siteId: string) =>
  db
    .selectFrom('voiceServices')
    .selectAll()
    .where('organizationId', '=', organizationId)
    .where('siteId', '=', siteId)

/** @returns undefined when there is one already. @throws when the organization is not located at the site */
async function insertService(
  tx: Tx,
  wish: VoiceServiceWish,
): Promise<VoiceService | Refusal<VoiceService> | undefined> {
  const now = Date.now()
  const { organizationId, siteId, quantity } = wish
  const site = await findSite(tx, siteId)
  if (!site || !(await findOrganization(tx, organizationId)))
    return refuse('not-found', `no such ${site ? 'organization' : 'site'}`)
  const { operatorId } = site
  return tx
    .insertInto('voiceServices')
    .values({ id: newId(), operatorId, siteId, organizationId, quantity, createdAt: now, changedAt: now })
    .onConflict((known) => known.constraint('voice_services_key').doNothing())
    .returningAll()
    .executeTakeFirst()
}

async function changeService(tx: Tx, wish: VoiceServiceWish): Promise<VoiceServiceAnswer> {
  const { organizationId, siteId, quantity, version } = wish
  const service = await lockVoiceService(tx, organizationId, siteId)
  if (!service || service.version !== version) return staleOrMissing(service, 'voice service')
  const refused = refuseQuantity(quantity, await unitsUsed(tx, organizationId, siteId))
  if (refused) return refused
  return tx
    .updateTable('voiceServices')
    .set({ quantity, version: service.version + 1, changedAt: Date.now() })
    .where('id', '=', service.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}
