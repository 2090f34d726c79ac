import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTenant, must, openTestDatabase } from '../testing/index.ts'
import type { Database } from './database.ts'
import { beatEngine, endEngine } from './engines.ts'
import { newId } from './id.ts'
import { findMailboxOfNumber, updateMailbox } from './mailboxes.ts'
import {
  abandonedMessages,
  beginMessage,
  countMessages,
  discardMessage,
  findMessage,
  finishMessage,
  listMessages,
  setMessageState,
  setTranscript,
  unfinishedMessages,
} from './messages.ts'
import type { Db, Mailbox } from './schema.ts'

let database: Database
let db: Db
let mailbox: Mailbox

beforeAll(async () => {
  database = await openTestDatabase()
  db = database.kysely
  const tenant = await createTenant(db, { ordinary: 0 })
  const found = await findMailboxOfNumber(db, tenant.main.id)
  if (!found) throw new Error('no mailbox')
  mailbox = found
})
afterAll(() => database.close())

const begin = async (callId: string) =>
  must(
    await beginMessage(db, {
      mailboxId: mailbox.id,
      callId,
      callerNumber: '+442079460999',
      callerName: null,
      path: '2026/{id}.wav',
      startedAt: 1_800_000_000_000,
    }),
  )

const inRecording = async () =>
  (await listMessages(db, { mailboxId: mailbox.id, states: ['recording'] })).items.map(({ id }) => id)

describe('messages (C9)', () => {
  it('exists before the beep, in its tenant, with its file named', async () => {
    const message = await begin('before-the-beep')
    expect(message).toMatchObject({
      state: 'recording',
      seconds: 0,
      cutShort: false,
      path: `2026/${message.id}.wav`,
      organizationId: mailbox.organizationId,
    })
    expect(await inRecording()).toEqual([message.id])
    expect(await finishMessage(db, message.id, { seconds: 7.5 })).toMatchObject({
      state: 'new',
      seconds: 7.5,
    })
    expect(await inRecording()).toEqual([])
  })

  it('one that a crash cut short is marked so, once', async () => {
    const { id } = await begin('crash')
    expect(await finishMessage(db, id, { seconds: 3, cutShort: true })).toMatchObject({ cutShort: true })
    expect(await finishMessage(db, id, { seconds: 9 })).toBeUndefined()
    expect(await findMessage(db, id)).toMatchObject({ seconds: 3, cutShort: true })
  })

  it.each([
    ['digits of the number, however spaced', '0161 496-03', true],
    ['the number as it is dialled from abroad', '0044 161', true],
    ['a piece of the name, in any case', 'PRENT', true],
    ['a piece of what was said', 'second floor', true],
    ['signs of the pattern language', '%', false],
    ['another number', '0161 497', false],
  ])('is found by %s', async (_, search, found) => {
    const { id } = must(
      await beginMessage(db, {
        mailboxId: mailbox.id,
        callId: 'searched',
        callerNumber: '+441614960388',
        callerName: 'Odile Prentiss',
        path: '2026/{id}.wav',
        startedAt: 1_800_000_000_000,
      }),
    )
    await finishMessage(db, id, { seconds: 4 })
    await setTranscript(db, id, 'done', 'The drawings of the second floor')
    const { items } = await listMessages(db, { search })
    expect(items.map((one) => one.id).includes(id)).toBe(found)
    await db.deleteFrom('messages').where('id', '=', id).execute()
  })

  it('a mailbox that is gone -> not-found', async () => {
    const answer = await beginMessage(db, {
      mailboxId: newId(),
      callId: 'x',
      callerNumber: null,
      callerName: null,
      path: 'x',
      startedAt: 0,
    })
    expect(answer).toMatchObject({ code: 'not-found' })
  })

  it('too short a one is discarded, a finished one is not', async () => {
    const short = await begin('short')
    await discardMessage(db, short.id)
    expect(await findMessage(db, short.id)).toBeUndefined()
    const kept = await begin('kept')
    await finishMessage(db, kept.id, { seconds: 4 })
    await discardMessage(db, kept.id)
    expect(await findMessage(db, kept.id)).toBeDefined()
  })

  it('is saved and deleted, but not while it is recorded', async () => {
    const message = await begin('states')
    expect(await setMessageState(db, message.id, 'saved')).toMatchObject({ code: 'wrong-state' })
    await finishMessage(db, message.id, { seconds: 4 })
    expect(await setMessageState(db, message.id, 'saved')).toMatchObject({ state: 'saved' })
    expect(await setMessageState(db, newId(), 'saved')).toMatchObject({ code: 'not-found' })
    expect(await setMessageState(db, message.id, 'deleted', 'new')).toMatchObject({ code: 'wrong-state' })
    expect(await setMessageState(db, message.id, 'deleted', 'saved')).toMatchObject({ state: 'deleted' })
    expect(await setMessageState(db, message.id, 'saved', 'deleted')).toMatchObject({ state: 'saved' })
  })

  it('counts for the lamp, lists newest first', async () => {
    expect(await countMessages(db, mailbox.id)).toEqual({ new: 3, saved: 1 })
    const all = await listMessages(db, { mailboxId: mailbox.id })
    expect(all.items.map((one) => one.callId)).toEqual(['states', 'kept', 'crash', 'before-the-beep'])
    const saved = await listMessages(db, { organizationId: mailbox.organizationId, states: ['saved'] })
    expect(saved.items.map((one) => one.callId)).toEqual(['states'])
  })
})

describe('messages that nobody finished (C9)', () => {
  const folder = newId()
  const minute = 60_000
  const beginBy = async (engineId: string, recorder: string, startedAt: number) => {
    const message = { mailboxId: mailbox.id, callId: 'x', callerNumber: null, callerName: null, path: 'x' }
    return must(await beginMessage(db, { ...message, startedAt, recordedBy: { engineId, recorder } })).id
  }

  it('a start takes those of its own data folder, of earlier processes', async () => {
    const [before, now] = [newId(), newId()]
    const mine = await beginBy(before, folder, 1)
    await beginBy(now, folder, 2)
    await beginBy(newId(), newId(), 3)
    const found = await unfinishedMessages(db, { engineId: now, recorder: folder })
    expect(found.map(({ id }) => id)).toEqual([mine])
    expect(await unfinishedMessages(db, { engineId: now, recorder: newId() })).toEqual([])
  })

  it('those of an engine that is no more are taken once they must be over, those of a living one never', async () => {
    const now = 1_900_000_000_000
    const [alive, ended] = [newId(), newId()]
    await beatEngine(db, alive, 'alive:5060')
    await beatEngine(db, ended, 'ended:5060')
    await endEngine(db, ended)
    const lost = [
      await beginBy(ended, newId(), now - 7 * minute),
      await beginBy(newId(), newId(), now - 7 * minute),
    ]
    const kept = [
      await beginBy(alive, newId(), now - 7 * minute),
      await beginBy(ended, newId(), now - 5 * minute),
    ]
    const found = (await abandonedMessages(db, now)).map(({ id }) => id)
    expect(found).toEqual(expect.arrayContaining(lost))
    for (const id of kept) expect(found).not.toContain(id)
  })
})

describe('mailboxes', () => {
  it('the language changes under a version (N12)', async () => {
    const changed = must(await updateMailbox(db, mailbox.id, 1, { language: 'de' }))
    expect(changed).toMatchObject({ language: 'de', version: 2 })
    expect(await updateMailbox(db, mailbox.id, 1, { language: 'de' })).toMatchObject({
      code: 'stale-version',
    })
    expect(must(await updateMailbox(db, mailbox.id, 2, { language: null })).language).toBeNull()
  })
})
