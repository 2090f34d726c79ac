/** The stock of phone numbers and their life (N1–N8). Rules are judged by `@mainline/pbx`, races by row locks and constraints. */
import {
  actOnNumber,
  isRefusal,
  type NumberAction,
  type NumberLife,
  type Refusal as PbxRefusal,
} from '@mainline/pbx'
import { type Refusal, refusalOf, refuse, staleOrMissing } from './errors.ts'
import { newId } from './id.ts'
import { present } from './present.ts'
import type { Db, NumberUpdate, PhoneNumber, Tx } from './schema.ts'
import { inTransaction } from './transaction.ts'

export type NumberAnswer = PhoneNumber | Refusal<PhoneNumber> | PbxRefusal

export interface NewNumberRange {
  siteId: string
  /** First number, E.164 with the plus sign. */
  first: string
  /** How many in a row; 1 when left out. */
  count?: number | undefined
  /** Extension of the first one; the lowest free ones of the site's range when left out. */
  firstExtension?: number | undefined
  label?: string | undefined
}

/** Null clears; what is left out stays. */
export interface NumberChanges {
  label?: string | undefined
  language?: string | null | undefined
  extension?: string | null | undefined
  assignedTo?: string | null | undefined
}

/** N2: provisions a range, all or nothing. */
export async function createNumbers(db: Db, input: NewNumberRange): Promise<PhoneNumber[] | Refusal> {
  return inTransaction(db, async (tx) => {
    // The lock keeps two ranges from picking the same extensions.
    const site = await tx
      .selectFrom('sites')
      .select(['id', 'operatorId', 'extensionFirst', 'extensionLast'])
      .where('id', '=', input.siteId)
      .forUpdate()
      .executeTakeFirst()
    if (!site) return refuse('not-found', 'no such site')
    const count = input.count ?? 1
    const e164 = Array.from({ length: count }, (_, i) => `+${BigInt(input.first.slice(1)) + BigInt(i)}`)
    const known = await tx.selectFrom('numbers').select('e164').where('e164', 'in', e164).executeTakeFirst()
    if (known) return refuse('number-exists', `${known.e164} exists already`)
    const extensions = await pickExtensions(tx, site, count, input.firstExtension)
    if ('kind' in extensions) return extensions
    return tx
      .insertInto('numbers')
      .values(
        e164.map((number, i) => ({
          id: newId(),
          operatorId: site.operatorId,
          siteId: site.id,
          e164: number,
          extension: `${extensions[i]}`,
          kind: 'ordinary',
          state: 'AVAILABLE',
          label: input.label ?? '',
          createdAt: Date.now(),
        })),
      )
      .returningAll()
      .execute()
  })
}

async function pickExtensions(
  tx: Tx,
  site: { id: string; extensionFirst: number; extensionLast: number },
  count: number,
  first: number | undefined,
): Promise<number[] | Refusal> {
  const rows = await tx.selectFrom('numbers').select('extension').where('siteId', '=', site.id).execute()
  const taken = new Set(rows.map((row) => Number(row.extension)))
  if (first !== undefined) {
    const wanted = Array.from({ length: count }, (_, i) => first + i)
    if (first < site.extensionFirst || first + count - 1 > site.extensionLast)
      return refuse(
        'extension-out-of-range',
        `extensions run from ${site.extensionFirst} to ${site.extensionLast}`,
      )
    const used = wanted.find((extension) => taken.has(extension))
    return used === undefined ? wanted : refuse('extension-taken', `extension ${used} is taken`)
  }
  const free: number[] = []
  for (let next = site.extensionFirst; free.length < count; next++) {
    if (next > site.extensionLast)
      return refuse('no-free-extension', `only ${free.length} extensions are free`)
    if (!taken.has(next)) free.push(next)
  }
  return free
}

export async function findNumber(db: Db, id: string): Promise<PhoneNumber | undefined> {
  return db.selectFrom('numbers').selectAll().where('id', '=', id).executeTakeFirst()
}

/** @param e164 with the plus sign */
export async function findNumberByE164(db: Db, e164: string): Promise<PhoneNumber | undefined> {
  return db.selectFrom('numbers').selectAll().where('e164', '=', e164).executeTakeFirst()
}

/** C15: the number of an extension at a site. */
export async function findNumberByExtension(
  db: Db,
  siteId: string,
  extension: string,
): Promise<PhoneNumber | undefined> {
  return db
    .selectFrom('numbers')
    .selectAll()
    .where('siteId', '=', siteId)
    .where('extension', '=', extension)
    .executeTakeFirst()
}

/** Label, language, extension, assignment to a user (N12). */
export async function updateNumber(
  db: Db,
  id: string,
  version: number,
  changes: NumberChanges,
): Promise<NumberAnswer> {
  try {
    const changed = await db
      .updateTable('numbers')
      .set({ ...present(changes), version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version)
      .returningAll()
      .executeTakeFirst()
    return changed ?? staleOrMissing(await findNumber(db, id), 'number')
  } catch (error) {
    return refusedOr(error)
  }
}

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

/** N4: RESERVED → AVAILABLE. Its devices and settings go, its mailbox stays with the organization. */
export async function deallocate(db: Db, id: string, version: number): Promise<NumberAnswer> {
  return act(db, id, 'deallocate', { version })
}

/** N5: RESERVED → PENDING. {@link confirmPending} makes it ACTIVE when every engine has said that it routes it. */
export async function activate(db: Db, id: string, version: number): Promise<NumberAnswer> {
  return act(db, id, 'activate', { version })
}

/** N6: ACTIVE → PENDING, which still receives. {@link confirmPending} makes it RESERVED. */
export async function deactivate(db: Db, id: string, version: number): Promise<NumberAnswer> {
  return act(db, id, 'deactivate', { version })
}

/** N5, N6: PENDING → ACTIVE or RESERVED. A hunt member that is no longer ACTIVE leaves its groups (M10). */
export async function confirmPending(db: Db, id: string): Promise<NumberAnswer> {
  const number = await findNumber(db, id)
  return act(db, id, number?.pendingTarget === 'RESERVED' ? 'confirm-deactivation' : 'confirm-activation')
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

interface ActOptions {
  /** N12; left out when the platform itself acts. */
  version?: number
  /** Of `allocate`. */
  organizationId?: string
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
  const life = actOnNumber(lifeOf(number), action, {
    now,
    organizationHasMain: await hasMain(tx, number, organizationId),
    serviceFree: true,
    cooldownDays: 0,
  })
  if (isRefusal(life)) return life
  if (action === 'allocate' && !(await isLocated(tx, organizationId, number.siteId)))
    return refuse('not-at-site', 'the organization is not located at this site')
  await cleanUp(tx, id, action, now)
  return tx
    .updateTable('numbers')
    .set({
      ...columnsOf(life, action, now),
      organizationId: life.state === 'AVAILABLE' ? null : organizationId,
    })
    .set({ version: number.version + 1 })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
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
  if (action === 'confirm-deactivation' || action === 'deallocate')
    await tx.deleteFrom('huntMembers').where('memberNumberId', '=', id).execute()
  if (action !== 'deallocate') return
  await tx.deleteFrom('huntMembers').where('mainNumberId', '=', id).execute()
  await tx.deleteFrom('devices').where('numberId', '=', id).execute()
  await tx.deleteFrom('callSettings').where('numberId', '=', id).execute()
  await tx
    .updateTable('mailboxes')
    .set({ retiredAt: now })
    .where('numberId', '=', id)
    .where('retiredAt', 'is', null)
    .execute()
}

function refusedOr(error: unknown): Refusal<PhoneNumber> | PbxRefusal {
  const refusal = refusalOf(error)
  if (!refusal) throw error
  return refusal as Refusal<PhoneNumber> | PbxRefusal
}
