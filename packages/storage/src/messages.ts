/**
 * Voicemail messages (C9). The row is written before the beep with state `recording`; what a crash leaves in that
 * state is found at the next start and marked "cut short".
 */
import { longestMessageSeconds, mostMessages, nearlyFullMessages } from '@mainline/pbx'
import { sql } from 'kysely'
import { ENGINE_SILENCE_MS } from './engines.ts'
import { type Refusal, refuse } from './errors.ts'
import { newId } from './id.ts'
import { tellOfMessages } from './lost-calls.ts'
import { fillOf, messagesAt, tellOfFill } from './mailbox-fills.ts'
import { saysOf } from './message-search.ts'
import { type Page, type PageRequest, rowsToRead, toPage } from './page.ts'
import type { Db, Message, MessageState } from './schema.ts'
import { inTransaction } from './transaction.ts'

export interface NewMessage {
  mailboxId: string
  /** Our id of the call that leaves it. */
  callId: string
  callerNumber: string | null
  callerName: string | null
  /** Of the audio file, below the recordings folder; `{id}` in it becomes the message's id. */
  path: string
  /** ms since the epoch */
  startedAt: number
  /** Who records it. */
  recordedBy?: Recorder | undefined
}

/** An engine, and what it writes audio to. */
export interface Recorder {
  readonly engineId: string
  /** The data folder's own id: one process at a time works on it. */
  readonly recorder: string
}

export interface MessageFilter extends PageRequest {
  operatorId?: string | undefined
  siteId?: string | undefined
  organizationId?: string | undefined
  numberId?: string | undefined
  mailboxId?: string | undefined
  states?: readonly MessageState[] | undefined
  /** Digits of the caller's number, or a piece of the caller's name or of what was said. */
  search?: string | undefined
}

/**
 * Before the beep: the message exists from here on, whatever happens.
 *
 * @returns refused when the mailbox is gone, and as `in-use` when it is full: then its people are told
 */
export async function beginMessage(db: Db, input: NewMessage): Promise<Message | Refusal> {
  const mailbox = await db
    .selectFrom('mailboxes')
    .select(['numberId', 'operatorId', 'siteId', 'organizationId'])
    .where('id', '=', input.mailboxId)
    .executeTakeFirst()
  if (!mailbox) return refuse('not-found', 'no such mailbox')
  if (!(await hasRoom(db, input.mailboxId)))
    return refuse('in-use', `the mailbox holds ${mostMessages} messages`)
  const id = newId()
  const { recordedBy, ...message } = input
  return db
    .insertInto('messages')
    .values({
      ...message,
      ...mailbox,
      engineId: recordedBy?.engineId ?? null,
      recorder: recordedBy?.recorder ?? null,
      id,
      path: message.path.replace('{id}', id),
      state: 'recording',
      cutShort: false,
      seconds: 0,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Whether the mailbox takes one message more (C14); when it does not, its people are told. */
export async function hasRoom(db: Db, mailboxId: string): Promise<boolean> {
  const { count, told } = await fillOf(db, mailboxId)
  const over = told.filter((level) => count < messagesAt[level])
  // What has room again may fill again.
  if (over.length > 0)
    await db
      .deleteFrom('mailboxFills')
      .where('mailboxId', '=', mailboxId)
      .where('level', 'in', over)
      .execute()
  if (count < mostMessages) return true
  await inTransaction(db, (tx) => tellOfFill(tx, mailboxId, 'mailbox-full', Date.now()))
  return false
}

/**
 * After the recording: the message becomes new, and should that fill the mailbox, its people are told while there is room yet (C14).
 * Does nothing to a message that is finished already. The record of a call whose engine died hears of one that was cut short.
 *
 * @param seconds length of the audio
 */
export async function finishMessage(
  db: Db,
  id: string,
  end: { seconds: number; cutShort?: boolean },
): Promise<Message | undefined> {
  return inTransaction(db, async (tx) => {
    const message = await tx
      .updateTable('messages')
      .set({ state: 'new', seconds: end.seconds, cutShort: end.cutShort ?? false })
      .where('id', '=', id)
      .where('state', '=', 'recording')
      .returningAll()
      .executeTakeFirst()
    if (message && (await fillOf(tx, message.mailboxId)).count >= nearlyFullMessages)
      await tellOfFill(tx, message.mailboxId, 'mailbox-nearly-full', Date.now())
    if (message?.cutShort) await tellOfMessages(tx, [message.callId])
    return message
  })
}

/** C9: under two seconds of speech is a missed call, not a message. The caller removes the file. */
export async function discardMessage(db: Db, id: string): Promise<void> {
  await db.deleteFrom('messages').where('id', '=', id).where('state', '=', 'recording').execute()
}

/** At start: the messages that earlier processes on this data folder did not live to finish, oldest first. */
export async function unfinishedMessages(db: Db, { engineId, recorder }: Recorder): Promise<Message[]> {
  return db
    .selectFrom('messages')
    .selectAll()
    .where('state', '=', 'recording')
    .where('recorder', '=', recorder)
    .where('engineId', '!=', engineId)
    .orderBy('id')
    .execute()
}

/** Longest life of a recording and then some, ms: an engine that seems dead may only have lost the database for a while. */
const SURELY_OVER_MS = (longestMessageSeconds + 60) * 1_000

/**
 * Messages that engines which are no more were recording, and which must be over by now, oldest first.
 *
 * @param now ms since the epoch
 */
export async function abandonedMessages(db: Db, now: number): Promise<Message[]> {
  return db
    .selectFrom('messages as m')
    .selectAll()
    .where('m.state', '=', 'recording')
    .where('m.startedAt', '<', now - SURELY_OVER_MS)
    .where(
      sql<boolean>`not exists (select from engines e where e.id = m.engine_id and e.ended_at is null
        and e.heartbeat_at > now_ms() - ${sql.lit(ENGINE_SILENCE_MS)})`,
    )
    .orderBy('m.id')
    .execute()
}

export async function findMessage(db: Db, id: string): Promise<Message | undefined> {
  return db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Newest first. */
export async function listMessages(db: Db, filter: MessageFilter = {}): Promise<Page<Message>> {
  let query = db.selectFrom('messages').selectAll().orderBy('id', 'desc').limit(rowsToRead(filter))
  if (filter.after) query = query.where('id', '<', filter.after)
  if (filter.mailboxId) query = query.where('mailboxId', '=', filter.mailboxId)
  if (filter.numberId) query = query.where('numberId', '=', filter.numberId)
  if (filter.organizationId) query = query.where('organizationId', '=', filter.organizationId)
  if (filter.siteId) query = query.where('siteId', '=', filter.siteId)
  if (filter.operatorId) query = query.where('operatorId', '=', filter.operatorId)
  if (filter.states) query = query.where('state', 'in', [...filter.states])
  if (filter.search) query = query.where(saysOf(filter.search, 'callerNumber', ['callerName', 'transcript']))
  return toPage(await query.execute(), filter, (row) => row.id)
}

/**
 * Saves, deletes or restores a message; one that is still recording is refused.
 *
 * @param from only as long as it is that, else it is refused and stays what it is
 */
export async function setMessageState(
  db: Db,
  id: string,
  state: Exclude<MessageState, 'recording'>,
  from?: Exclude<MessageState, 'recording'>,
): Promise<Message | Refusal> {
  const changed = await db
    .updateTable('messages')
    .set({ state })
    .where('id', '=', id)
    .where((is) => (from === undefined ? is('state', '!=', 'recording') : is('state', '=', from)))
    .returningAll()
    .executeTakeFirst()
  if (changed) return changed
  const known = await findMessage(db, id)
  if (!known) return refuse('not-found', 'no such message')
  return refuse(
    'wrong-state',
    known.state === 'recording' ? 'the message is still being recorded' : `the message is ${known.state}`,
  )
}

/** What was said, as text; or what became of the attempt. */
export async function setTranscript(
  db: Db,
  id: string,
  transcription: Message['transcription'],
  transcript: string | null = null,
): Promise<void> {
  await db.updateTable('messages').set({ transcription, transcript }).where('id', '=', id).execute()
}

/** How many messages of each kind a mailbox has, for the lamp (RFC 3842). */
export async function countMessages(db: Db, mailboxId: string): Promise<{ new: number; saved: number }> {
  const rows = await db
    .selectFrom('messages')
    .select((of) => ['state', of.fn.countAll<number>().as('count')])
    .where('mailboxId', '=', mailboxId)
    .where('state', 'in', ['new', 'saved'])
    .groupBy('state')
    .execute()
  const count = (state: MessageState) => rows.find((row) => row.state === state)?.count ?? 0
  return { new: count('new'), saved: count('saved') }
}
