/** Call settings of main numbers (M5–M8) with every version kept. Whether a route may be saved is pbx's to judge (M6). */
import type { OpeningHours, CallSettings as PbxCallSettings } from '@mainline/pbx'
import { type Refusal, refuse, staleOrMissing } from './errors.ts'
import { keepNumber } from './numbers.ts'
import type { CallSettings, Db, Routes, Tx } from './schema.ts'
import { inTransaction } from './transaction.ts'

export interface CallSettingsChange {
  routes: Routes
  /** null: the site's hours. */
  hoursOverride: OpeningHours | null
  voicemailEmails: string[]
  /** M13; as an attachment when left out. */
  emailAs?: CallSettings['emailAs'] | undefined
  /** Who changed it, for the history (N11). */
  changedBy: string
}

/** What `@mainline/pbx` reads. */
export function toPbxSettings(
  row: Pick<CallSettings, 'version' | 'routes' | 'hoursOverride'>,
): PbxCallSettings {
  return { version: row.version, ...row.routes, hours: row.hoursOverride ?? undefined }
}

export async function findCallSettings(db: Db, numberId: string): Promise<CallSettings | undefined> {
  return db.selectFrom('callSettings').selectAll().where('numberId', '=', numberId).executeTakeFirst()
}

/** Gives a main number its first settings (M7); keeps those that it has. */
export async function ensureCallSettings(
  db: Db,
  numberId: string,
  initial: CallSettingsChange,
): Promise<CallSettings | Refusal> {
  return inTransaction(db, async (tx) => {
    const known = await findCallSettings(tx, numberId)
    if (known) return known
    const number = await tx
      .selectFrom('numbers')
      .select(['operatorId', 'siteId', 'organizationId', 'kind'])
      .where('id', '=', numberId)
      .forUpdate()
      .executeTakeFirst()
    if (!number) return refuse('not-found', 'no such number')
    const { kind, organizationId, ...tenant } = number
    if (kind !== 'main' || organizationId === null)
      return refuse('wrong-state', 'only a main number of an organization has call settings')
    const version = 1 + (await lastVersion(tx, numberId))
    const settings = await tx
      .insertInto('callSettings')
      .values({ numberId, ...tenant, organizationId, version, ...columns(initial) })
      .onConflict((made) => made.column('numberId').doUpdateSet({ numberId }))
      .returningAll()
      .executeTakeFirstOrThrow()
    await keepVersion(tx, numberId)
    return settings
  })
}

/** Saves a new version (N12: refused when `version` is stale). */
export async function saveCallSettings(
  db: Db,
  numberId: string,
  version: number,
  change: CallSettingsChange,
): Promise<CallSettings | Refusal<CallSettings>> {
  return inTransaction(db, async (tx) => {
    await keepNumber(tx, numberId)
    const saved = await tx
      .updateTable('callSettings')
      .set({ ...columns(change), version: version + 1 })
      .where('numberId', '=', numberId)
      .where('version', '=', version)
      .returningAll()
      .executeTakeFirst()
    if (!saved) return staleOrMissing(await findCallSettings(tx, numberId), 'call settings')
    await keepVersion(tx, numberId)
    return saved
  })
}

/** Every version since the organization has the number, newest first. */
export async function callSettingsHistory(db: Db, numberId: string): Promise<CallSettings[]> {
  return db
    .selectFrom('callSettingsVersions as v')
    .innerJoin('numbers as n', (on) =>
      on.onRef('n.id', '=', 'v.numberId').onRef('n.organizationId', '=', 'v.organizationId'),
    )
    .selectAll('v')
    .where('v.numberId', '=', numberId)
    .orderBy('v.version', 'desc')
    .execute()
}

const columns = (change: CallSettingsChange) => ({
  routes: JSON.stringify(change.routes),
  hoursOverride: change.hoursOverride && JSON.stringify(change.hoursOverride),
  voicemailEmails: JSON.stringify(change.voicemailEmails),
  emailAs: change.emailAs ?? 'attachment',
  changedAt: Date.now(),
  changedBy: change.changedBy,
})

async function lastVersion(tx: Tx, numberId: string): Promise<number> {
  const { last } = await tx
    .selectFrom('callSettingsVersions')
    .select((of) => of.fn.max('version').as('last'))
    .where('numberId', '=', numberId)
    .executeTakeFirstOrThrow()
  return last ?? 0
}

async function keepVersion(tx: Tx, numberId: string): Promise<void> {
  await tx
    .insertInto('callSettingsVersions')
    .expression((of) => of.selectFrom('callSettings').selectAll().where('numberId', '=', numberId))
    .execute()
}
