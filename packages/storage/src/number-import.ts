/**
 * Numbers by the thousand: what a site has of extensions, organizations and main numbers is read once, each portion of
 * lines is held against the stock by one statement and written by one or two (N1–N3, N8).
 */
import { sql } from 'kysely'
import { newId } from './id.ts'
import type { Db, PhoneNumber, Site, Tx } from './schema.ts'

/** A number as a line of a file has it. */
export interface NumberToImport {
  e164: string
  extension: string | null
  label: string
  kind: PhoneNumber['kind']
  /** Allocates it (N3). */
  organizationId: string | null
  /** N10: handed out by people only, activated before others by the automatic journey. */
  special: boolean
}

/** What lines are held against, as it is when an import begins. */
export interface SiteStock {
  site: Pick<Site, 'id' | 'operatorId' | 'timeZone' | 'extensionFirst' | 'extensionLast' | 'callsOut'>
  extensions: Set<string>
  organizations: { id: string; name: string }[]
  /** Organizations that have a main number here. */
  withMain: Set<string>
}

/** Reads the stock of a site; undefined when there is no such site. */
export async function readSiteStock(db: Db, siteId: string): Promise<SiteStock | undefined> {
  const site = await db
    .selectFrom('sites')
    .select(['id', 'operatorId', 'timeZone', 'extensionFirst', 'extensionLast', 'callsOut'])
    .where('id', '=', siteId)
    .executeTakeFirst()
  if (!site) return
  const organizations = await db
    .selectFrom('organizations as o')
    .innerJoin('occupancies as l', 'l.organizationId', 'o.id')
    .select(['o.id', 'o.name'])
    .where('l.siteId', '=', siteId)
    .execute()
  const numbers = await db
    .selectFrom('numbers')
    .select(['extension', 'kind', 'organizationId'])
    .where('siteId', '=', siteId)
    .where((of) => of.or([of('extension', 'is not', null), of('kind', '=', 'main')]))
    .execute()
  return {
    site,
    organizations,
    extensions: new Set(numbers.flatMap(({ extension }) => extension ?? [])),
    withMain: new Set(
      numbers.flatMap(({ kind, organizationId }) => (kind === 'main' ? (organizationId ?? []) : [])),
    ),
  }
}

/** Those of the numbers that are on the platform already. */
export async function findKnownNumbers(
  db: Db,
  e164: readonly string[],
): Promise<Map<string, NumberToImport & { siteId: string }>> {
  const rows = await db
    .selectFrom('numbers')
    .select(['e164', 'siteId', 'extension', 'label', 'kind', 'organizationId', 'special'])
    .where('e164', '=', sql<string>`any(${[...e164]}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.e164, row]))
}

/**
 * Writes numbers, allocated where they name an organization. Those that meanwhile exist, or whose extension is taken,
 * are left out.
 *
 * @returns the numbers that were written
 * @throws the violation of a constraint when two imports race for a main number (N8); the transaction is lost
 */
export async function importNumbers(
  tx: Tx,
  site: SiteStock['site'],
  numbers: readonly NumberToImport[],
): Promise<Set<string>> {
  const rows = numbers.map((number) => ({ ...number, id: newId() }))
  const now = Date.now()
  const written = await sql<{ e164: string }>`
    insert into numbers (id, operator_id, site_id, e164, extension, kind, state, label, special, created_at)
    select r.id, ${site.operatorId}::uuid, ${site.id}::uuid, r.e164, r.extension, r.kind, 'AVAILABLE', r.label, r.special, ${now}::bigint
      from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, e164 text, extension text, kind text, label text, special boolean)
    on conflict do nothing returning e164`.execute(tx)
  const made = new Set(written.rows.map(({ e164 }) => e164))
  const allocated = rows.filter(({ e164, organizationId }) => organizationId !== null && made.has(e164))
  if (allocated.length > 0)
    await sql`
      update numbers n set state = 'RESERVED', organization_id = r."organizationId", version = n.version + 1
        from json_to_recordset(${JSON.stringify(allocated)}::json) as r(id uuid, "organizationId" uuid)
        where n.id = r.id`.execute(tx)
  return made
}

/**
 * After many numbers at once: the planner learns what there is now, the index of the search is put in order, and the
 * counts of the site are added up.
 */
export async function settleNumbers(db: Db, siteId: string): Promise<void> {
  await sql`select add_up_number_counts(${siteId}::uuid)`.execute(db)
  await sql`vacuum (analyze) number_counts`.execute(db)
  await sql`vacuum (analyze) numbers`.execute(db)
}

/** Keeps others from picking extensions of the site until the transaction ends. */
export async function lockExtensions(tx: Tx, siteId: string): Promise<void> {
  await tx.selectFrom('sites').select('id').where('id', '=', siteId).forNoKeyUpdate().execute()
}
