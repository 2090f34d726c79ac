/** Calls that are over and calls that are going on (C13), health and the state of the engine. */
import * as contract from '@mainline/contract'
import { createDevice, insertCallRecords, type NewCallRecord, newId } from '@mainline/storage'
import { must } from '@mainline/storage/testing'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
const noon = Date.parse('2026-11-24T12:00:00Z')
beforeAll(async () => {
  api = await openTestApi()
  await insertCallRecords(api.database.kysely, [
    record('e1-1', { startedAt: noon, answeredAt: noon + 4000, endedAt: noon + 64_500, answeredBy: 'Maya' }),
    record('e1-2', { startedAt: noon + 1000, result: 'rejected', reason: 'number-pending', numberId: null }),
    record('e1-3', { startedAt: noon + 2000, result: 'abandoned', reason: 'caller-hung-up' }),
    record('e1-4', { startedAt: noon + 3000, result: 'ended-by-us', reason: 'engine-lost' }),
  ])
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

function record(callId: string, changes: Partial<NewCallRecord>): NewCallRecord {
  const { main, site, operator, occupier } = api.tenant
  const startedAt = changes.startedAt ?? noon
  return {
    callId,
    operatorId: operator.id,
    siteId: site.id,
    organizationId: occupier.id,
    numberId: main.id,
    trunkId: null,
    sipCallId: 'abc@192.0.2.1',
    callerNumber: '+442079469999',
    callerName: null,
    calledNumber: main.e164,
    startedAt,
    answeredAt: null,
    endedAt: startedAt + 500,
    result: 'answered-by-member',
    reason: 'caller-hung-up',
    answeredBy: null,
    settingsVersion: 1,
    path: [
      { step: 'hunt-group', target: 'Maya', from: startedAt, to: startedAt, outcome: 'answered', reason: '' },
    ],
    legs: [
      {
        leg: 1,
        memberId: 'm',
        name: 'Maya',
        target: 'd',
        external: false,
        state: 'ended',
        startedAt,
        outcome: 'answered',
        status: 200,
      },
    ],
    codecs: ['PCMA'],
    mediaStats: [{ party: 'caller', lost: 0 }],
    ...changes,
  }
}

describe('calls that are over', () => {
  it('are listed newest first, filtered, by page', async () => {
    const { id } = api.tenant.main
    const ids = async (query: contract.MethodInput<typeof contract.listCalls>['query'] | object) =>
      (await api.ok(contract.listCalls, { query })).items.map((one) => one.callId)
    expect(await ids({})).toEqual(['e1-4', 'e1-3', 'e1-2', 'e1-1'])
    expect(await ids({ numberId: id })).toEqual(['e1-4', 'e1-3', 'e1-1'])
    expect(await ids({ result: 'rejected' })).toEqual(['e1-2'])
    expect(await ids({ callerDigits: '79469999' })).toHaveLength(4)
    expect(await ids({ callerDigits: '555' })).toEqual([])
    expect(await ids({ from: '2026-11-24T12:00:01Z', to: '2026-11-24T13:00:02+01:00' })).toEqual(['e1-2'])
    const first = await api.ok(contract.listCalls, { query: { limit: 3 } })
    expect(await ids({ limit: 3, after: first.next })).toEqual(['e1-1'])
    expect(await api.refusal(contract.listCalls, { query: { after: 'x' } })).toBe('invalid-request')
  })

  it.each([contract.listCalls, contract.exportCalls])(
    'of a time that ends before it begins are refused, not none: $id',
    async (method) => {
      const query = { from: '2026-11-24T13:00:00Z', to: '2026-11-24T12:00:00Z' }
      const { status, error } = await api.call(method, { query })
      expect([status, error?.code]).toEqual([400, 'invalid-request'])
      expect(error?.details).toMatchObject({
        fields: [{ field: 'query.to', message: 'must not be before "from"' }],
      })
      // Compared as instants, whatever zone each is told in.
      const zones = { from: '2026-11-24T13:00:00+01:00', to: '2026-11-24T12:00:00Z' }
      expect((await api.call(method, { query: zones })).status).toBe(200)
    },
  )

  it('lead from any of them to the next newer and older one of the same filter (C13)', async () => {
    const { id: numberId } = api.tenant.main
    const of = (at: number, callId: string) => `${noon + at}/${callId}`
    const beside = async (query: contract.MethodInput<typeof contract.listCalls>['query'] | object) =>
      (await api.ok(contract.listCalls, { query: { limit: 1, ...query } })).items.map((one) => one.callId)
    expect(await beside({ before: of(1000, 'e1-2') })).toEqual(['e1-3'])
    expect(await beside({ after: of(1000, 'e1-2') })).toEqual(['e1-1'])
    // e1-2 called no number of ours.
    expect(await beside({ before: of(0, 'e1-1'), numberId })).toEqual(['e1-3'])
    expect(await beside({ before: of(0, 'e1-1'), callerDigits: '9999' })).toEqual(['e1-2'])
    expect(await beside({ before: of(3000, 'e1-4') })).toEqual([])
    const both = { before: of(0, 'e1-1'), after: of(0, 'e1-1') }
    expect(await api.refusal(contract.listCalls, { query: both })).toBe('invalid-request')
  })

  it('come by page towards newer ones too, newest first', async () => {
    const read = (query: object) => api.ok(contract.listCalls, { query: { limit: 2, ...query } })
    const older = await read({ after: (await read({})).next })
    expect(older.items.map((one) => one.callId)).toEqual(['e1-2', 'e1-1'])
    const newer = await read({ before: older.previous })
    expect(newer.items.map((one) => one.callId)).toEqual(['e1-4', 'e1-3'])
    expect(newer.previous).toBeUndefined()
    expect(newer.next).toBe(`${noon + 2000}/e1-3`)
  })

  it('tell in one sentence what became of them', async () => {
    const { items } = await api.ok(contract.listCalls)
    expect(items.map((one) => one.sentence).reverse()).toEqual([
      'Answered by Maya: the caller hung up.',
      'Rejected with 480: the number is still being activated.',
      expect.stringMatching(/^The caller left while the hunt group rang: /),
      expect.stringMatching(/^Ended by the system .*\.$/),
    ])
  })

  it('are told apart by direction, in the list and in the file (C15)', async () => {
    const outside = {
      calledNumber: '+442079460999',
      result: 'rejected',
      reason: 'outside-not-allowed',
    } as const
    await insertCallRecords(api.database.kysely, [
      record('e3-out', { startedAt: noon - 60_000, outgoing: 'national', ...outside }),
    ])
    const listed = async (direction: 'in' | 'out') =>
      (await api.ok(contract.listCalls, { query: { direction } })).items.map(({ callId }) => callId)
    expect(await listed('out')).toEqual(['e3-out'])
    expect(await listed('in')).toEqual(['e1-4', 'e1-3', 'e1-2', 'e1-1'])
    const file = async (direction: 'in' | 'out') =>
      (await api.call(contract.exportCalls, { query: { direction } })).payload.toString().trim().split('\r\n')
    const [head, ...rows] = await file('out')
    expect(head).toContain('seconds,direction,caller number')
    expect(rows.map((row) => row.includes(',out,'))).toEqual([true])
    expect((await file('in')).slice(1).every((row) => row.includes(',in,'))).toBe(true)
    await api.database.kysely.deleteFrom('callRecords').where('callId', '=', 'e3-out').execute()
  })

  it('are in the file as long as in the list, and an emergency call is said to be one (C13, C15)', async () => {
    const at = { startedAt: noon - 60_000, endedAt: noon - 55_000, calledNumber: '999' }
    const ended = { result: 'abandoned', reason: 'caller-hung-up', outgoing: 'emergency' } as const
    await insertCallRecords(api.database.kysely, [record('e3-help', { ...at, ...ended })])
    const query = { direction: 'out' } as const
    const { items } = await api.ok(contract.listCalls, { query })
    expect(items.map(({ seconds }) => seconds)).toEqual([5])
    const { payload } = await api.call(contract.exportCalls, { query })
    const [, row] = payload.toString().trim().split('\r\n')
    expect(row?.split(',').slice(3, 5)).toEqual(['5', 'emergency'])
    await api.database.kysely.deleteFrom('callRecords').where('callId', '=', 'e3-help').execute()
  })

  it('are read with path, legs and media', async () => {
    const call = await api.ok(contract.getCall, { params: { callId: 'e1-1' } })
    expect(call).toMatchObject({
      startedAt: '2026-11-24T12:00:00.000Z',
      seconds: 64.5,
      path: [{ step: 'hunt-group', outcome: 'answered', from: '2026-11-24T12:00:00.000Z' }],
      legs: [{ name: 'Maya', status: 200, ringingAt: null }],
      codecs: ['PCMA'],
      mediaStats: [{ party: 'caller', lost: 0 }],
      settingsVersion: 1,
    })
    expect(await api.refusal(contract.getCall, { params: { callId: 'e1-none' } })).toBe('not-found')
  })
})

describe('a leg of a call that is over', () => {
  it('has the extension that its device rings for, as long as there is one (design 10)', async () => {
    const { ordinary } = api.tenant
    const [number] = ordinary
    if (!number) throw new Error('no number')
    const device = must(
      await createDevice(api.database.kysely, {
        numberId: number.id,
        name: 'Desk',
        username: 'maya',
        password: 'x',
      }),
    )
    const leg = record('e4', {}).legs[0]
    if (!leg) throw new Error('no leg')
    const legs = [
      { ...leg, target: device.id },
      { ...leg, leg: 2, target: newId() },
      { ...leg, leg: 3, target: '+447700900412', external: true },
    ]
    await insertCallRecords(api.database.kysely, [record('e4-legs', { startedAt: noon - 90_000, legs })])
    const call = await api.ok(contract.getCall, { params: { callId: 'e4-legs' } })
    expect(call.legs.map(({ extension }) => extension)).toEqual([number.extension, null, null])
    expect(number.extension).toMatch(/^\d+$/)
    await api.database.kysely.deleteFrom('callRecords').where('callId', '=', 'e4-legs').execute()
  })
})

describe('calls that are going on', () => {
  it('are filtered and counted', async () => {
    const example = contract.listLiveCalls.example.response?.items[0]
    if (!example) throw new Error('no example')
    const { main, site } = api.tenant
    api.engine.calls = [1, 2, 3].map((n) => ({
      ...example,
      callId: `e1-${n}`,
      siteId: site.id,
      numberId: n < 3 ? main.id : null,
    }))
    const mine = await api.ok(contract.listLiveCalls, { query: { numberId: main.id, limit: 1 } })
    expect(mine).toMatchObject({ total: 2, items: [{ callId: 'e1-1' }] })
    expect((await api.ok(contract.listLiveCalls, { query: { siteId: site.id } })).total).toBe(3)
    api.engine.calls.push({
      ...example,
      callId: 'e1-4',
      siteId: site.id,
      numberId: main.id,
      state: 'finished',
    })
    expect((await api.ok(contract.listLiveCalls)).total).toBe(3)
    api.engine.calls.pop()
    expect((await api.ok(contract.getEngineStatus)).liveCalls).toBe(3)
    const { payload, headers } = await api.call(contract.getMetrics)
    expect(headers['content-type']).toContain('text/plain; version=0.0.4')
    expect(payload.toString()).toContain('# TYPE mainline_live_calls gauge\nmainline_live_calls 3\n')
    api.engine.calls = []
  })

  it('are those of the company that was called, not of the one that has its number by now (N6)', async () => {
    const example = contract.listLiveCalls.example.response?.items[0]
    if (!example) throw new Error('no example')
    const { main, site, occupier, operator } = api.tenant
    const place = { siteId: site.id, numberId: main.id }
    api.engine.calls = [
      { ...example, ...place, callId: 'own', organizationId: occupier.id },
      { ...example, ...place, callId: 'of-the-one-before', organizationId: newId() },
    ]
    const seenBy = async (holder: object) => {
      const body = { name: 'Program', operatorId: operator.id, ...holder } as never
      const { secret } = await api.ok(contract.createApiToken, { body })
      const headers = { authorization: `Bearer ${secret}` }
      return (await api.ok(contract.listLiveCalls, { headers })).items.map(({ callId }) => callId)
    }
    expect(await seenBy({ role: 'occupier-admin', organizationId: occupier.id })).toEqual(['own'])
    expect(await seenBy({ role: 'operator-admin' })).toEqual(['own', 'of-the-one-before'])
    api.engine.calls = []
  })

  it('metrics are text that Prometheus reads', async () => {
    const { payload } = await api.call(contract.getMetrics)
    for (const line of payload.toString().trimEnd().split('\n')) {
      expect(line).toMatch(/^(# (HELP|TYPE) mainline_\w+ .+|mainline_\w+(\{\w+="[\w.:-]+"\})? \d+(\.\d+)?)$/)
    }
  })
})

describe('health', () => {
  it('is told to everybody', async () => {
    const alive = await api.app.inject({ url: '/healthz' })
    expect([alive.statusCode, alive.json()]).toEqual([200, { status: 'ok' }])
    const ready = await api.app.inject({ url: '/readyz' })
    expect([ready.statusCode, ready.json()]).toEqual([200, { status: 'ready' }])
  })

  it('says why it is not ready', async () => {
    api.engine.reason = 'the server is stopping'
    const { status, error } = await api.call(contract.getReadiness)
    expect([status, error?.code]).toEqual([503, 'not-ready'])
    expect(error?.message).toMatch(/^The server is stopping\. /)
    expect((await api.call(contract.getHealth)).status).toBe(200)
    api.engine.reason = undefined
  })

  it('notices a database that only reads, and what it refuses is no fault of ours', async () => {
    const other = await openTestApi()
    try {
      const { pool } = other.database
      await pool.query(`do $$ begin
        execute format('alter database %I set default_transaction_read_only = on', current_database()); end $$`)
      // Connections are new from now on.
      await pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`)
      await pool.query('select pg_terminate_backend(pg_backend_pid())').catch(() => {})
      await vi.waitFor(async () => {
        const { status, error } = await other.call(contract.getReadiness)
        expect([status, error?.message]).toEqual([
          503,
          expect.stringMatching(/^The database cannot be written to/),
        ])
      })
      expect(await other.refusal(contract.createOrganization, { body: { name: 'New' } })).toBe(
        'database-away',
      )
    } finally {
      await other[Symbol.asyncDispose]()
    }
  })

  it('notices a database that hangs', async () => {
    const other = await openTestApi()
    const held = await Promise.all(Array.from({ length: 10 }, () => other.database.pool.connect()))
    try {
      const { error } = await other.call(contract.getReadiness)
      expect(error?.message).toMatch(/^The database does not answer/)
    } finally {
      for (const client of held) client.release()
      await other[Symbol.asyncDispose]()
    }
  })

  it('notices a database that is gone, and an unknown fault leaks nothing', async () => {
    const other = await openTestApi()
    try {
      await other.database.close()
      expect(await other.refusal(contract.getReadiness)).toBe('not-ready')
      const { status, error, payload } = await other.call(contract.listSites)
      expect([status, error?.code]).toEqual([500, 'internal'])
      expect(payload.toString()).not.toMatch(/select|driver|pool|stack|\.ts/i)
    } finally {
      await other[Symbol.asyncDispose]()
    }
  })
})

describe('calls that no phone rang for', () => {
  it.each([
    ['engine-full', 'Rejected with 503: more calls came than the engine manages.'],
    ['lookup-failed', 'Rejected with 503: the number could not be looked up.'],
    ['number-unknown', 'Rejected with 404: there is no such number.'],
  ] as const)('that were rejected say with what: %s', async (reason, sentence) => {
    await insertCallRecords(api.database.kysely, [
      record(`e2-${reason}`, { result: 'rejected', reason, legs: [] }),
    ])
    const call = await api.ok(contract.getCall, { params: { callId: `e2-${reason}` } })
    expect(call.sentence).toBe(sentence)
  })
})
