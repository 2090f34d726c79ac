/** C2: a trunk is known by its TLS client certificate, too. Rolling upgrades go on: what is old leaves the name alone. */
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table trunks add column certificate_name text').execute(db)
}
