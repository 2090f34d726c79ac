import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTenant, openTestDatabase } from '../testing/index.ts'
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
      record('b', 1_800_000_000_002, {
        codecs: ['PCMA'],
        answeredAt: 5,
        ladder: '0<0 INVITE',
      }),
    ]
    await insertCallRecords(db, rows)
    const unknown = { reception: null, outOfHours: null, ladder: null, outgoing: null }
    expect(await findCallRecord(db, 'a')).toEqual({ ...rows[0], ...unknown })
    expect(await findCallRecord(db, 'b')).toEqual({ ...rows[1], ...unknown, ladder: '0<0 INVITE' })
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

  it.each([
    ['engine-full', '+442079470000'],
    ['engine-stopping', '+442079480000'],
    ['lookup-failed', '+442079490000'],
  ] as const)(
    'a call that an engine refused unread (%s) is put down to whose number it was for',
    async (reason, first) => {
      const { operator, site, occupier, main } = await createTenant(db, { first })
      const unread = {
        operatorId: null,
        siteId: null,
        organizationId: null,
        result: 'rejected',
        reason,
      } as const
      const ids = [newId(), newId(), newId()] as const
      await insertCallRecords(db, [
        record(ids[0], 1, { ...unread, calledNumber: main.e164 }),
        record(ids[1], 1, { ...unread, calledNumber: '+442079460999' }),
        record(ids[2], 1, { ...unread, calledNumber: 'a\0b' }),
      ])
      expect(await findCallRecord(db, ids[0])).toMatchObject({
        operatorId: operator.id,
        siteId: site.id,
        organizationId: occupier.id,
        numberId: main.id,
      })
      for (const id of ids.slice(1))
        expect(await findCallRecord(db, id)).toMatchObject({ operatorId: null, numberId: null })
      await db.deleteFrom('callRecords').where('callId', 'in', ids).execute()
    },
  )

  it('what another engine knows of a call stands against who thinks that it was lost', async () => {
    const lost = record('went-on', 1_800_000_000_009, { result: 'ended-by-us', reason: 'engine-lost' })
    const ended = record('went-on', 1_800_000_000_009, { result: 'answered-by-member' })
    for (const each of [lost, ended, lost]) await insertCallRecords(db, [each])
    expect(await findCallRecord(db, 'went-on')).toMatchObject({ reason: 'caller-hung-up' })
    await db.deleteFrom('callRecords').where('callId', '=', 'went-on').execute()
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
    ['direction in', { direction: 'in' as const }, 4],
    ['direction out', { direction: 'out' as const }, 0],
  ])('filters by %s', async (_, filter, count) => {
    expect((await listCallRecords(db, filter)).items).toHaveLength(count)
  })
})

describe('calls by digits of the caller', () => {
  const operatorId = newId()
  const caller = (i: number) => (i % 50 === 0 ? '+493012345678' : `+4479460${String(i).padStart(5, '0')}`)
  beforeAll(async () => {
    await insertCallRecords(
      db,
      Array.from({ length: 1_000 }, (_, i) =>
        record(`digits-${i}`, 1_700_000_000_000 + (i % 10), { operatorId, callerNumber: caller(i) }),
      ),
    )
    await database.pool.query('analyze call_records')
  })

  it.each([
    ['rare', '3012345', 20],
    ['common', '794', 980],
    ['too short for the index', '30', undefined],
    ['nobody’s', '55555', 0],
  ])('%s digits: every call once, newest first', async (_, callerDigits, count) => {
    const wanted = { operatorId, callerDigits, limit: 7 }
    const found: string[] = []
    let page = await listCallRecords(db, wanted)
    for (;;) {
      found.push(...page.items.map(({ startedAt, callId }) => `${startedAt}/${callId}`))
      if (page.next === undefined) break
      page = await listCallRecords(db, { ...wanted, after: page.next })
    }
    expect(new Set(found).size).toBe(found.length)
    expect(found).toEqual([...found].sort().reverse())
    if (count !== undefined) expect(found).toHaveLength(count)
  })

  it('other conditions hold beside them', async () => {
    const wanted = { operatorId, callerDigits: '3012345' }
    const early = await listCallRecords(db, { ...wanted, to: 1_700_000_000_000 })
    expect(early.items).toEqual([])
    expect((await listCallRecords(db, { ...wanted, result: 'forwarded' })).items).toEqual([])
    expect((await listCallRecords(db, { ...wanted, siteId, organizationId, from: 1 })).items).toHaveLength(20)
    expect((await listCallRecords(db, { ...wanted, operatorId: newId() })).items).toEqual([])
    await insertCallRecords(db, [
      record('digits-out', 1_700_000_000_020, {
        operatorId,
        callerNumber: '+493012345678',
        outgoing: 'national',
      }),
    ])
    const directed = async (direction: 'in' | 'out') =>
      (await listCallRecords(db, { ...wanted, direction })).items.map(({ callId }) => callId)
    expect(await directed('out')).toEqual(['digits-out'])
    expect(await directed('in')).toHaveLength(20)
  })
})
