/**
 * Databases for tests on a PostgreSQL that somebody else runs (`DATABASE_URL`): each test has one of its own there, which
 * goes when the test does. Its user needs CREATEDB and CREATEROLE.
 */
import pg from 'pg'
import { connectDatabase } from '../src/database.ts'
import { newId } from '../src/id.ts'
import { templateKey } from './template-key.ts'

export interface ExternalDatabase {
  readonly url: string
  /** Ends its connections, and removes it. */
  drop(): Promise<void>
}

/** Makes a database on the server of a URL: empty, or a copy of a migrated one that is made once a version and kept. */
export async function makeExternalDatabase(
  url: string,
  { migrated = false }: { migrated?: boolean } = {},
): Promise<ExternalDatabase> {
  const name = `mainline_test_${newId().replaceAll('-', '')}`
  await administer(url, async (client) => {
    const template = migrated ? ` template ${await migratedTemplate(client, url)}` : ''
    await client.query(`create database ${name}${template}`)
  })
  return {
    url: onDatabase(url, name),
    drop: () =>
      administer(url, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`)
      }),
  }
}

/** Any number will do: test files that start together make the template in turn, and copy it in turn. */
const templateLock = 5_060_002

async function migratedTemplate(client: pg.Client, url: string): Promise<string> {
  const name = `mainline_test_template_${await templateKey()}`
  // Ends with the connection.
  await client.query(`select pg_advisory_lock(${templateLock})`)
  const known = await client.query('select from pg_database where datname = $1', [name])
  if (known.rowCount === 0) {
    const unfinished = `${name}_${process.pid}`
    await client.query(`create database ${unfinished}`)
    const database = await connectDatabase({ connectionString: onDatabase(url, unfinished) })
    await database.close()
    await client.query(`alter database ${unfinished} rename to ${name}`)
  }
  return name
}

async function administer(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function onDatabase(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}
