/** Reports on calls: what is counted, by whom it may be read, and the same as a table. */
import * as contract from '@mainline/contract'
import { insertCallRecords, type NewCallRecord } from '@mainline/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '../testing/test-api.ts'

let api: TestApi
let count = 0
beforeAll(async () => {
  api = await openTestApi()
  const waits = [500, 1_200, 3_000, 4_700, 20_000, 31_000, 2_000, 2_200, 900, 61_000]
  await insertCallRecords(api.database.kysely, [
    ...waits.map((wait, index) =>
      call(index % 2 ? '2026-11-24' : '2026-11-25', wait, index < 7 ? 'Maya' : 'Tom'),
    ),
    call('2026-11-24', undefined),
    { ...call('2026-11-24', undefined), result: 'voicemail-left', outOfHours: true },
  ])
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

function call(day: string, wait?: number, by?: string): NewCallRecord {
  const { main, site, operator, occupier } = api.tenant
  const startedAt = Date.parse(`${day}T12:00:00Z`)
  return {
    callId: `c${++count}`,
    operatorId: operator.id,
    siteId: site.id,
    organizationId: occupier.id,
    numberId: main.id,
    trunkId: null,
    sipCallId: 'x',
    callerNumber: null,
    callerName: null,
    calledNumber: main.e164,
    startedAt,
    answeredAt: wait === undefined ? null : startedAt + wait,
    endedAt: startedAt + 90_000,
    result: wait === undefined ? 'abandoned' : 'answered-by-member',
    reason: 'caller-hung-up',
    answeredBy: by ?? null,
    settingsVersion: 1,
    path: [
      {
        step: 'hunt-group',
        target: '',
        from: startedAt,
        to: startedAt + (wait ?? 0),
        outcome: 'answered',
        reason: '',
      },
    ],
    legs: [],
    codecs: null,
    mediaStats: null,
  }
}

const november = { from: '2026-11-01', to: '2026-11-30' }

describe('a report', () => {
  it('adds up the days: who answered, where callers left, how long it took', async () => {
    const { site, main, occupier } = api.tenant
    const report = await api.ok(contract.getSiteReport, { params: { siteId: site.id }, query: november })
    expect(report.total).toEqual({
      calls: 12,
      answered: 10,
      abandoned: 1,
      voicemail: 1,
      outOfHours: 1,
      misdials: 0,
      medianAnswerSeconds: 2,
      p90AnswerSeconds: 31,
      results: [
        { result: 'answered-by-member', calls: 10 },
        { result: 'abandoned', calls: 1 },
        { result: 'voicemail-left', calls: 1 },
      ],
      answeredBy: [
        { name: 'Maya', calls: 7 },
        { name: 'Tom', calls: 3 },
      ],
      abandonedIn: [{ name: 'hunt-group', calls: 1 }],
    })
    expect(report.days.map(({ day, calls }) => [day, calls])).toEqual([
      ['2026-11-24', 7],
      ['2026-11-25', 5],
    ])
    const ofNumber = await api.ok(contract.getNumberReport, {
      params: { numberId: main.id },
      query: november,
    })
    const params = { siteId: site.id, organizationId: occupier.id }
    const ofOrganization = await api.ok(contract.getOrganizationReport, { params, query: november })
    expect(ofNumber.total).toEqual(report.total)
    expect(ofOrganization.days).toEqual(report.days)
  })

  it.each([
    ['by query', { ...november, format: 'csv' as const }, {}],
    ['by Accept', november, { accept: 'text/csv' }],
  ])('is a table %s', async (_, query, headers) => {
    const params = { siteId: api.tenant.site.id }
    const response = await api.app.inject({
      url: `/api/v1/sites/${params.siteId}/report`,
      query,
      headers: { authorization: 'Bearer token-of-the-tests', ...headers },
    })
    expect(response.headers['content-type']).toContain('text/csv')
    expect(response.headers['content-disposition']).toBe(
      'attachment; filename="calls-2026-11-01-2026-11-30.csv"',
    )
    expect(response.body.split('\r\n').slice(0, 2)).toEqual([
      'day,calls,answered,abandoned,voicemail,outOfHours,misdials,medianAnswerSeconds,p90AnswerSeconds',
      '2026-11-24,7,5,1,1,1,0,4.5,61',
    ])
  })

  it.each([
    ['ends before it begins', { from: '2026-11-02', to: '2026-11-01' }],
    ['is longer than a year', { from: '2025-01-01', to: '2026-01-02' }],
  ])('that %s is refused', async (_, query) => {
    const params = { siteId: api.tenant.site.id }
    expect(await api.refusal(contract.getSiteReport, { params, query })).toBe('report-range')
  })
})
