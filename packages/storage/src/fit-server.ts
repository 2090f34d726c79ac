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
  readonly user: string
  /** Roles of the API that what is there already gives no rights to. */
  readonly withoutRights: readonly string[]
  /** Roles of the API that our user may not act as, nor, at the first start, grant to itself. */
  readonly notGranted: readonly string[]
}

/**
 * Roles belong to the cluster and not to the database: `pg_dump` leaves them out, and with them goes what is granted to them.
 * Since PostgreSQL 16 whoever makes a role is a member that may grant it, and may act as it only when it is granted so.
 */
const found = `
  with server as (
    select current_setting('server_version_num')::int as version, to_regclass('organizations') is not null as is_used),
  roles as (
    select name, is_used,
      exists (select from pg_policies where name = any(roles) and schemaname = current_schema()) as has_rights,
      case when oid is null then false
        when version >= 160000 then pg_has_role(oid, 'SET') else pg_has_role(oid, 'MEMBER') end as is_granted,
      case when oid is null then true
        when version >= 160000 then pg_has_role(oid, 'MEMBER WITH ADMIN OPTION')
        else (select rolcreaterole from pg_roles where rolname = current_user) end as can_be_granted
    from server cross join unnest($1::text[]) name left join pg_roles on rolname = name)
  select version, current_setting('server_encoding') as encoding, current_database() as database, current_user as user,
    array(select name from roles where is_used and not has_rights) as "withoutRights",
    array(select name from roles where not is_granted and (is_used and has_rights or not is_used and not can_be_granted))
      as "notGranted"
  from server`

export function whatIsUnfit(server: FoundServer): string | undefined {
  const { version, encoding, database, user, withoutRights, notGranted } = server
  const major = Math.floor(version / 10_000)
  if (major < oldestMajor)
    return `its PostgreSQL is of version ${major}, and ${oldestMajor} is the oldest that can hold it. Name a newer one in DATABASE_URL.`
  if (encoding !== 'UTF8')
    return `${database} keeps text as ${encoding}, which has not every letter. Make one with encoding 'UTF8' template template0, and name it in DATABASE_URL.`
  if (withoutRights.length > 0)
    return `${database} has no rights for ${withoutRights.join(', ')}: it was restored before there were these roles. Restore it once more, as docs/configuration.md says (Backup and upgrade).`
  if (notGranted.length > 0)
    return `its user ${user} may not act as ${notGranted.join(', ')}. As whoever made the roles, or a superuser: grant ${notGranted.join(', ')} to "${user}".`
  return undefined
}
