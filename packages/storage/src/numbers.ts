/** The stock of phone numbers (N1, N2); their life is in `number-life.ts`. Races are decided by row locks and constraints. */
import { callingCodeAt, type Refusal as PbxRefusal, refuseExtension } from '@mainline/pbx'
import { sql } from 'kysely'
import { callsOutOf } from './calls-out.ts'
import { type Refusal, refusalOf, refuse, staleOrMissing } from './errors.ts'
import { newId } from './id.ts'
import { present } from './present.ts'
import type { Db, PhoneNumber, Site, Tx } from './schema.ts'
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
  special?: boolean | undefined
}

/** N2: provisions a range, all or nothing. None has an extension that is an emergency number (C15). */
export async function createNumbers(
  db: Db,
  input: NewNumberRange,
): Promise<PhoneNumber[] | Refusal | PbxRefusal> {
  return inTransaction(db, async (tx) => {
    // The lock keeps two ranges from picking the same extensions.
    const site = await tx
      .selectFrom('sites')
      .select(['id', 'operatorId', 'timeZone', 'extensionFirst', 'extensionLast', 'callsOut'])
      .where('id', '=', input.siteId)
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (!site) return refuse('not-found', 'no such site')
    const count = input.count ?? 1
    const e164 = Array.from({ length: count }, (_, i) => `+${BigInt(input.first.slice(1)) + BigInt(i)}`)
    const known = await tx.selectFrom('numbers').select('e164').where('e164', 'in', e164).executeTakeFirst()
    if (known) return refuse('number-exists', `${known.e164} exists already`)
    const extensions = await pickExtensions(tx, site, input)
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
  site: Pick<Site, 'id' | 'timeZone' | 'extensionFirst' | 'extensionLast' | 'callsOut'>,
  { first: e164, count = 1, firstExtension: first }: NewNumberRange,
): Promise<number[] | Refusal | PbxRefusal> {
  const rows = await tx.selectFrom('numbers').select('extension').where('siteId', '=', site.id).execute()
  const taken = new Set(rows.map((row) => Number(row.extension)))
  const country = callingCodeAt(site.timeZone, e164)
  const refusalOfHelp = (extension: number) =>
    refuseExtension(`${extension}`, country, callsOutOf(site).linePrefix ?? undefined)
  if (first !== undefined) {
    const wanted = Array.from({ length: count }, (_, i) => first + i)
    if (first < site.extensionFirst || first + count - 1 > site.extensionLast)
      return refuse(
        'extension-out-of-range',
        `extensions run from ${site.extensionFirst} to ${site.extensionLast}`,
      )
    const used = wanted.find((extension) => taken.has(extension))
    if (used !== undefined) return refuse('extension-taken', `extension ${used} is taken`)
    const forHelp = wanted.map(refusalOfHelp).find((refusal) => refusal !== undefined)
    return forHelp ?? wanted
  }
  const free: number[] = []
  for (let next = site.extensionFirst; free.length < count; next++) {
    if (next > site.extensionLast)
      return refuse('no-free-extension', `only ${free.length} extensions are free`)
    if (!taken.has(next) && !refusalOfHelp(next)) free.push(next)
  }
  return free
}

export async function findNumber(db: Db, id: string): Promise<PhoneNumber | undefined> {
  return db.selectFrom('numbers').selectAll().where('id', '=', id).executeTakeFirst()
}

/** @param e164 with the plus sign */
/** Those of them that there are, in no order. */
export async function findNumbers(db: Db, ids: readonly string[]): Promise<PhoneNumber[]> {
  return db.selectFrom('numbers').selectAll().where(sql<boolean>`id = any(${ids}::uuid[])`).execute()
}

export async function findNumberByE164(db: Db, e164: string): Promise<PhoneNumber | undefined> {
  return db.selectFrom('numbers').selectAll().where('e164', '=', e164).executeTakeFirst()
}

/** One of the numbers of a site, which tells in which country it is; undefined: it has none. */
export async function anyNumberAt(db: Db, siteId: string): Promise<PhoneNumber | undefined> {
  return db.selectFrom('numbers').selectAll().where('siteId', '=', siteId).limit(1).executeTakeFirst()
}

/** The extensions of a site with the numbers that they are of, in no order. */
export async function extensionsAt(
  db: Db,
  siteId: string,
): Promise<{ readonly e164: string; readonly extension: string }[]> {
  return db
    .selectFrom('numbers')
    .select((of) => ['e164', of.ref('extension').$notNull().as('extension')])
    .where('siteId', '=', siteId)
    .where('extension', 'is not', null)
    .execute()
}

/**
 * Until the transaction ends nobody takes the number from its organization, with all that belongs to it. Whoever is about to do so has
 * done it by then: this comes before what is locked of the number.
 */
export async function keepNumber(tx: Tx, id: string): Promise<void> {
  await tx.selectFrom('numbers').select('id').where('id', '=', id).forKeyShare().execute()
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

/** The refusal that an error of the database stands for. @throws the error when it is another one */
export function refusedOr(error: unknown): Refusal<PhoneNumber> | PbxRefusal {
  const refusal = refusalOf(error)
  if (!refusal) throw error
  return refusal as Refusal<PhoneNumber> | PbxRefusal
}
