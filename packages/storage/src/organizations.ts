/** Operators and occupiers, and at which sites they are located (N1). */
import { sql } from 'kysely'
import { type Refusal, refuse, staleOrMissing } from './errors.ts'
import { newId } from './id.ts'
import { readSearch } from './number-search.ts'
import { type Page, type PageRequest, rowsToRead, toPage } from './page.ts'
import type { Db, Organization } from './schema.ts'

export interface NewOrganization {
  name: string
  /** Left out for an operator, which is its own tenant root. */
  operatorId?: string | undefined
}

export interface OrganizationFilter extends PageRequest {
  operatorId?: string | undefined
  siteId?: string | undefined
  kind?: Organization['kind'] | undefined
  /** A piece of its name, in any case. */
  search?: string | undefined
}

/**
 * Creates an operator, or an occupier of one.
 *
 * @throws the violation of `organizations_one_name` when the operator has an occupier of that name: receptionists say it,
 *   and a decommission is confirmed by it (C7, N7)
 */
export async function createOrganization(db: Db, input: NewOrganization): Promise<Organization> {
  const id = newId()
  return db
    .insertInto('organizations')
    .values({
      id,
      operatorId: input.operatorId ?? id,
      kind: input.operatorId === undefined ? 'operator' : 'occupier',
      name: input.name,
      createdAt: Date.now(),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function findOrganization(db: Db, id: string): Promise<Organization | undefined> {
  return db.selectFrom('organizations').selectAll().where('id', '=', id).executeTakeFirst()
}

/** How many users and devices an organization has: without those who left, and without phones in browsers. */
export async function countOrganization(
  db: Db,
  id: string,
): Promise<{ readonly users: number; readonly devices: number }> {
  return db
    .selectNoFrom((of) => [
      of
        .selectFrom('memberships')
        .select((all) => all.fn.countAll<number>().as('count'))
        .where('organizationId', '=', id)
        .where('retiredAt', 'is', null)
        .$asScalar()
        .as('users'),
      of
        .selectFrom('devices')
        .select((all) => all.fn.countAll<number>().as('count'))
        .where('organizationId', '=', id)
        .where('sessionId', 'is', null)
        .$asScalar()
        .as('devices'),
    ])
    .$narrowType<{ users: number; devices: number }>()
    .executeTakeFirstOrThrow()
}

/** Whether it was decommissioned: on record only, and never again anybody's (N7). */
export const hasLeft = ({ decommissionedAt }: Pick<Organization, 'decommissionedAt'>): boolean =>
  decommissionedAt !== null

/** Organizations in order of creation, of one operator, site or kind when asked. */
export async function listOrganizations(
  db: Db,
  filter: OrganizationFilter = {},
): Promise<Page<Organization>> {
  let query = db.selectFrom('organizations').selectAll().orderBy('id').limit(rowsToRead(filter))
  if (filter.after) query = query.where('id', '>', filter.after)
  if (filter.operatorId) query = query.where('operatorId', '=', filter.operatorId)
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  const { search } = filter
  if (search) query = query.where(sql<string>`folded(name)`, 'like', readSearch(search).words)
  const siteId = filter.siteId
  if (siteId) {
    query = query.where('id', 'in', (located) =>
      located.selectFrom('occupancies').select('organizationId').where('siteId', '=', siteId),
    )
  }
  return toPage(await query.execute(), filter, (row) => row.id)
}

/** Renames (N12: refused when the version is stale). One that has left stays on record as it was (N7). */
export async function updateOrganization(
  db: Db,
  id: string,
  version: number,
  changes: { name: string },
): Promise<Organization | Refusal<Organization>> {
  const changed = await db
    .updateTable('organizations')
    .set({ name: changes.name, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('decommissionedAt', 'is', null)
    .returningAll()
    .executeTakeFirst()
  if (changed) return changed
  const current = await findOrganization(db, id)
  return current && hasLeft(current)
    ? refuse('wrong-state', `${current.name} has left`)
    : staleOrMissing(current, 'organization')
}

/** Locates an organization at a site of its operator; nothing happens when it is there already (N1). */
export async function locateAtSite(
  db: Db,
  organizationId: string,
  siteId: string,
): Promise<Refusal | undefined> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('occupancies')
    .columns(['organizationId', 'siteId', 'operatorId'])
    .expression((of) =>
      of
        .selectFrom('organizations as o')
        .innerJoin('sites as s', 's.operatorId', 'o.operatorId')
        .select(['o.id', 's.id', 'o.operatorId'])
        .where('o.id', '=', organizationId)
        .where('o.decommissionedAt', 'is', null)
        .where('s.id', '=', siteId)
        // The foreign key would wait for one that is leaving, and be content with what stays on record.
        .forKeyShare('o'),
    )
    .onConflict((known) => known.columns(['organizationId', 'siteId']).doUpdateSet({ siteId }))
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 0n
    ? refuse('not-found', 'no such organization and site of one operator')
    : undefined
}

/** The sites at which an organization is located. */
export async function sitesOf(db: Db, organizationId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('occupancies')
    .select('siteId')
    .where('organizationId', '=', organizationId)
    .orderBy('siteId')
    .execute()
  return rows.map((row) => row.siteId)
}

/** Whether all sites of an organization are among these, also those that the viewer does not see. */
export async function isLocatedWithin(
  db: Db,
  organizationId: string,
  siteIds: readonly string[],
): Promise<boolean> {
  const { rows } = await sql<{ within: boolean }>`
    select coalesce(sites_of_organization(${organizationId}::uuid) <@ ${siteIds}::uuid[], true) as within`.execute(
    db,
  )
  return rows[0]?.within ?? false
}
