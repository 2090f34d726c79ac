/** Counts of calls by day: the local day of the site, clock changes included, whatever order records come in. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atOnce, createTenant, openTestDatabase, type Tenant } from '../testing/index.ts'
import { readCallDays, refreshCallDays } from './call-days.ts'
import { insertCallRecords, type NewCallRecord } from './call-records.ts'
import type { Database } from './database.ts'
import { lockExtensions } from './number-import.ts'
import type { Db } from './schema.ts'
import { createSite } from './sites.ts'

let database: Database
let db: Db
let tenant: Tenant
let count = 0

beforeAll(async () => {
  database = await openTestDatabase()
  db = database.kysely
  tenant = await createTenant(db)
})
afterAll(() => database.close())

const record = (startedAt: string, more: Partial<NewCallRecord> = {}): NewCallRecord => ({
  callId: `call-${++count}`,
  operatorId: tenant.operator.id,
  siteId: tenant.site.id,
  organizationId: tenant.occupier.id,
  numberId: tenant.main.id,
  trunkId: null,
  sipCallId: 'x',
  callerNumber: null,
  callerName: null,
  calledNumber: tenant.main.e164,
  startedAt: Date.parse(startedAt),
  answeredAt: null,
  endedAt: Date.parse(startedAt) + 1000,
  result: 'abandoned',
  reason: 'caller-hung-up',
  answeredBy: null,
  settingsVersion: 1,
  path: [{ step: 'hunt-group', target: '', from: 1, to: 1, outcome: 'abandoned', reason: '' }],
  legs: [],
  codecs: null,
  mediaStats: null,
  ...more,
})

const answered = (startedAt: string, waitMs: number, answeredBy: string): NewCallRecord =>
  record(startedAt, { result: 'answered-by-member', answeredAt: Date.parse(startedAt) + waitMs, answeredBy })

const days = (from: string, to: string, scopeId = tenant.site.id) =>
  readCallDays(db, { siteId: tenant.site.id, scopeId, from, to })

describe('counts by day', () => {
  it('leave out the calls that people made (C15)', async () => {
    await insertCallRecords(db, [
      record('2026-10-20T10:00:00Z', { result: 'called-out', outgoing: 'national' }),
    ])
    await refreshCallDays(db)
    expect(await days('2026-10-20', '2026-10-20')).toEqual([])
  })

  it('count what a phone dialled in vain for the site, and not as a call to its company (C13)', async () => {
    const misdialled = { result: 'rejected', reason: 'number-unknown' } as const
    await insertCallRecords(db, [record('2026-10-21T10:00:00Z', misdialled)])
    await refreshCallDays(db)
    const on = (scopeId: string) => days('2026-10-21', '2026-10-21', scopeId)
    expect(await on(tenant.site.id)).toMatchObject([{ calls: 1, misdials: 1 }])
    expect([await on(tenant.occupier.id), await on(tenant.main.id)]).toEqual([[], []])
  })

  it('count each call for its site, its organization and its number', async () => {
    await insertCallRecords(db, [
      answered('2026-11-24T10:00:00Z', 4_200, 'Maya'),
      answered('2026-11-24T11:00:00Z', 900, 'Maya'),
      record('2026-11-24T12:00:00Z'),
      record('2026-11-24T20:00:00Z', { result: 'voicemail-left', outOfHours: true, numberId: null }),
      record('2026-11-24T13:00:00Z', {
        result: 'rejected',
        reason: 'number-in-cooldown',
        organizationId: null,
      }),
    ])
    expect(await refreshCallDays(db)).toBe(1)
    const [site] = await days('2026-11-24', '2026-11-24')
    expect(site).toMatchObject({
      day: '2026-11-24',
      calls: 5,
      outOfHours: 1,
      misdials: 1,
      results: { 'answered-by-member': 2, abandoned: 1, 'voicemail-left': 1, rejected: 1 },
      abandoned: { 'hunt-group': 1 },
      answeredBy: { Maya: 2 },
      waits: { 8: 1, 1: 1 },
    })
    const of = async (id: string) =>
      (await days('2026-11-24', '2026-11-24', id)).map(({ calls, organizationId }) => [calls, organizationId])
    expect(await of(tenant.occupier.id)).toEqual([[4, tenant.occupier.id]])
    // A call to the number while it was nobody's is not its organization's.
    expect((await of(tenant.main.id)).sort()).toEqual(
      [
        [1, null],
        [3, tenant.occupier.id],
      ].sort(),
    )
  })

  it('a caller who heard music at first waited until somebody answered (C7)', async () => {
    const at = Date.parse('2026-12-01T10:00:00Z')
    const waiting = { step: 'reception', target: 'Holborn', from: at, to: at + 23_000, outcome: 'answered' }
    const path = [{ ...waiting, reason: '' }] as NewCallRecord['path']
    await insertCallRecords(db, [{ ...answered('2026-12-01T10:00:00Z', 8_000, 'Rita'), path }])
    await refreshCallDays(db)
    expect((await days('2026-12-01', '2026-12-01'))[0]?.waits).toEqual({ 46: 1 })
  })

  it('who waited longer than ten minutes is counted with the time that it took', async () => {
    await insertCallRecords(db, [answered('2026-12-02T10:00:00Z', 1_500_000, 'Rita')])
    await refreshCallDays(db)
    expect((await days('2026-12-02', '2026-12-02'))[0]?.waits).toEqual({ 3000: 1 })
  })

  it('a record that comes late, or again, is counted once', async () => {
    const late = record('2026-11-24T09:00:00Z')
    await insertCallRecords(db, [late])
    await insertCallRecords(db, [{ ...late, result: 'voicemail-left' }])
    expect(await refreshCallDays(db, tenant.site.id)).toBe(1)
    expect((await days('2026-11-24', '2026-11-24'))[0]).toMatchObject({
      calls: 6,
      abandoned: { 'hunt-group': 1 },
    })
    expect(await refreshCallDays(db)).toBe(0)
  })

  // London leaves summer time on 25 October 2026 at 01:00 UTC and enters it on 28 March 2027 at 01:00 UTC.
  it.each([
    ['25 hours in autumn', '2026-10-25', '2026-10-24T23:00:00Z', '2026-10-25T23:59:59.999Z'],
    ['23 hours in spring', '2027-03-28', '2027-03-28T00:00:00Z', '2027-03-28T22:59:59.999Z'],
    ['24 hours otherwise', '2026-07-01', '2026-06-30T23:00:00Z', '2026-07-01T22:59:59.999Z'],
  ])('a day has %s', async (_, day, first, last) => {
    const before = new Date(Date.parse(first) - 1).toISOString()
    const after = new Date(Date.parse(last) + 1).toISOString()
    await insertCallRecords(
      db,
      [before, first, last, after].map((at) => record(at)),
    )
    await refreshCallDays(db)
    expect((await days(day, day))[0]?.calls).toBe(2)
    const around = await days('2026-06-01', '2027-06-01')
    expect(
      around
        .filter((one) => one.day !== day && Math.abs(Date.parse(one.day) - Date.parse(day)) <= 86_400_000)
        .map(({ calls }) => calls),
    ).toEqual([1, 1])
  })

  it('a day is not counted as done while a record of it is being written', async () => {
    await insertCallRecords(db, [record('2026-08-03T10:00:00Z')])
    const writing = await db.startTransaction().execute()
    await insertCallRecords(writing, [record('2026-08-03T11:00:00Z')])
    const counting = refreshCallDays(db)
    await insertCallRecords(db, [record('2026-08-04T11:00:00Z')])
    await writing.commit().execute()
    await counting
    await refreshCallDays(db)
    expect((await days('2026-08-03', '2026-08-03'))[0]?.calls).toBe(2)
  })

  it('that were added to again and again are those of a day counted as a whole', async () => {
    const at = (minute: number) =>
      new Date(Date.parse('2026-09-01T06:00:00Z') + minute * 60_000).toISOString()
    const some = Array.from({ length: 240 }, (_, i) =>
      i % 3 === 0
        ? answered(at(i * 3), 500 * (i % 17), `Person ${i % 5}`)
        : record(at(i * 3), {
            ...(i % 4 === 0 && { result: 'rejected', reason: 'number-unknown', organizationId: null }),
            ...(i % 7 === 0 && { numberId: tenant.ordinary[0]?.id ?? null }),
            ...(i % 5 === 0 && { outOfHours: true }),
          }),
    )
    const counted: number[] = []
    for (let from = 0; from < some.length; from += 40) {
      const portion = some.slice(from, from + 40)
      await insertCallRecords(db, portion)
      // A call whose record comes again, counted before or not, has ended otherwise.
      const [again] = portion
      if (again && from % 80 === 0) await insertCallRecords(db, [{ ...again, result: 'voicemail-left' }])
      counted.push(await refreshCallDays(db))
      if (again && from % 80 !== 0) await insertCallRecords(db, [{ ...again, result: 'voicemail-left' }])
    }
    await refreshCallDays(db)
    expect(counted.every((each) => each > 0)).toBe(true)
    const all = () =>
      db.selectFrom('callDays').selectAll().where('day', '=', '2026-09-01').orderBy('scopeId').execute()
    const added = await all()
    expect(added.find(({ scope }) => scope === 'site')?.calls).toBe(240)
    await db
      .insertInto('callDaysChanged')
      .values({ siteId: tenant.site.id, day: '2026-09-01', touched: 0 })
      .execute()
    await refreshCallDays(db)
    const anew = await all()
    const sorted = (days: typeof anew) =>
      [...days].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    expect(sorted(added)).toEqual(sorted(anew))
  })

  it('count each call once, whoever counts at the same time', async () => {
    const day = '2026-09-02'
    for (let round = 0; round < 6; round++) {
      const calls = Array.from({ length: 20 }, (_, i) => record(`${day}T10:00:${10 + i}Z`))
      const writes = calls.map((call) => insertCallRecords(db, [call]))
      await Promise.all([
        ...writes,
        refreshCallDays(db),
        refreshCallDays(db, tenant.site.id),
        refreshCallDays(db),
      ])
      const changed = calls
        .slice(0, 3)
        .map((call) => insertCallRecords(db, [{ ...call, answeredBy: 'Late' }]))
      await Promise.all([...changed, refreshCallDays(db), refreshCallDays(db)])
    }
    await refreshCallDays(db)
    expect((await days(day, day))[0]?.calls).toBe(120)
    expect(await refreshCallDays(db)).toBe(0)
  })
})

describe('counts by day keep to the days of the site', () => {
  /** A further site, and what is counted of it. */
  async function siteIn(timeZone: string) {
    const { id: siteId } = await createSite(db, {
      operatorId: tenant.operator.id,
      name: timeZone,
      timeZone,
      businessHours: { mode: 'always-open' },
      domain: `${timeZone.toLowerCase().replace(/\W/g, '-')}.test`,
      extensionFirst: 100,
      extensionLast: 199,
    })
    return {
      siteId,
      at: (startedAt: string) => record(startedAt, { siteId, organizationId: null, numberId: null }),
      counted: async () => {
        await refreshCallDays(db)
        const range = { from: '2026-10-01', to: '2026-11-30' }
        const rows = await readCallDays(db, { siteId, scopeId: siteId, ...range })
        return rows.map(({ day, calls }) => [day, calls])
      },
    }
  }

  it('midnight comes twice --> a day begins with the first, counted anew as added to', async () => {
    const { at, counted } = await siteIn('Atlantic/Azores')
    // On 25 October, at 01:00 UTC, clocks go back from 01:00 to 00:00.
    const calls = [at('2026-10-24T23:30:00Z'), at('2026-10-25T00:30:00Z'), at('2026-10-25T01:30:00Z')]
    const days = [
      ['2026-10-24', 1],
      ['2026-10-25', 2],
    ]
    await insertCallRecords(db, calls)
    expect(await counted()).toEqual(days)
    await insertCallRecords(db, calls)
    expect(await counted()).toEqual(days)
  })

  it('its zone is changed afterwards --> the days that it has now, each call in one of them', async () => {
    const { siteId, at, counted } = await siteIn('Europe/London')
    await insertCallRecords(db, [at('2026-11-02T03:00:00Z'), at('2026-11-02T12:00:00Z')])
    expect(await counted()).toEqual([['2026-11-02', 2]])
    // Not counted yet when the zone is changed.
    await insertCallRecords(db, [at('2026-11-03T04:00:00Z')])
    await db.updateTable('sites').set({ timeZone: 'America/New_York' }).where('id', '=', siteId).execute()
    await insertCallRecords(db, [at('2026-11-03T15:00:00Z')])
    expect(await counted()).toEqual([
      ['2026-11-01', 1],
      ['2026-11-02', 2],
      ['2026-11-03', 1],
    ])
  })

  it('its zone is changed while a batch is written --> the days that it has now, whoever was first', async () => {
    const { siteId, at, counted } = await siteIn('Europe/Berlin')
    const moveTo = (timeZone: string, tx = db) =>
      tx.updateTable('sites').set({ timeZone }).where('id', '=', siteId).execute()
    const write = (tx: Db) => insertCallRecords(tx, [at('2026-11-02T03:00:00Z')])
    await atOnce(database, write, () => moveTo('America/New_York'))
    expect(await counted()).toEqual([['2026-11-01', 1]])
    await atOnce(
      database,
      (tx) => moveTo('Europe/Berlin', tx),
      () => write(db),
    )
    expect(await counted()).toEqual([['2026-11-02', 2]])
  })

  it('numbers are imported, which holds the site for long --> the batch is written meanwhile', async () => {
    const { siteId, at, counted } = await siteIn('Europe/Berlin')
    await db.transaction().execute(async (tx) => {
      await lockExtensions(tx, siteId)
      await insertCallRecords(db, [at('2026-11-02T03:00:00Z')])
    })
    expect(await counted()).toEqual([['2026-11-02', 1]])
  })
})
