/**
 * PINs of mailboxes (M12): the Default PIN opens once, the own one is known by its hash only, five failures lock.
 * Attempts of one mailbox are judged one after the other, so that nobody gets more than five by asking at once.
 */

import { timingSafeEqual } from 'node:crypto'
import {
  type Refusal as PbxRefusal,
  pinFailures,
  pinHistory,
  refuse as refusePbx,
  validatePin,
} from '@mainline/pbx'
import { type Refusal, refuse } from './errors.ts'
import { newId } from './id.ts'
import { findMailbox } from './mailboxes.ts'
import { hashPin, isPinOf } from './pin-hash.ts'
import type { MailboxPin, PinAccess } from './schema/settings.ts'
import type { Db, Mailbox, Tx } from './schema.ts'
import type { SecretBox } from './secrets.ts'
import { inTransaction } from './transaction.ts'

/** What an attempt came to. `must-change`: the Default PIN was right; it has opened for this once. */
export type PinAttempt = 'opened' | 'must-change' | 'wrong' | 'locked'

/** What a console may know of a PIN. */
export interface PinState {
  readonly kind: 'default' | 'own'
  /** The Default PIN has opened and was not replaced: only a reset helps. */
  readonly spent: boolean
  readonly failures: number
  /** ms since the epoch */
  readonly lockedAt: number | null
}

export async function pinState(db: Db, mailboxId: string): Promise<PinState> {
  const row = await db
    .selectFrom('mailboxPins')
    .selectAll()
    .where('mailboxId', '=', mailboxId)
    .executeTakeFirst()
  return {
    kind: row?.pinHash ? 'own' : 'default',
    spent: row?.defaultSpent === true && row.pinHash === null,
    failures: row?.failures ?? 0,
    lockedAt: row?.lockedAt ?? null,
  }
}

/** The Default PIN in clear, for roles that may reset it; who was shown it is written down. */
export async function showDefaultPin(
  db: Db,
  secrets: SecretBox,
  mailbox: Mailbox,
  by: string,
): Promise<string> {
  await noteAccess(db, mailbox, 'shown', by)
  return secrets.open(mailbox.defaultPin)
}

/** Back to the Default PIN, which opens once more, and unlocked. Messages and greetings stay. */
export async function resetPin(db: Db, mailbox: Mailbox, by: string): Promise<PinState> {
  await inTransaction(db, async (tx) => {
    const { pinHash, earlierHashes } = await lockPin(tx, mailbox)
    await write(tx, mailbox.id, {
      pinHash: null,
      earlierHashes: withEarlier(earlierHashes, pinHash),
      failures: 0,
      lockedAt: null,
      defaultSpent: false,
    })
    await noteAccess(tx, mailbox, 'reset', by)
  })
  return pinState(db, mailbox.id)
}

/** Judges what somebody typed. The answer says nothing about which part was wrong. */
export async function tryPin(db: Db, secrets: SecretBox, mailbox: Mailbox, pin: string): Promise<PinAttempt> {
  return inTransaction(db, async (tx) => {
    const row = await lockPin(tx, mailbox)
    // Every answer costs the same work: whether there is an own PIN, or a lock, does not show in how long it takes.
    const isOwn = row.pinHash === null ? !(await hashPin(pin)) : await isPinOf(row.pinHash, pin)
    if (row.lockedAt !== null) return 'locked'
    const right =
      row.pinHash === null ? !row.defaultSpent && isEqual(secrets.open(mailbox.defaultPin), pin) : isOwn
    if (!right) return fail(tx, row)
    await write(tx, mailbox.id, { failures: 0, defaultSpent: row.defaultSpent || row.pinHash === null })
    return row.pinHash === null ? 'must-change' : 'opened'
  })
}

/** A user's own PIN; refused by the rules of pbx, and when it is the Default PIN or one of the last five. */
export async function setOwnPin(
  db: Db,
  secrets: SecretBox,
  mailbox: Mailbox,
  pin: string,
): Promise<PinState | Refusal | PbxRefusal> {
  const number = await db
    .selectFrom('numbers')
    .select(['e164', 'extension'])
    .where('id', '=', mailbox.numberId)
    .executeTakeFirst()
  if (!number || !(await findMailbox(db, mailbox.id))) return refuse('not-found', 'no such mailbox')
  const refusal = validatePin(pin, { e164: number.e164, extension: number.extension ?? undefined })
  if (refusal) return refusal
  return inTransaction(db, async (tx) => {
    const { pinHash, earlierHashes } = await lockPin(tx, mailbox)
    const earlier = withEarlier(earlierHashes, pinHash)
    const known = await Promise.all(earlier.map((hash) => isPinOf(hash, pin)))
    if (known.includes(true) || isEqual(secrets.open(mailbox.defaultPin), pin)) return refusePbx('pin-used')
    await write(tx, mailbox.id, {
      pinHash: await hashPin(pin),
      earlierHashes: earlier,
      failures: 0,
      lockedAt: null,
      defaultSpent: true,
    })
    return pinState(tx, mailbox.id)
  })
}

/** Who was shown or reset the Default PIN, newest first. */
export async function pinAccesses(db: Db, mailboxId: string): Promise<PinAccess[]> {
  return db
    .selectFrom('pinAccesses')
    .selectAll()
    .where('mailboxId', '=', mailboxId)
    .orderBy('id', 'desc')
    .execute()
}

async function fail(tx: Tx, { mailboxId, failures }: MailboxPin): Promise<PinAttempt> {
  const locks = failures + 1 >= pinFailures
  await write(tx, mailboxId, { failures: failures + 1, ...(locks && { lockedAt: Date.now() }) })
  return locks ? 'locked' : 'wrong'
}

/** The row of the mailbox, made if need be, and locked. */
async function lockPin(tx: Tx, mailbox: Mailbox): Promise<MailboxPin> {
  const { id: mailboxId, operatorId, siteId, organizationId, numberId } = mailbox
  await tx
    .insertInto('mailboxPins')
    .values({
      mailboxId,
      operatorId,
      siteId,
      organizationId,
      numberId,
      earlierHashes: '[]',
      pinHash: null,
      lockedAt: null,
      changedAt: Date.now(),
    })
    .onConflict((known) => known.column('mailboxId').doNothing())
    .execute()
  return tx
    .selectFrom('mailboxPins')
    .selectAll()
    .where('mailboxId', '=', mailboxId)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

type PinChange = Partial<
  Pick<MailboxPin, 'pinHash' | 'failures' | 'lockedAt' | 'defaultSpent' | 'earlierHashes'>
>

async function write(tx: Tx, mailboxId: string, { earlierHashes, ...change }: PinChange): Promise<void> {
  await tx
    .updateTable('mailboxPins')
    .set({
      ...change,
      ...(earlierHashes && { earlierHashes: JSON.stringify(earlierHashes) }),
      changedAt: Date.now(),
    })
    .where('mailboxId', '=', mailboxId)
    .execute()
}

const withEarlier = (earlier: readonly string[], hash: string | null): string[] =>
  (hash === null ? [...earlier] : [hash, ...earlier]).slice(0, pinHistory)

const isEqual = (wanted: string, given: string): boolean =>
  wanted.length === given.length &&
  timingSafeEqual(Buffer.from(wanted), Buffer.from(given.padEnd(wanted.length)))

async function noteAccess(db: Db, mailbox: Mailbox, action: PinAccess['action'], by: string): Promise<void> {
  const { id: mailboxId, operatorId, siteId, organizationId, numberId } = mailbox
  await db
    .insertInto('pinAccesses')
    .values({
      id: newId(),
      mailboxId,
      numberId,
      operatorId,
      siteId,
      organizationId,
      action,
      at: Date.now(),
      by,
    })
    .execute()
}
