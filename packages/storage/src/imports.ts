/** Imports: the file that was sent, how far it has come, what is wrong in its lines. What the lines become is written by `number-import.ts`, `devices.ts` and `hunt-members.ts`. */
import { sql } from 'kysely'
import type pg from 'pg'
import { type Refusal, refuse } from './errors.ts'
import { newId } from './id.ts'
import { type Page, type PageRequest, rowsToRead, toPage } from './page.ts'
import type { ImportAuthorRole, ImportKind } from './schema/bulk.ts'
import type { Db, Import, ImportFault } from './schema.ts'
import type { SecretBox } from './secrets.ts'

export interface NewImport {
  siteId: string
  /** Numbers when left out. */
  kind?: ImportKind | undefined
  mode: Import['mode']
  dryRun: boolean
  fileName: string
  file: Buffer
  /** Who sent it, in what role; the provider when left out. */
  byName: string
  byRole?: ImportAuthorRole | undefined
}

/** One thing wrong in one line. */
export type LineFault = Pick<ImportFault, 'line' | 'field' | 'value' | 'message'>

/** How far an import has come. */
export type ImportProgress = Partial<Pick<Import, 'total' | 'checked' | 'imported' | 'unchanged' | 'failed'>>

/** Faults that are kept; what is beyond them is counted only. */
export const mostFaults = 10_000

const columns = [
  ...([
    'id',
    'operatorId',
    'siteId',
    'kind',
    'mode',
    'dryRun',
    'fileName',
    'state',
    'total',
    'checked',
  ] as const),
  ...(['imported', 'unchanged', 'failed', 'reason', 'byName', 'byRole', 'createdAt'] as const),
  ...(['startedAt', 'seenAt', 'endedAt'] as const),
] as const

/**
 * Keeps a file that waits to be imported, sealed: it may hold passwords. The caller adds the job in the same
 * transaction.
 */
export async function createImport(
  db: Db,
  secrets: SecretBox,
  { file, ...input }: NewImport,
): Promise<Import | Refusal> {
  const site = await db
    .selectFrom('sites')
    .select('operatorId')
    .where('id', '=', input.siteId)
    .executeTakeFirst()
  if (!site) return refuse('not-found', 'no such site')
  return db
    .insertInto('imports')
    .values({
      ...input,
      sealedFile: secrets.sealBytes(file),
      id: newId(),
      operatorId: site.operatorId,
      state: 'waiting',
      createdAt: Date.now(),
    })
    .returning(columns)
    .executeTakeFirstOrThrow()
}

export async function findImport(db: Db, id: string): Promise<Import | undefined> {
  return db.selectFrom('imports').select(columns).where('id', '=', id).executeTakeFirst()
}

/** Of a site, newest first. */
export async function listImports(
  db: Db,
  siteId: string,
  page: PageRequest & { kind?: ImportKind | undefined } = {},
): Promise<Page<Import>> {
  let query = db.selectFrom('imports').select(columns).where('siteId', '=', siteId)
  if (page.kind) query = query.where('kind', '=', page.kind)
  if (page.after) query = query.where('id', '<', page.after)
  const rows = await query.orderBy('id', 'desc').limit(rowsToRead(page)).execute()
  return toPage(rows, page, (row) => row.id)
}

/** What is wrong, line by line. @param page.after `line/position` of the last one of the page before */
export async function listImportFaults(
  db: Db,
  importId: string,
  page: PageRequest = {},
): Promise<Page<ImportFault>> {
  let query = db.selectFrom('importFaults').selectAll().where('importId', '=', importId)
  if (page.after) {
    const [line, position] = page.after.split('/').map(Number)
    query = query.where(sql<boolean>`(line, position) > (${line}::int, ${position}::int)`)
  }
  const rows = await query.orderBy('line').orderBy('position').limit(rowsToRead(page)).execute()
  return toPage(rows, page, (row) => `${row.line}/${row.position}`)
}

/**
 * Takes up an import that waits, or that a server began and did not end.
 *
 * @returns the import with its file; undefined when it has ended
 */
export async function takeUpImport(
  db: Db,
  secrets: SecretBox,
  id: string,
): Promise<{ taken: Import; file: Buffer } | undefined> {
  const row = await db
    .updateTable('imports')
    .set((of) => ({
      state: 'running',
      seenAt: Date.now(),
      startedAt: of.fn.coalesce('startedAt', of.val(Date.now())),
    }))
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .returning([...columns, 'file', 'sealedFile'])
    .executeTakeFirst()
  if (!row) return
  const { file, sealedFile, ...taken } = row
  // A server of before kept it in clear.
  const opened = sealedFile ? secrets.openBytes(sealedFile) : file
  return opened ? { taken, file: opened } : undefined
}

/**
 * Writes how far an import has come, with new faults.
 *
 * @returns false when it was cancelled: go no further
 */
export async function noteImportProgress(
  db: Db,
  { id, operatorId, siteId }: Pick<Import, 'id' | 'operatorId' | 'siteId'>,
  progress: ImportProgress,
  faults: readonly LineFault[] = [],
): Promise<boolean> {
  const noted = await db
    .updateTable('imports')
    .set({ ...progress, seenAt: Date.now() })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirstOrThrow()
  if (noted.numUpdatedRows === 0n) return false
  const rows = faults.map((fault, position) => ({
    ...fault,
    position,
    // The database keeps every character but this one.
    value: fault.value.replaceAll('\0', '\ufffd'),
  }))
  if (rows.length > 0)
    await sql`insert into import_faults (import_id, operator_id, site_id, line, position, field, value, message)
      select ${id}::uuid, ${operatorId}::uuid, ${siteId}::uuid, * from json_to_recordset(${JSON.stringify(rows)}::json)
        as f(line int, position int, field text, value text, message text)
      on conflict do nothing`.execute(db)
  return true
}

/** Ends an import that runs; its file goes. @returns false when it ran no more: it was cancelled */
export async function endImport(
  db: Db,
  id: string,
  state: 'done' | 'failed',
  reason: string | null,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('imports')
    .set({ state, reason, endedAt: Date.now(), file: null, sealedFile: null })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Cancels what has not ended; what a best effort has written by then stays. */
export async function cancelImport(db: Db, id: string): Promise<Import | Refusal> {
  const cancelled = await db
    .updateTable('imports')
    .set({ state: 'cancelled', endedAt: Date.now(), file: null, sealedFile: null })
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .returning(columns)
    .executeTakeFirst()
  if (cancelled) return cancelled
  const known = await findImport(db, id)
  return known
    ? refuse('wrong-state', `the import has ended: it is ${known.state}`)
    : refuse('not-found', 'no such import')
}

/** Runs `work` unless somebody else is at this import: the lock goes with the process that holds it. */
export async function aloneAtImport(pool: pg.Pool, id: string, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect()
  try {
    const key = [`import ${id}`]
    const { rows } = await client.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as got', key)
    if (!rows[0].got) return
    try {
      await work()
    } finally {
      await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', key)
    }
  } finally {
    client.release()
  }
}

/** Imports of which nothing was heard since `since` (ms since the epoch): their server is gone. */
export async function forsakenImports(db: Db, since: number): Promise<string[]> {
  const rows = await db
    .selectFrom('imports')
    .select('id')
    .where('state', 'in', ['waiting', 'running'])
    .where((of) =>
      of.or([of('seenAt', '<', since), of.and([of('seenAt', 'is', null), of('createdAt', '<', since)])]),
    )
    .execute()
  return rows.map(({ id }) => id)
}
