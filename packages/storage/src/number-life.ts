/** The life of a number (N2–N7): rules are judged by `@mainline/pbx`, races by row locks, and the database itself holds them. */
import {
  actOnNumber,
  isRefusal,
  type NumberAction,
  type NumberLife,
  type Refusal as PbxRefusal,
  refuseRemoval,
  unitsOf,
} from '@mainline/pbx'
import { sql } from 'kysely'
import { type Refusal, refuse, staleOrMissing } from './errors.ts'
import { findNumber, type NumberAnswer, refusedOr } from './numbers.ts'
import type { Db, NumberUpdate, PhoneNumber, Tx } from './schema.ts'
import { inTransaction } from './transaction.ts'
import { lockVoiceService, unitsUsed } from './voice-services.ts'

/** N2: main or not, only while AVAILABLE. */
export async function nominate(
  db: Db,
  id: string,
  version: number,
  kind: PhoneNumber['kind'],
): Promise<NumberAnswer> {
  return act(db, id, kind === 'main' ? 'nominate' : 'unnominate', { version })
}

/** N3: AVAILABLE → RESERVED. */
export async function allocate(
  db: Db,
  id: string,
  version: number,
  organizationId: string,
): Promise<NumberAnswer> {
  return act(db, id, 'allocate', { version, organizationId })
}

/** N4: RESERVED → AVAILABLE. Its devices, settings and name go, its mailbox stays with the organization. */
export async function deallocate(db: Db, id: string, version: number): Promise<NumberAnswer> {
  return act(db, id, 'deallocate', { version })
}

/** N10: as {@link deallocate}, of a number that nobody has had yet: it is called in the stock as it was. */
export async function takeBack(db: Db, id: string, version: number): Promise<NumberAnswer> {
  return act(db, id, 'deallocate', { version, wasNobodys: true })
}

/** N5: RESERVED → PENDING. {@link confirmPending} makes it ACTIVE when every engine has said that it routes it. */
export async function activate(db: Db, id: string, version: number): Promise<NumberAnswer> {
  return act(db, id, 'activate', { version })
}

/** N6: ACTIVE → PENDING, which still receives. {@link confirmPending} makes it RESERVED. */
export async function deactivate(db: Db, id: string, version: number): Promise<NumberAnswer> {
  return act(db, id, 'deactivate', { version })
}

/**
 * N5, N6: PENDING → ACTIVE or RESERVED. A hunt member that is no longer ACTIVE leaves its groups (M10).
 *
 * @param unconfirmedBy names of engines that were dead, so that nobody waited for them
 */
export async function confirmPending(
  db: Db,
  id: string,
  unconfirmedBy: readonly string[] = [],
): Promise<NumberAnswer> {
  const number = await findNumber(db, id)
  const action = number?.pendingTarget === 'RESERVED' ? 'confirm-deactivation' : 'confirm-activation'
  return act(db, id, action, { unconfirmedBy })
}

/** N5: an activation that was not confirmed in time is given up: PENDING → RESERVED. */
export async function abandonActivation(db: Db, id: string): Promise<NumberAnswer> {
  return act(db, id, 'abandon-activation')
}

/** N5: the numbers that wait for engines since before `since` (ms since the epoch). */
export async function pendingNumbers(db: Db, since: number): Promise<PhoneNumber[]> {
  return db
    .selectFrom('numbers')
    .selectAll()
    .where('state', '=', 'PENDING')
    .where('pendingSince', '<=', since)
    .orderBy('id')
    .execute()
}

/** N7: COOLDOWN → AVAILABLE before its time. Who may is checked by the caller (§4). */
export async function releaseEarly(db: Db, id: string, version: number): Promise<NumberAnswer> {
  return act(db, id, 'release-early', { version })
}

/** N7: numbers whose cooldown is over at `now` (ms) come back into stock. @returns how many */
export async function releaseCooled(db: Db, now: number): Promise<number> {
  const cooled = await db
    .selectFrom('numbers')
    .select('id')
    .where('state', '=', 'COOLDOWN')
    .where('cooldownUntil', '<=', now)
    .orderBy('id')
    .execute()
  let released = 0
  for (const { id } of cooled) if (!isRefusal(await act(db, id, 'release'))) released++
  return released
}

/** N7: one number of an organization that leaves → COOLDOWN; part of `decommission`. */
export async function decommissionNumber(tx: Tx, id: string): Promise<NumberAnswer> {
  return act(tx, id, 'decommission')
}

/**
 * Takes a number out of the stock, for one that was added by mistake or given back to the carrier: only while it is AVAILABLE
 * (N3), and while no mailbox of it holds what a company has left there (N4, N7). What else names it, calls among it, stays.
 *
 * @returns why not; undefined: it is gone
 */
export async function removeNumber(
  db: Db,
  id: string,
  version: number,
): Promise<Refusal<PhoneNumber> | PbxRefusal | undefined> {
  try {
    return await inTransaction(db, async (tx) => {
      const number = await tx
        .selectFrom('numbers')
        .selectAll()
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst()
      if (!number || number.version !== version) return staleOrMissing(number, 'number')
      const refusal = refuseRemoval(number)
      if (refusal) return refusal
      await tx.deleteFrom('numbers').where('id', '=', id).execute()
      return undefined
    })
  } catch (error) {
    return refusedOr(error)
  }
}

interface ActOptions {
  /** N12; left out when the platform itself acts. */
  version?: number
  /** Of `allocate`. */
  organizationId?: string
  /** Of confirmations. */
  unconfirmedBy?: readonly string[]
  /** Of `deallocate`: its name is that of the stock. */
  wasNobodys?: boolean
}

async function act(
  db: Db,
  id: string,
  action: NumberAction,
  options: ActOptions = {},
): Promise<NumberAnswer> {
  try {
    return await inTransaction(db, (tx) => actLocked(tx, id, action, options))
  } catch (error) {
    return refusedOr(error)
  }
}

async function actLocked(
  tx: Tx,
  id: string,
  action: NumberAction,
  options: ActOptions,
): Promise<NumberAnswer> {
  // The service before the number, as whoever changes a service does it: no two wait for each other.
  const units = action === 'activate' ? await unitsFree(tx, id) : 0
  const number = await tx
    .selectFrom('numbers')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!number || number.version !== (options.version ?? number.version))
    return staleOrMissing(number, 'number')
  const organizationId = options.organizationId ?? number.organizationId
  const now = Date.now()
  const { cooldownDays, mainNumberUnits } = await siteOf(tx, number)
  const life = actOnNumber(lifeOf(number), action, {
    now,
    organizationHasMain: await hasMain(tx, number, organizationId),
    serviceFree: units >= unitsOf(number, mainNumberUnits),
    cooldownDays,
  })
  if (isRefusal(life)) return life
  if (action === 'allocate' && !(await isLocated(tx, organizationId, number.siteId)))
    return refuse('not-at-site', 'the organization is not located at this site')
  await cleanUp(tx, id, action, now)
  // The guard of the database lets nothing out of cooldown early unless it is told to, for this transaction.
  if (action === 'release-early') await sql`set local mainline.release = 'early'`.execute(tx)
  return tx
    .updateTable('numbers')
    .set({
      ...columnsOf(life, action, now),
      unconfirmedBy: JSON.stringify(options.unconfirmedBy ?? []),
      organizationId: life.state === 'AVAILABLE' || life.state === 'COOLDOWN' ? null : organizationId,
      ...(!options.wasNobodys && forgotten[action]),
    })
    .set({ version: number.version + 1 })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/**
 * Whom it served is no business of those who see it in the stock, and of whoever has it next. Until its cooldown is over it speaks to those
 * who knew it.
 */
const forgotten: Readonly<Partial<Record<NumberAction, NumberUpdate>>> = {
  deallocate: { label: '', language: null },
  decommission: { assignedTo: null, label: '' },
  release: { language: null },
  'release-early': { language: null },
}

const lifeOf = (number: PhoneNumber): NumberLife => ({
  state: number.state,
  kind: number.kind,
  assigned: number.assignedTo !== null,
  receivesWhilePending: number.pendingTarget === 'RESERVED',
  cooldownUntil: number.cooldownUntil ?? undefined,
})

const columnsOf = (life: NumberLife, action: NumberAction, now: number): NumberUpdate => ({
  state: life.state,
  kind: life.kind,
  pendingTarget: life.state === 'PENDING' ? (action === 'deactivate' ? 'RESERVED' : 'ACTIVE') : null,
  pendingSince: life.state === 'PENDING' ? now : null,
  cooldownUntil: life.cooldownUntil ?? null,
})

/** N9: units that are left to the organization of a number, whose service is locked from here on. */
async function unitsFree(tx: Tx, id: string): Promise<number> {
  const number = await findNumber(tx, id)
  if (!number?.organizationId) return 0
  const service = await lockVoiceService(tx, number.organizationId, number.siteId)
  return service ? service.quantity - (await unitsUsed(tx, number.organizationId, number.siteId)) : 0
}

const siteOf = (tx: Tx, { siteId }: PhoneNumber) =>
  tx
    .selectFrom('sites')
    .select(['cooldownDays', 'mainNumberUnits'])
    .where('id', '=', siteId)
    .executeTakeFirstOrThrow()

async function hasMain(tx: Tx, number: PhoneNumber, organizationId: string | null): Promise<boolean> {
  if (organizationId === null) return false
  const main = await tx
    .selectFrom('numbers')
    .select('id')
    .where('organizationId', '=', organizationId)
    .where('siteId', '=', number.siteId)
    .where('kind', '=', 'main')
    .where('id', '!=', number.id)
    .executeTakeFirst()
  return main !== undefined
}

async function isLocated(tx: Tx, organizationId: string | null, siteId: string): Promise<boolean> {
  if (organizationId === null) return false
  const there = await tx
    .selectFrom('occupancies')
    .select('siteId')
    .where('organizationId', '=', organizationId)
    .where('siteId', '=', siteId)
    .executeTakeFirst()
  return there !== undefined
}

/** What a number loses on its way down: its groups (M10), and with its organization all that was that one's. */
async function cleanUp(tx: Tx, id: string, action: NumberAction, now: number): Promise<void> {
  const leaves = action === 'deallocate' || action === 'decommission'
  if (action === 'confirm-deactivation' || leaves)
    await tx.deleteFrom('huntMembers').where('memberNumberId', '=', id).execute()
  if (!leaves) return
  await tx.deleteFrom('huntMembers').where('mainNumberId', '=', id).execute()
  await tx.deleteFrom('devices').where('numberId', '=', id).execute()
  await tx.deleteFrom('callSettings').where('numberId', '=', id).execute()
  await tx
    .updateTable('mailboxes')
    .set({ retiredAt: now })
    .where('numberId', '=', id)
    .where('retiredAt', 'is', null)
    .execute()
  await endSchedule(tx, id, now)
}

/** M9: dates and overrides of this number alone were its organization's; whoever gets it next has nothing of them. */
async function endSchedule(tx: Tx, id: string, now: number): Promise<void> {
  await tx.deleteFrom('siteEvents').where('numberId', '=', id).execute()
  await tx
    .updateTable('siteOverrides')
    .set({ liftedAt: now })
    .where('numberId', '=', id)
    .where('liftedAt', 'is', null)
    .execute()
}
