/** What a call whose engine died left behind is in its record, whichever of the two is found first (C9, C13). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTenant, must, openTestDatabase, type Tenant } from '../testing/index.ts'
import { findCallRecord, insertCallRecords, type NewCallRecord } from './call-records.ts'
import type { Database } from './database.ts'
import { newId } from './id.ts'
import { findMailboxOfNumber } from './mailboxes.ts'
import { beginMessage, finishMessage } from './messages.ts'
import type { Db } from './schema.ts'

const arrived = 1_800_000_000_000
let database: Database
let db: Db
let tenant: Tenant

beforeAll(async () => {
  database = await openTestDatabase()
  db = database.kysely
  tenant = await createTenant(db, { ordinary: 0 })
})
afterAll(() => database.close())

/** What the journal has of a call that was answered, as the next start stores it. */
function lost(callId: string): NewCallRecord {
  const { operator, site, occupier, main } = tenant
  const at = { from: arrived, to: arrived }
  return {
    callId,
    operatorId: operator.id,
    siteId: site.id,
    organizationId: occupier.id,
    numberId: main.id,
    trunkId: null,
    sipCallId: `${callId}@trunk`,
    callerNumber: '+442079460999',
    callerName: null,
    calledNumber: main.e164,
    startedAt: arrived,
    answeredAt: arrived,
    endedAt: arrived + 1_000,
    result: 'ended-by-us',
    reason: 'engine-lost',
    answeredBy: null,
    settingsVersion: 1,
    path: [{ step: 'arrival', target: main.e164, ...at, outcome: 'decided', reason: 'Always closed.' }],
    legs: [],
    codecs: null,
    mediaStats: null,
  }
}

async function begun(callId: string): Promise<string> {
  const mailbox = await findMailboxOfNumber(db, tenant.main.id)
  const caller = { callerNumber: '+442079460999', callerName: null }
  const startedAt = arrived + 4_000
  const message = { mailboxId: mailbox?.id ?? '', callId, ...caller, path: '{id}.wav', startedAt }
  return must(await beginMessage(db, message)).id
}

const left = (seconds: number, reason: string) => ({
  step: 'voicemail',
  target: 'Occupier',
  outcome: 'recorded',
  from: arrived,
  to: arrived + 4_000 + seconds * 1_000,
  reason,
})

describe('the record of a call whose engine died', () => {
  it.each([
    ['the message is kept first, as by the next start', ['message', 'record']],
    ['the record is stored first, as by another server', ['record', 'message']],
    ['the record is stored twice', ['message', 'record', 'record']],
  ])('says that a message was left, cut short: %s', async (_, order) => {
    const callId = newId()
    const id = await begun(callId)
    for (const what of order)
      if (what === 'record') await insertCallRecords(db, [lost(callId), lost(newId())])
      else await finishMessage(db, id, { seconds: 7.4, cutShort: true })
    const record = await findCallRecord(db, callId)
    expect(record).toMatchObject({
      result: 'voicemail-left',
      reason: 'message-cut-short',
      endedAt: arrived + 11_400,
    })
    expect(record?.path.slice(1)).toEqual([left(7.4, 'A message of 7 s was left, cut short.')])
  })

  it.each([
    ['nobody had answered', {}],
    ['somebody had talked before', { result: 'answered-by-reception', answeredBy: 'Rita' } as const],
  ])('says so as well of a message that was over by then, when %s', async (_, changes) => {
    const callId = newId()
    await finishMessage(db, await begun(callId), { seconds: 9 })
    await insertCallRecords(db, [{ ...lost(callId), ...changes }])
    const record = await findCallRecord(db, callId)
    expect(record).toMatchObject({ result: 'voicemail-left', reason: 'engine-lost', answeredBy: null })
    expect(record?.path.at(-1)).toEqual(left(9, 'A message of 9 s was left.'))
  })

  it('says nothing of a message that is being recorded yet, and nothing of the message of another call', async () => {
    const [callId, other] = [newId(), newId()]
    await begun(callId)
    await finishMessage(db, await begun(newId()), { seconds: 3, cutShort: true })
    await insertCallRecords(db, [lost(callId), lost(other)])
    for (const id of [callId, other])
      expect(await findCallRecord(db, id)).toMatchObject({ result: 'ended-by-us', path: lost(id).path })
  })

  it('stays what an engine knows that went on with the call', async () => {
    const callId = newId()
    const id = await begun(callId)
    await insertCallRecords(db, [{ ...lost(callId), result: 'no-message', reason: 'mailbox-failed' }])
    await finishMessage(db, id, { seconds: 3, cutShort: true })
    await insertCallRecords(db, [lost(callId)])
    expect(await findCallRecord(db, callId)).toMatchObject({ result: 'no-message', path: lost(callId).path })
  })
})
