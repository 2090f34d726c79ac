/** Dated changes of call settings (product §6.5). What may be saved is judged by pbx, under the lock of the settings. */
import type { DatedChange, OpeningHours, Refusal as PbxRefusal, Route } from '@mainline/pbx'
import { type Refusal, refuse, staleOrMissing } from './errors.ts'
import { newId } from './id.ts'
import type { DatedChangeRow } from './schema/settings.ts'
import type { Db, Tx } from './schema.ts'
import { inTransaction } from './transaction.ts'

export interface DatedChangeInput {
  name: string
  /** `YYYY-MM-DDTHH:MM`, local to the site; `until` exclusive. */
  from: string
  until: string
  /** null: as the settings have it. */
  inHours: Route | null
  outOfHours: Route | null
  hours: OpeningHours | null
  changedBy: string
}

/** Says why a change cannot stand beside the others of its number. */
export type JudgeChange = (others: readonly DatedChange[]) => PbxRefusal | undefined

/** In order of their beginning. */
export async function listDatedChanges(db: Db, numberId: string): Promise<DatedChangeRow[]> {
  return db
    .selectFrom('datedChanges')
    .selectAll()
    .where('numberId', '=', numberId)
    .orderBy('startsAt')
    .orderBy('id')
    .execute()
}

export async function findDatedChange(db: Db, id: string): Promise<DatedChangeRow | undefined> {
  return db.selectFrom('datedChanges').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Refused for a number without call settings, and as `judge` says. */
export async function createDatedChange(
  db: Db,
  numberId: string,
  input: DatedChangeInput,
  judge: JudgeChange,
): Promise<DatedChangeRow | Refusal | PbxRefusal> {
  return inTransaction(db, async (tx) => {
    const settings = await lockSettings(tx, numberId)
    if (!settings) return refuse('not-found', 'the number has no call settings')
    const refusal = judge(await changesOf(tx, numberId))
    if (refusal) return refusal
    return tx
      .insertInto('datedChanges')
      .values({ id: newId(), numberId, ...settings, ...columns(input) })
      .returningAll()
      .executeTakeFirstOrThrow()
  })
}

/** Replaces a change (N12). `judge` is given it among the others. */
export async function updateDatedChange(
  db: Db,
  id: string,
  version: number,
  input: DatedChangeInput,
  judge: JudgeChange,
): Promise<DatedChangeRow | Refusal<DatedChangeRow> | PbxRefusal> {
  return inTransaction(db, async (tx) => {
    const known = await findDatedChange(tx, id)
    if (!known) return staleOrMissing<DatedChangeRow>(undefined, 'dated change')
    await lockSettings(tx, known.numberId)
    const current = await findDatedChange(tx, id)
    if (!current || current.version !== version) return staleOrMissing(current, 'dated change')
    const refusal = judge(await changesOf(tx, current.numberId))
    if (refusal) return refusal
    const changed = await tx
      .updateTable('datedChanges')
      .set({ ...columns(input), version: version + 1 })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirst()
    // Whoever takes one back does not wait for the settings.
    return changed ?? staleOrMissing<DatedChangeRow>(undefined, 'dated change')
  })
}

/** Takes a change back, whether it is ahead or holds already. */
export async function cancelDatedChange(
  db: Db,
  id: string,
  version: number,
): Promise<Refusal<DatedChangeRow> | undefined> {
  const gone = await db
    .deleteFrom('datedChanges')
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return gone.numDeletedRows > 0n ? undefined : staleOrMissing(await findDatedChange(db, id), 'dated change')
}

/** What `@mainline/pbx` reads. */
export function toPbxChange(
  row: Pick<DatedChangeRow, 'id' | 'name' | 'startsAt' | 'endsAt' | 'inHours' | 'outOfHours' | 'hours'>,
): DatedChange {
  return {
    id: row.id,
    name: row.name,
    from: row.startsAt,
    until: row.endsAt,
    inHours: row.inHours ?? undefined,
    outOfHours: row.outOfHours ?? undefined,
    hours: row.hours ?? undefined,
  }
}

const changesOf = async (tx: Tx, numberId: string): Promise<DatedChange[]> =>
  (await listDatedChanges(tx, numberId)).map(toPbxChange)

/** Two changes of one number are judged one after the other. */
const lockSettings = (tx: Tx, numberId: string) =>
  tx
    .selectFrom('callSettings')
    .select(['operatorId', 'siteId', 'organizationId'])
    .where('numberId', '=', numberId)
    .forUpdate()
    .executeTakeFirst()

const columns = ({ from, until, inHours, outOfHours, hours, ...rest }: DatedChangeInput) => ({
  ...rest,
  startsAt: from,
  endsAt: until,
  inHours: inHours && JSON.stringify(inHours),
  outOfHours: outOfHours && JSON.stringify(outOfHours),
  hours: hours && JSON.stringify(hours),
  changedAt: Date.now(),
})
