/** What the lines of an import of devices or of hunt group members are held against. */
import { sql } from 'kysely'
import type { Db, Device, PhoneNumber } from './schema.ts'

/** A number that a line names. */
export type NamedNumber = Pick<PhoneNumber, 'id' | 'e164' | 'kind' | 'state' | 'organizationId'>

/** Those of the numbers that are at the site, by E.164. */
export async function namedNumbers(
  db: Db,
  siteId: string,
  e164: readonly string[],
): Promise<Map<string, NamedNumber>> {
  const rows = await db
    .selectFrom('numbers')
    .select(['id', 'e164', 'kind', 'state', 'organizationId'])
    .where('siteId', '=', siteId)
    .where('e164', '=', sql<string>`any(${[...e164]}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.e164, row]))
}

/** Devices of these numbers, and those of these usernames wherever they are: a username is unique on the platform. */
export async function namedDevices(
  db: Db,
  numberIds: readonly string[],
  usernames: readonly string[],
): Promise<Device[]> {
  return db
    .selectFrom('devices')
    .selectAll()
    .where('sessionId', 'is', null)
    .where((of) =>
      of.or([
        of('numberId', '=', sql<string>`any(${[...numberIds]}::uuid[])`),
        of('username', '=', sql<string>`any(${[...usernames]}::text[])`),
      ]),
    )
    .orderBy('id')
    .execute()
}
