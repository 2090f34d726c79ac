/** By what the key of an installation is known: servers on one database have the same. Of no tenant. Rolling upgrades go on. */
import { type Kysely, sql } from 'kysely'

const table = `create table installation_key (
  one boolean primary key default true check (one),
  key_check text not null,
  since bigint not null)`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(table).execute(db)
}
