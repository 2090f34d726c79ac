/** Greetings of mailboxes (C9): kept and chosen. Which of several is played is pbx's to say. */
import type { GreetingKind } from '@mainline/pbx'
import { isRefusal, type Refusal, refuse } from './errors.ts'
import { newId } from './id.ts'
import type { GreetingRow } from './schema/greetings.ts'
import type { Db, Tx } from './schema.ts'
import { inTransaction } from './transaction.ts'

/** More are no help to anybody. */
export const mostGreetings = 40

export interface NewGreeting {
  mailboxId: string
  kind: GreetingKind
  /** BCP 47; null: for callers of every language. */
  language: string | null
  source: GreetingRow['source']
  /** Of a spoken one. */
  words?: string | undefined
  /** Of its audio, below the recordings folder; it lies there already. */
  path: string
  seconds: number
  /** Dated ones: ms since the epoch, the end exclusive. */
  valid?: { readonly from: number; readonly until: number } | undefined
  createdBy: string
}

/** @returns refused when the mailbox has {@link mostGreetings}: asked first, nothing is made in vain */
export async function roomForGreeting(db: Db, mailboxId: string): Promise<Refusal | undefined> {
  return (await listGreetings(db, mailboxId)).length >= mostGreetings
    ? refuse('in-use', `the mailbox has ${mostGreetings} greetings already`)
    : undefined
}

/**
 * Keeps a greeting and chooses it: whoever makes one wants it heard.
 *
 * @returns refused when the mailbox is gone or has {@link mostGreetings} already; the caller removes the file
 */
export async function saveGreeting(db: Db, input: NewGreeting): Promise<GreetingRow | Refusal> {
  const { mailboxId, valid, words, ...columns } = input
  return inTransaction(db, async (tx) => {
    const mailbox = await tx
      .selectFrom('mailboxes')
      .select(['numberId', 'operatorId', 'siteId', 'organizationId'])
      .where('id', '=', mailboxId)
      .where('retiredAt', 'is', null)
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (!mailbox) return refuse('not-found', 'no such mailbox')
    const full = await roomForGreeting(tx, mailboxId)
    if (full) return full
    await leaveChoice(tx, mailboxId, input.kind, input.language)
    return tx
      .insertInto('greetings')
      .values({
        ...columns,
        ...mailbox,
        id: newId(),
        mailboxId,
        words: words ?? null,
        chosen: true,
        validFrom: valid?.from ?? null,
        validUntil: valid?.until ?? null,
        createdAt: Date.now(),
      })
      .returningAll()
      .executeTakeFirstOrThrow()
  })
}

/**
 * Keeps what was recorded by telephone, as the one of its kind that callers hear, whatever language the others are in. By telephone
 * nobody tidies up: where the mailbox has {@link mostGreetings}, the oldest recording goes that can be chosen there no more.
 *
 * @returns with paths of audio for the caller to remove; refused as by {@link saveGreeting}
 */
export async function keepRecordedGreeting(
  db: Db,
  input: NewGreeting & { readonly source: 'recorded' },
): Promise<{ readonly greeting: GreetingRow; readonly gone: readonly string[] } | Refusal> {
  return inTransaction(db, async (tx) => {
    await lockGreetings(tx, input.mailboxId)
    const gone = (await roomForGreeting(tx, input.mailboxId)) ? await dropOldestRecording(tx, input) : []
    const greeting = await saveGreeting(tx, input)
    if (isRefusal(greeting)) return greeting
    await leaveOthers(tx, greeting)
    return { greeting, gone }
  })
}

/** Of each kind a telephone chooses the last recording: those before it are of use to the console alone. */
async function dropOldestRecording(tx: Tx, { mailboxId, kind }: NewGreeting): Promise<string[]> {
  const recorded = (await listGreetings(tx, mailboxId)).filter(({ source }) => source === 'recorded')
  const oldest = recorded.find(
    (one) =>
      !one.chosen && (one.kind === kind || recorded.some(({ kind, id }) => kind === one.kind && id > one.id)),
  )
  const path = oldest && (await deleteGreeting(tx, oldest.id))
  return path === undefined ? [] : [path]
}

/** In order of their making. */
export async function listGreetings(db: Db, mailboxId: string): Promise<GreetingRow[]> {
  return db.selectFrom('greetings').selectAll().where('mailboxId', '=', mailboxId).orderBy('id').execute()
}

/** Whoever makes or chooses one holds it: the greetings of the mailbox stay as they are until the transaction ends. */
export async function lockGreetings(tx: Tx, mailboxId: string): Promise<void> {
  await tx.selectFrom('mailboxes').select('id').where('id', '=', mailboxId).forNoKeyUpdate().execute()
}

export async function findGreeting(db: Db, id: string): Promise<GreetingRow | undefined> {
  return db.selectFrom('greetings').selectAll().where('id', '=', id).executeTakeFirst()
}

/**
 * Plays this one from the next call on; of its kind and language no other. Dated ones stand beside each other.
 *
 * @param chosen false: no more, so that the default by name is played where no other is chosen
 */
export async function chooseGreeting(db: Db, id: string, chosen = true): Promise<GreetingRow | Refusal> {
  return inTransaction(db, async (tx) => {
    const greeting = await findGreeting(tx, id)
    if (!greeting) return refuse('not-found', 'no such greeting')
    await lockGreetings(tx, greeting.mailboxId)
    if (chosen) await leaveChoice(tx, greeting.mailboxId, greeting.kind, greeting.language)
    return tx
      .updateTable('greetings')
      .set({ chosen })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
  })
}

/**
 * Plays this one and no other of its kind, in whatever language: where nobody can say which language is meant, one for callers of
 * the number's own would go before it.
 */
export async function chooseAlone(db: Db, id: string): Promise<GreetingRow | Refusal> {
  return inTransaction(db, async (tx) => {
    const greeting = await chooseGreeting(tx, id)
    if (!isRefusal(greeting)) await leaveOthers(tx, greeting)
    return greeting
  })
}

async function leaveOthers(tx: Tx, { id, mailboxId, kind }: GreetingRow): Promise<void> {
  await tx
    .updateTable('greetings')
    .set({ chosen: false })
    .where('mailboxId', '=', mailboxId)
    .where('kind', '=', kind)
    .where('id', '!=', id)
    .where('chosen', '=', true)
    .execute()
}

/** @returns the path of its audio, for the caller to remove; undefined when there is none */
export async function deleteGreeting(db: Db, id: string): Promise<string | undefined> {
  const gone = await db.deleteFrom('greetings').where('id', '=', id).returning('path').executeTakeFirst()
  return gone?.path
}

/** Whether callers hear anything but the default by name, at least at times. */
export async function hasGreeting(db: Db, mailboxId: string): Promise<boolean> {
  return (await listGreetings(db, mailboxId)).some(({ chosen }) => chosen)
}

async function leaveChoice(db: Db, mailboxId: string, kind: GreetingKind, language: string | null) {
  if (kind === 'dated') return
  await db
    .updateTable('greetings')
    .set({ chosen: false })
    .where('mailboxId', '=', mailboxId)
    .where('kind', '=', kind)
    .where('language', 'is not distinct from', language)
    .where('chosen', '=', true)
    .execute()
}
