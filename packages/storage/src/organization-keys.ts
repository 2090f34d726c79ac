/** The keys that audio is encrypted with: one an organization, sealed under the key of the installation. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from './schema.ts'
import type { SecretBox } from './secrets.ts'

/**
 * The key of an organization, made when it first needs one.
 *
 * @param db the whole database: no tenant reads keys
 * @returns 32 bytes as base64
 * @throws when it was sealed under another key of the installation, or there is no such organization
 */
export async function organizationKey(db: Db, secrets: SecretBox, organizationId: string): Promise<string> {
  const known = await findOrganizationKey(db, secrets, organizationId)
  if (known !== undefined) return known
  await db
    .insertInto('organizationKeys')
    .values({
      organizationId,
      sealedKey: secrets.seal(randomBytes(32).toString('base64')),
      createdAt: Date.now(),
    })
    .onConflict((made) => made.doNothing())
    .execute()
  return (await findOrganizationKey(db, secrets, organizationId)) ?? ''
}

/** @returns undefined when it has none, or none any more */
export async function findOrganizationKey(
  db: Db,
  secrets: SecretBox,
  organizationId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('organizationKeys')
    .select('sealedKey')
    .where('organizationId', '=', organizationId)
    .executeTakeFirst()
  return row && secrets.open(row.sealedKey)
}

/**
 * Destroys the keys of organizations that left and of which no mailbox is kept any more: whatever is left of their audio,
 * in backups too, is noise from then on.
 *
 * @returns the organizations
 */
export async function destroyKeys(db: Db): Promise<string[]> {
  const { rows } = await sql<{ organizationId: string }>`
    delete from organization_keys k using organizations o
    where o.id = k.organization_id and o.decommissioned_at is not null
      and not exists (select from mailboxes b where b.organization_id = k.organization_id)
    returning k.organization_id`.execute(db)
  return rows.map(({ organizationId }) => organizationId)
}
