import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDatabase } from '../testing/index.ts'
import { findCallRecord, insertCallRecords, listCallRecords, type NewCallRecord } from './call-records.ts'
import type { Database } from './database.ts'
import { newId } from './id.ts'
import type { Db } from './schema.ts'

let database: Database
let db: Db
const siteId = newId()
const organizationId = newId()

beforeAll(async () => {
  database = await openTestDatabase()
  db = database.kysely
})
afterAll(() => database.close())

const record = (callId: string, startedAt: number, more: Partial<NewCallRecord> = {}): NewCallRecord => ({
  callId,
  operatorId: newId(),
  siteId,
  organizationId,
  numberId: null,
  trunkId: null,
  sipCallId: `${callId}@trunk`,
  callerNumber: '+442079460999',
  callerName: 'Ångström “quoted” \\ ',
  calledNumber: '+442079460000',
  startedAt,
  answeredAt: null,
  endedAt: startedAt + 1000,
  result: 'abandoned',
  reason: 'caller-hung-up',
  answeredBy: null,
  settingsVersion: 3,
  path: [
    {
      step: 'arrival',
      target: '+442079460000',
      from: startedAt,
      to: startedAt,
      outcome: 'decided',
      reason: 'weekly',
    },
  ],
  legs: [],
  codecs: null,
  mediaStats: { lost: 0 },
  ...more,
})

describe('call records (C13)', () => {
  it('a batch comes back as it was written', async () => {
    const rows = [
      record('a', 1_800_000_000_001),
      record('b', 1_800_000_000_002, { codecs: ['PCMA'], answeredAt: 5 }),
    ]
    await insertCallRecords(db, rows)
    expect(await findCallRecord(db, 'a')).toEqual({ ...rows[0], reception: null, outOfHours: null })
    expect(await findCallRecord(db, 'b')).toEqual({ ...rows[1], reception: null, outOfHours: null })
  })

  it('a batch sent twice, with a call twice in it, is stored once', async () => {
    await insertCallRecords(db, [
      record('a', 1_800_000_000_001, { result: 'voicemail-left', reason: 'message-cut-short' }),
    ])
    await insertCallRecords(db, [record('c', 1_800_000_000_003), record('c', 1_800_000_000_003)])
    expect(await findCallRecord(db, 'a')).toMatchObject({
      result: 'voicemail-left',
      reason: 'message-cut-short',
    })
    expect((await listCallRecords(db)).items).toHaveLength(3)
  })

  it('an empty batch asks nothing', async () => {
    await insertCallRecords(db, [])
    expect((await listCallRecords(db)).items).toHaveLength(3)
  })

  it.each([
    ['a NUL', 'a\0b', 'a\ufffdb'],
    ['half of a surrogate pair', 'a\ud800b', 'a\ufffdb'],
    ['a whole pair', 'a😀b', 'a😀b'],
    ['what only looks like an escape', 'a\\u0000b\\ud800', 'a\\u0000b\\ud800'],
  ])('%s in a text is no reason to refuse the record', async (_what, text, kept) => {
    const path = [{ at: 1, what: 'arrived', reason: text }]
    await insertCallRecords(db, [
      record('odd', 1, { siteId: newId(), callerName: text, path: path as never }),
    ])
    const found = await findCallRecord(db, 'odd')
    expect(found?.callerName).toBe(kept)
    expect(found?.path).toEqual([{ ...path[0], reason: kept }])
    await db.deleteFrom('callRecords').where('callId', '=', 'odd').execute()
  })

  it('lists newest first, by page, without gap or repetition', async () => {
    await insertCallRecords(db, [record('d', 1_800_000_000_003)])
    const seen: string[] = []
    for (let after: string | undefined; ; ) {
      const page = await listCallRecords(db, { siteId, limit: 1, after })
      seen.push(...page.items.map((row) => row.callId))
      after = page.next
      if (!after) break
    }
    expect(seen).toEqual(['d', 'c', 'b', 'a'])
  })

  it.each([
    ['organization', { organizationId }, 4],
    ['another site', { siteId: newId() }, 0],
    ['from (inclusive)', { from: 1_800_000_000_002 }, 3],
    ['to (exclusive)', { to: 1_800_000_000_002 }, 1],
    ['result', { result: 'voicemail-left' as const }, 1],
  ])('filters by %s', async (_, filter, count) => {
    expect((await listCallRecords(db, filter)).items).toHaveLength(count)
  })
})
