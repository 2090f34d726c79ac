/** Whether a PostgreSQL that somebody else runs can hold what is kept here: asked before anything is written to it. */
import pg from 'pg'
import { viewerRoles } from './migrations/row-security.ts'

/** `nulls not distinct` of unique constraints came with it. */
const oldestMajor = 15

/** Something that takes a connection and says nothing is no PostgreSQL, ms. */
const patienceMs = 10_000

/** @throws with what is unfit, and what to do; or when nothing answers */
export async function refuseUnfitServer(config: pg.ClientConfig): Promise<void> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: patienceMs })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<FoundServer>(found, [Object.values(viewerRoles)])
    const [row] = rows
    const wrong = row && whatIsUnfit(row)
    if (wrong) throw new Error(`the database cannot be used: ${wrong}`)
  } finally {
    await client.end()
  }
}

interface FoundServer {
  readonly version: number
  readonly encoding: string
  readonly database: string
  /** Roles of the API that what is there already gives no rights to, or that our user may not act as. */
  readonly withoutRights: readonly string[]
}

/**
 * Roles belong to the cluster and not to the database: `pg_dump` leaves them out, and with them goes what is granted to them.
 * Since PostgreSQL 16 whoever makes a role is a member that may grant it, and may act as it only when it is granted so.
 */
const found = `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
  current_database() as database,
  array(select name from unnest($1::text[]) name where to_regclass('organizations') is not null and not exists (
    select from pg_roles join pg_policies on rolname = any(roles) and schemaname = current_schema()
    where rolname = name and pg_has_role(pg_roles.oid,
      case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end))) as "withoutRights"`

export function whatIsUnfit({ version, encoding, database, withoutRights }: FoundServer): string | undefined {
  const major = Math.floor(version / 10_000)
  if (major < oldestMajor)
    return `its PostgreSQL is of version ${major}, and ${oldestMajor} is the oldest that can hold it. Name a newer one in DATABASE_URL.`
  if (encoding !== 'UTF8')
    return `${database} keeps text as ${encoding}, which has not every letter. Make one with encoding 'UTF8' template template0, and name it in DATABASE_URL.`
  if (withoutRights.length > 0)
    return `${database} has no rights for ${withoutRights.join(', ')}: it was restored before there were these roles, or they are not granted to its user. Restore it once more, as docs/configuration.md says (Backup and upgrade).`
  return undefined
}
