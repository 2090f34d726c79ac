/** How a server that is new beside others asks for their key; a row lives for some seconds. Of no tenant. Rolling upgrades go on. */
import { type Kysely, sql } from 'kysely'

const table = `create table key_requests (
  id uuid primary key,
  public_key text not null,
  sealed_key text,
  requested_at bigint not null)`

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(table).execute(db)
}
