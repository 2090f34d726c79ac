/** Members of In Space hunt groups (M10). */
import {
  type ExternalMember,
  isInService,
  type NumberMember,
  type Refusal as PbxRefusal,
  refuse as refusePbx,
} from '@mainline/pbx'
import { type Refusal, refuse } from './errors.ts'
import { newId } from './id.ts'
import { findNumber } from './numbers.ts'
import type { Db, PhoneNumber, Tx } from './schema.ts'
import { inTransaction } from './transaction.ts'

/** A member as it is kept; `lamp`: its phones carry the message-waiting lamp of the main number. */
export type KeptHuntMember = (NumberMember & { readonly lamp: boolean }) | ExternalMember

/** One member to be: an own number, or an external one. Without `lamp` that stays as it is. */
export type NewHuntMember =
  | { numberId: string; lamp?: boolean | undefined }
  | { externalE164: string; name: string }

/** The members of a main number's group, in their order. */
export async function listHuntMembers(db: Db, mainNumberId: string): Promise<KeptHuntMember[]> {
  const rows = await db
    .selectFrom('huntMembers as h')
    .leftJoin('numbers as n', 'n.id', 'h.memberNumberId')
    .select([
      'h.id',
      'h.externalE164',
      'h.name',
      'h.memberNumberId',
      'h.lamp',
      'n.e164',
      'n.label',
      'n.state',
      'n.kind',
    ])
    .where('h.mainNumberId', '=', mainNumberId)
    .orderBy('h.position')
    .execute()
  return rows.map(
    ({ id, name, externalE164, memberNumberId, e164, label, state, kind, lamp }): KeptHuntMember =>
      memberNumberId !== null && e164 !== null && state !== null && kind !== null
        ? {
            kind: 'number',
            id,
            numberId: memberNumberId,
            e164,
            name: label || e164,
            state,
            numberKind: kind,
            lamp,
          }
        : { kind: 'external', id, e164: externalE164 ?? '', name: name || (externalE164 ?? '') },
  )
}

/**
 * Holds a main number and those that are, or are to be, its members until the transaction ends, as whoever takes a number down holds it
 * before its memberships: no two wait for each other, and a member stays ACTIVE until it is one.
 */
export async function lockHuntGroup(
  tx: Tx,
  mainNumberId: string,
  memberIds: readonly string[],
): Promise<void> {
  await tx
    .selectFrom('numbers')
    .select('id')
    .where((of) => of('id', '=', of.fn.any(of.val([mainNumberId, ...memberIds]))))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}

/**
 * Replaces the whole group; who is in it already keeps its membership id. Refused while the number is RESERVED (M3),
 * when one is no ACTIVE ordinary
 * number of the same organization and site, or when an outside one is a number of ours that rings as a member, or a
 * main number: those of others, whom `db` may not see, are refused by the database (M1, M10).
 */
export async function setHuntMembers(
  db: Db,
  mainNumberId: string,
  members: readonly NewHuntMember[],
): Promise<KeptHuntMember[] | Refusal | PbxRefusal> {
  return inTransaction(db, async (tx) => {
    await lockHuntGroup(tx, mainNumberId, ownNumbersOf(members))
    const main = await findNumber(tx, mainNumberId)
    if (!main) return refuse('not-found', 'no such number')
    const { operatorId, siteId, organizationId } = main
    if (main.kind !== 'main' || organizationId === null)
      return refuse('wrong-state', 'only a main number of an organization has a hunt group')
    if (!isInService(main)) return refuse('wrong-state', `the number is ${main.state}; activate it first`)
    const wrong = await refusedMember(tx, main, members)
    if (wrong) return wrong
    const before = await listHuntMembers(tx, mainNumberId)
    await tx.deleteFrom('huntMembers').where('mainNumberId', '=', mainNumberId).execute()
    const distinct = members.filter((one, i) => !members.slice(0, i).some((other) => isEqual(one, other)))
    const rows = distinct.map((member, position) => ({
      id: before.find((known) => isSame(known, member))?.id ?? newId(),
      operatorId,
      siteId,
      organizationId,
      mainNumberId,
      memberNumberId: 'numberId' in member ? member.numberId : null,
      externalE164: 'numberId' in member ? null : member.externalE164,
      name: 'numberId' in member ? '' : member.name,
      position,
      lamp: 'numberId' in member && (member.lamp ?? hadLamp(before, member.numberId)),
    }))
    if (rows.length > 0) await tx.insertInto('huntMembers').values(rows).execute()
    return listHuntMembers(tx, mainNumberId)
  })
}

/** The numbers of the organization among members to be. */
const ownNumbersOf = (members: readonly NewHuntMember[]): string[] =>
  members.flatMap((member) => ('numberId' in member ? [member.numberId] : []))

const isEqual = (one: NewHuntMember, other: NewHuntMember): boolean =>
  'numberId' in one
    ? 'numberId' in other && one.numberId === other.numberId
    : !('numberId' in other) && one.externalE164 === other.externalE164

const hadLamp = (before: readonly KeptHuntMember[], numberId: string): boolean =>
  before.some((known) => known.kind === 'number' && known.numberId === numberId && known.lamp)

const isSame = (known: KeptHuntMember, wanted: NewHuntMember): boolean =>
  'numberId' in wanted
    ? known.kind === 'number' && known.numberId === wanted.numberId
    : known.kind === 'external' && known.e164 === wanted.externalE164

async function refusedMember(
  db: Db,
  main: PhoneNumber,
  members: readonly NewHuntMember[],
): Promise<PbxRefusal | undefined> {
  const wanted = ownNumbersOf(members)
  const outside = members.flatMap((member) => ('numberId' in member ? [] : [member.externalE164]))
  const rows = await db
    .selectFrom('numbers')
    .selectAll()
    .where((of) =>
      of.or([of('id', '=', of.fn.any(of.val(wanted))), of('e164', '=', of.fn.any(of.val(outside)))]),
    )
    .execute()
  for (const id of wanted) {
    const number = rows.find((row) => row.id === id)
    const foreign = number?.organizationId !== main.organizationId || number?.siteId !== main.siteId
    // A number of somebody else is not told from one that does not exist.
    if (!number || foreign) return refusePbx('member-not-active', { name: id })
    if (number.kind === 'main') return refusePbx('member-main', { name: number.e164 })
    if (number.state !== 'ACTIVE') return refusePbx('member-not-active', { name: number.e164 })
  }
  for (const { e164: name, kind, organizationId, siteId } of rows.filter(({ e164 }) =>
    outside.includes(e164),
  )) {
    if (kind === 'main') return refusePbx('member-main', { name })
    if (organizationId === main.organizationId && siteId === main.siteId)
      return refusePbx('member-inside', { name })
  }
  return
}

/** Which of these numbers are main numbers of the platform. @param db sees all of it */
export async function mainNumbersAmong(db: Db, e164: readonly string[]): Promise<Set<string>> {
  if (e164.length === 0) return new Set()
  const rows = await db
    .selectFrom('numbers')
    .select('e164')
    .where('e164', 'in', [...new Set(e164)])
    .where('kind', '=', 'main')
    .execute()
  return new Set(rows.map((row) => row.e164))
}

/** Who may be added: the ACTIVE ordinary numbers of the organization at the site of the main number. */
export async function huntMemberCandidates(
  db: Db,
  mainNumberId: string,
): Promise<{ numberId: string; e164: string; extension: string | null; label: string }[]> {
  return db
    .selectFrom('numbers as main')
    .innerJoin('numbers as n', (on) =>
      on
        .onRef('n.organizationId', '=', 'main.organizationId')
        .onRef('n.siteId', '=', 'main.siteId')
        .on('n.kind', '=', 'ordinary')
        .on('n.state', '=', 'ACTIVE'),
    )
    .select(['n.id as numberId', 'n.e164', 'n.extension', 'n.label'])
    .where('main.id', '=', mainNumberId)
    .orderBy('n.e164')
    .execute()
}
