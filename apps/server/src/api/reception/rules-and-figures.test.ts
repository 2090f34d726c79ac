/** Rules of a reception, and figures of how it kept its promise (C7). */
import * as contract from '@mainline/contract'
import { createSite, insertCallRecords, type NewCallRecord } from '@mainline/storage'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Browser } from '../testing/browser.ts'
import { addPerson, signedIn } from '../testing/people.ts'
import { openReceptionAtWork, type ReceptionAtWork } from '../testing/reception-at-work.ts'
import type { TestApi } from '../testing/test-api.ts'

let reception: ReceptionAtWork
let api: TestApi
let rita: Browser
let place: ReceptionAtWork['place']
let seatId: string
beforeAll(async () => {
  reception = await openReceptionAtWork()
  ;({ api, rita, place } = reception)
}, 60_000)
afterAll(() => reception[Symbol.asyncDispose]())
beforeEach(async () => {
  seatId = await reception.sitDown()
})

describe('rules and figures (C7)', () => {
  it('are saved with the version of the site, and judged', async () => {
    const { version, siteId: _, ...rules } = await api.ok(contract.getReception, { params: place })
    expect(rules).toMatchObject({ promiseSeconds: 20, overflow: null })
    const save = (change: object, at = version) =>
      api.call(contract.saveReception, { params: place, body: { version: at, ...rules, ...change } })
    expect((await save({ wrapUpSeconds: 301 })).error?.code).toBe('reception-seconds')
    const itself = { to: 'site' as const, siteId: api.tenant.site.id }
    expect((await save({ overflow: itself })).error?.code).toBe('reception-overflow-self')
    const wrong = { to: 'outside' as const, address: 'nowhere' }
    expect((await save({ overflow: wrong })).error?.code).toBe('reception-overflow-address')
    const ours = { to: 'outside' as const, address: api.tenant.main.e164 }
    expect((await save({ overflow: ours })).error?.code, 'it may lead back here (M6)').toBe(
      'reception-overflow-inside',
    )
    const outside = { to: 'outside' as const, address: 'sip:desk@answering.example' }
    expect((await save({ overflow: outside })).body).toMatchObject({ overflow: outside })
    expect((await save({})).error?.code).toBe('stale-version')
  })
  it('counts what was answered in time, by organization and seat', async () => {
    const { site } = api.tenant
    const start = Date.parse('2026-11-24T10:00:00Z')
    const { had, leftIn } = piecesOf(start)
    const record = (callId: string, waitedMs: number, seat: string | null) => ({
      ...recordAt(start, callId),
      endedAt: start + waitedMs + 60_000,
      result: seat ? ('answered-by-reception' as const) : ('abandoned' as const),
      path: seat ? [] : [leftIn('reception')],
      legs: seat ? [had(seat, waitedMs, 60_000)] : [],
      reception: { siteId: site.id, waitedMs, seatId: seat, seatName: seat && 'Rita' },
    })
    await insertCallRecords(api.database.kysely, [
      record('a', 5_000, seatId),
      record('b', 25_000, seatId),
      record('c', 40_000, null),
    ])
    const query = { from: '2026-11-24T00:00:00Z', to: '2026-11-25T00:00:00Z' }
    const { body } = await rita.call(contract.getReceptionFigures, { params: place, query })
    expect(body.total).toMatchObject({ calls: 3, answered: 2, inTime: 1, left: 1, longestWaitSeconds: 40 })
    expect(body.organizations).toMatchObject([{ name: 'Occupier', calls: 3 }])
    expect(body.seats).toMatchObject([{ id: seatId, name: 'Rita', answered: 2, averageTalkSeconds: 60 }])
    expect(body.days).toMatchObject([{ day: '2026-11-24', calls: 3, left: 1 }])
    const { body: mine } = await rita.call(contract.listCalls, { query: { seatId } })
    expect(mine.items.map(({ callId, receptionist }) => [callId, receptionist])).toEqual([
      ['b', 'Rita'],
      ['a', 'Rita'],
    ])
    const backwards = { from: query.to, to: query.from }
    const refused = await rita.call(contract.getReceptionFigures, { params: place, query: backwards })
    expect([refused.status, refused.error?.details]).toMatchObject([
      400,
      { fields: [{ field: 'query.to', message: 'must not be before "from"' }] },
    ])
    const table = await api.app.inject({
      url: `/api/v1/sites/${site.id}/reception/figures`,
      query: { ...query, format: 'csv' },
      headers: { authorization: 'Bearer token-of-the-tests' },
    })
    expect(table.headers['content-type']).toContain('text/csv')
    expect(table.body.trimEnd().split('\r\n')).toEqual([
      '\uFEFFday,organization,seat,calls,answered,inTime,left,averageWaitSeconds,longestWaitSeconds,averageTalkSeconds',
      '2026-11-24,,,3,2,1,1,23.333,40,60',
      '2026-11-24,Occupier,,3,2,1,1,23.333,40,60',
      '2026-11-24,,Rita,2,2,1,0,15,25,60',
    ])
  })

  it('the hunt group before it, the mailbox and whoever has the call next are no conversation of the reception, and no wait in vain', async () => {
    const { site } = api.tenant
    const start = Date.parse('2026-11-26T10:00:00Z')
    const { had, leftIn } = piecesOf(start)
    const call = (callId: string, rest: Pick<NewCallRecord, 'result' | 'path' | 'legs' | 'reception'>) => ({
      ...recordAt(start, callId),
      ...rest,
    })
    await insertCallRecords(api.database.kysely, [
      // 20 s in the hunt group, 10 s in the queue, 30 s with Rita, the rest with whom she passed it on to.
      call('passed-on', {
        result: 'answered-by-member',
        path: [],
        legs: [had(seatId, 30_000, 30_000), had('a-colleague', 65_000, 135_000)],
        reception: { siteId: site.id, waitedMs: 10_000, seatId, seatName: 'Rita' },
      }),
      // Nobody took it, and the caller gave up while the forwarding number rang.
      call('left-later', {
        result: 'abandoned',
        path: [leftIn('forward')],
        legs: [],
        reception: { siteId: site.id, waitedMs: 30_000, seatId: null, seatName: null },
      }),
    ])
    const query = { from: '2026-11-26T00:00:00Z', to: '2026-11-27T00:00:00Z' }
    const { body } = await rita.call(contract.getReceptionFigures, { params: place, query })
    expect(body.total).toMatchObject({ calls: 2, answered: 1, left: 0, averageTalkSeconds: 30 })
  })

  it('what came over from a site that its people do not see is theirs all the same (C7)', async () => {
    const { operator, site } = api.tenant
    const { id: siteId } = await createSite(api.database.kysely, {
      operatorId: operator.id,
      name: 'Soho',
      timeZone: 'Europe/London',
      businessHours: { mode: 'always-open' },
      domain: 'soho.test',
      extensionFirst: 100,
      extensionLast: 199,
    })
    const start = Date.parse('2026-11-27T10:00:00Z')
    await insertCallRecords(api.database.kysely, [
      {
        ...recordAt(start, 'overflowed'),
        result: 'answered-by-reception',
        path: [],
        legs: [piecesOf(start).had(seatId, 30_000, 60_000)],
        reception: { siteId, waitedMs: 30_000, seatId, seatName: 'Sue' },
      },
    ])
    const sue = await signedIn(api, await addPerson(api, 'receptionist', { siteIds: [siteId] }))
    const query = { from: '2026-11-27T00:00:00Z', to: '2026-11-28T00:00:00Z' }
    const { body } = await sue.call(contract.getReceptionFigures, { params: { siteId }, query })
    expect(body).toMatchObject({ total: { calls: 1, answered: 1 }, organizations: [{ name: 'Occupier' }] })
    const elsewhere = await sue.call(contract.getReceptionFigures, { params: { siteId: site.id }, query })
    expect(elsewhere.status).toBe(404)
  })
})

/** The record of a call to the main number, without what became of it. */
function recordAt(startedAt: number, callId: string) {
  const { operator, site, occupier, main } = api.tenant
  return {
    callId,
    operatorId: operator.id,
    siteId: site.id,
    organizationId: occupier.id,
    numberId: main.id,
    trunkId: null,
    sipCallId: callId,
    callerNumber: null,
    callerName: null,
    calledNumber: main.e164,
    startedAt,
    answeredAt: null,
    endedAt: startedAt + 200_000,
    reason: 'caller-hung-up' as const,
    answeredBy: null,
    settingsVersion: 1,
    codecs: null,
    mediaStats: null,
  }
}

/** Pieces of the record of a call that came at this moment (epoch ms). */
const piecesOf = (start: number) => ({
  /** Somebody answered so long after it came, and talked so long, ms. */
  had: (memberId: string, after: number, lasted: number): NewCallRecord['legs'][number] => ({
    leg: 1,
    memberId,
    name: 'Rita',
    target: 'page',
    external: false,
    state: 'ended',
    startedAt: start,
    answeredAt: start + after,
    endedAt: start + after + lasted,
  }),
  leftIn: (step: 'reception' | 'forward'): NewCallRecord['path'][number] => ({
    step,
    target: '',
    from: start,
    to: start,
    outcome: 'abandoned',
    reason: 'The caller hung up.',
  }),
})
