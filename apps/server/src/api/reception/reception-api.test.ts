/** The reception by API: seats of people, the desk with its cards, messages that reach the organization, figures (C7, C8). */
import * as contract from '@mainline/contract'
import {
  createDevice,
  createNumbers,
  findDevice,
  insertCallRecords,
  locateAtSite,
  saveReceptionCard,
  updateNumber,
} from '@mainline/storage'
import { activateNumber, giveVoiceService, must } from '@mainline/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Browser } from '../testing/browser.ts'
import { addPerson, signedIn } from '../testing/people.ts'
import { openTestApi, type TestApi, unknownId } from '../testing/test-api.ts'

let api: TestApi
let rita: Browser
let sam: Browser
let admin: Browser
let deviceId = ''
let seatId = ''
beforeAll(async () => {
  api = await openTestApi({ mail: true })
  const { database, tenant } = api
  const { kysely } = database
  await locateAtSite(kysely, tenant.operator.id, tenant.site.id)
  await giveVoiceService(kysely, tenant.operator.id, tenant.site.id)
  const [free] = must(
    await createNumbers(kysely, { siteId: tenant.site.id, first: '+442079461000', count: 1 }),
  )
  if (!free) throw new Error('no number')
  const number = await activateNumber(kysely, free, tenant.operator.id)
  const login = { username: 'desk-left', password: 'long-enough-password' }
  deviceId = must(await createDevice(kysely, { numberId: number.id, name: 'Desk left', ...login })).id
  rita = await signedIn(api, await addPerson(api, 'receptionist'))
  sam = await signedIn(api, await addPerson(api, 'receptionist'))
  admin = await signedIn(api, await addPerson(api, 'occupier-admin', { email: 'ada@occupier.example' }))
}, 60_000)
afterAll(() => api[Symbol.asyncDispose]())

/** Rita sits at her desk, ready, and the engine does what it is asked, whatever a test before has left. */
beforeEach(async () => {
  api.engine.taken = { by: 'you' }
  api.engine.ordered = 'done'
  const opened = await rita.call(contract.openSeat, { params: place(), body: { deviceId } })
  expect(opened.error).toBeUndefined()
  seatId = opened.body.seatId
})

const place = () => ({ siteId: api.tenant.site.id })
const atSite = () => ({ ...place(), organizationId: api.tenant.occupier.id })

describe('a seat (C7)', () => {
  it('may ring the phones of the operator only', async () => {
    const { body } = await rita.call(contract.listSeatDevices, { params: place() })
    expect(body.items).toMatchObject([{ name: 'Desk left', registered: false, ofYours: false }])
    const [ordinary] = api.tenant.ordinary
    const login = { username: 'tenant-phone', password: 'long-enough-password' }
    const foreign = must(
      await createDevice(api.database.kysely, { numberId: ordinary?.id ?? '', name: 'Tenant', ...login }),
    )
    const body2 = { deviceId: foreign.id }
    expect(await rita.refusal(contract.openSeat, { params: place(), body: body2 })).toBe('seat-device')
  })
  it('is the same one each time, and told to the engine with its device', async () => {
    const again = await rita.call(contract.openSeat, { params: place(), body: { deviceId } })
    expect(again.body.seatId).toBe(seatId)
    expect(api.engine.asked.at(-1)).toEqual([
      'openSeat',
      expect.objectContaining({ id: seatId, deviceId, username: 'desk-left', presence: 'ready' }),
    ])
  })
  it('says that it is away, and why', async () => {
    const body = { presence: 'away', reason: 'Lunch' } as const
    const { body: changed } = await rita.call(contract.changeSeat, { params: { seatId }, body })
    expect(changed).toMatchObject({ presence: 'away', reason: 'Lunch' })
    const back = await rita.call(contract.changeSeat, { params: { seatId }, body: { presence: 'ready' } })
    expect(back.body).toMatchObject({ presence: 'ready', reason: null })
  })
  it('in the page has a phone of the session, which no list shows, and ends with it', async () => {
    const tess = await signedIn(api, await addPerson(api, 'receptionist'))
    const { body: seat } = await tess.call(contract.openSeat, { params: place(), body: {} })
    expect(seat).toMatchObject({ inPage: true, ringsDevice: false })
    const params = { seatId: seat.seatId }
    const { body: phone } = await tess.call(contract.openSeatPhone, { params })
    expect(phone).toMatchObject({ deviceId: seat.deviceId, username: expect.stringMatching(/^seat-/) })
    const again = await tess.call(contract.openSeatPhone, { params })
    expect(again.body).toMatchObject({ deviceId: seat.deviceId, username: phone.username })
    expect(again.body.password).not.toBe(phone.password)
    expect(api.engine.asked.at(-1)).toEqual([
      'openSeat',
      expect.objectContaining({ deviceId: seat.deviceId, soundInPage: true, ringsDevice: false }),
    ])
    const { body: listed } = await tess.call(contract.listSeatDevices, { params: place() })
    expect(listed.items.map(({ name }) => name)).toEqual(['Desk left'])
    expect(await sam.refusal(contract.openSeatPhone, { params })).toBe('seat-not-yours')
    await tess.call(contract.signOut)
    expect(await findDevice(api.database.kysely, phone.deviceId)).toBeUndefined()
  })
  it('with a desk phone has none in the page', async () => {
    expect(await rita.refusal(contract.openSeatPhone, { params: { seatId } })).toBe('seat-closed')
  })
  it('says whether somebody could be spoken to there', async () => {
    await rita.call(contract.beatSeat, { params: { seatId }, body: { canRing: false } })
    expect(api.engine.asked.at(-1)).toEqual(['beat', seatId, false])
  })
  it('is nobody else’s', async () => {
    expect(await sam.refusal(contract.beatSeat, { params: { seatId }, body: {} })).toBe('seat-not-yours')
    expect(await rita.refusal(contract.beatSeat, { params: { seatId: unknownId }, body: {} })).toBe(
      'not-found',
    )
  })
  it('is learnt anew by an engine that does not know it', async () => {
    await api.engine.reception.closeSeat(seatId)
    expect((await rita.call(contract.beatSeat, { params: { seatId }, body: {} })).status).toBe(204)
    expect(await api.engine.reception.beat(seatId, true)).toBe(true)
  })
  it('that is closed takes nothing', async () => {
    const opened = await sam.call(contract.openSeat, { params: place(), body: { deviceId } })
    const params = { seatId: opened.body.seatId }
    expect((await sam.call(contract.closeSeat, { params })).status).toBe(204)
    expect(await sam.refusal(contract.beatSeat, { params, body: {} })).toBe('seat-closed')
  })
})

describe('the desk (C7, M11)', () => {
  const view = (numberId: string) => ({
    callId: 'c1',
    siteId: api.tenant.site.id,
    numberId,
    organizationId: api.tenant.occupier.id,
    organizationName: 'Occupier',
    calledNumber: api.tenant.main.e164,
    callerNumber: '+442079460990',
    callerName: null,
    open: true,
    since: 1_000,
    answeredAt: null,
    stateSince: 1_000,
    seatId: null,
    state: 'waiting' as const,
    returned: false,
    offeredTo: [seatId],
    listener: null,
    why: 'Nobody answered within 20 s.',
    person: null,
  })
  it('shows each call with its card, and whose seat is mine', async () => {
    const card = {
      inHours: {
        greeting: '{organization}, hello',
        comments: [{ text: 'Ask for the floor', author: 'Ada' }],
      },
    }
    must(await saveReceptionCard(api.database.kysely, api.tenant.main.id, 0, { card, changedBy: 'Ada' }))
    const seat = {
      name: 'Rita',
      state: 'ready' as const,
      reason: null,
      since: 0,
      wrapUpUntil: null,
      callIds: [],
    }
    const callerName = ' Imogen\u00AD\uFEFF Vane\uD83D'
    const call = { ...view(api.tenant.main.id), callerName }
    api.engine.desk = { seats: [{ ...seat, seatId }], calls: [call] }
    const { body } = await rita.call(contract.getDesk, { params: place() })
    expect(body.seats).toMatchObject([{ seatId, mine: true }])
    expect(body.calls).toMatchObject([
      {
        liveCallId: 'c1',
        hasMailbox: true,
        callerName: 'Imogen Vane\uFFFD',
        card: { greeting: 'Occupier, hello', comments: [{ text: 'Ask for the floor' }] },
      },
    ])
    // The form of a message has that name in it.
    const form = { organizationId: api.tenant.occupier.id, text: 'x', callerName: body.calls[0]?.callerName }
    expect(contract.takeReceptionMessage.body.safeParse(form).success).toBe(true)
  })
  it('one of two who click wins', async () => {
    const parts = { params: { seatId }, body: { liveCallId: 'c1' } }
    expect((await rita.call(contract.takeWaitingCall, parts)).status).toBe(204)
    api.engine.taken = { by: 'other', name: 'Sam Hale' }
    const { error } = await rita.call(contract.takeWaitingCall, parts)
    expect(error).toMatchObject({
      code: 'call-taken',
      message: expect.stringContaining('Taken by Sam Hale.'),
    })
    api.engine.taken = { by: 'nobody' }
    expect(await rita.refusal(contract.takeWaitingCall, parts)).toBe('call-gone')
    api.engine.taken = { by: 'unreached' }
    expect(await rita.refusal(contract.takeWaitingCall, parts)).toBe('seat-unreached')
  })
  it('passes a call on to a person by number, or outside', async () => {
    const [ordinary] = api.tenant.ordinary
    const order = (to: { numberId: string } | { outside: string }) => ({
      params: { seatId },
      body: { do: 'pass' as const, liveCallId: 'c1', to },
    })
    expect((await rita.call(contract.orderSeatCall, order({ numberId: ordinary?.id ?? '' }))).status).toBe(
      204,
    )
    expect(api.engine.asked.at(-1)).toEqual([
      'order',
      'c1',
      seatId,
      { do: 'pass', to: expect.objectContaining({ e164: ordinary?.e164, outside: false }) },
    ])
    api.engine.ordered = 'unreachable'
    expect(await rita.refusal(contract.orderSeatCall, order({ outside: '+442079460999' }))).toBe(
      'person-unreachable',
    )
    api.engine.ordered = 'unfit'
    const hold = { params: { seatId }, body: { do: 'hold' as const, liveCallId: 'c1' } }
    expect(await rita.refusal(contract.orderSeatCall, hold)).toBe('order-unfit')
  })
  it('lists people with what their phones are doing', async () => {
    const { body } = await rita.call(contract.listReceptionPeople, { params: atSite() })
    expect(body.items).toHaveLength(2)
    expect(body.items[0]).toMatchObject({
      state: 'unregistered',
      title: null,
      absence: null,
      talkingSince: null,
    })
  })
  it('says what a person is there, since when it talks, and that it is away until then', async () => {
    const { ordinary } = api.tenant
    const [number] = ordinary
    const { kysely } = api.database
    const person = await addPerson(api, 'occupier-user')
    must(
      await updateNumber(kysely, number?.id ?? '', number?.version ?? 0, {
        assignedTo: person.userId,
        label: 'Front office',
      }),
    )
    const login = { username: 'front-office', password: 'long-enough-password' }
    const phone = must(
      await createDevice(kysely, { numberId: number?.id ?? '', name: 'Front office', ...login }),
    )
    const params = { membershipId: person.membershipId }
    const absence = { note: 'Court', until: '2999-01-07T18:00:00.000Z' }
    const saved = await admin.call(contract.updateUser, {
      params,
      body: { version: 1, title: 'Partner', absence },
    })
    expect(saved.body).toMatchObject({ title: 'Partner', absence })
    api.engine.busy = { ringing: [], talking: { [phone.id]: 60_000, other: 1 }, calling: {} }
    const shown = async () => {
      const { body } = await rita.call(contract.listReceptionPeople, { params: atSite() })
      return body.items.find(({ name }) => name === 'Front office')
    }
    const talkingSince = '1970-01-01T00:01:00.000Z'
    const assignedName = expect.stringMatching(/^Person/)
    expect(await shown()).toMatchObject({
      assignedName,
      title: 'Partner',
      absence,
      state: 'talking',
      talkingSince,
    })

    // The absence ends by itself; whoever is retired there is nobody in the directory.
    const over = { version: 2, absence: { note: 'Court', until: '2020-01-01T00:00:00Z' } }
    await admin.call(contract.updateUser, { params, body: over })
    api.engine.busy = { ringing: [phone.id], talking: {}, calling: {} }
    expect(await shown()).toMatchObject({
      title: 'Partner',
      absence: null,
      state: 'ringing',
      talkingSince: null,
    })
    api.engine.busy = { ringing: [phone.id], talking: {}, calling: { [number?.e164 ?? '']: 90_000 } }
    expect(await shown()).toMatchObject({ state: 'talking', talkingSince: '1970-01-01T00:01:30.000Z' })
    await admin.call(contract.retireUser, { params, body: { version: 3 } })
    expect(await shown()).toMatchObject({ assignedName: null, title: null })
  })
})

describe('a message (C8)', () => {
  it('goes to the organization by e-mail and stays until it is acknowledged', async () => {
    const body = {
      organizationId: api.tenant.occupier.id,
      numberId: api.tenant.main.id,
      callerName: 'Imogen Vane',
      callerNumber: '+442079460990',
      text: 'Drawings are ready',
      callBack: true,
    }
    const told = { params: atSite(), query: { numberId: body.numberId } }
    const { body: before } = await rita.call(contract.listMessageRecipients, told)
    expect(before.items).toEqual(['ada@occupier.example'])
    expect(await admin.refusal(contract.listMessageRecipients, told)).toBe('forbidden')
    const { body: taken } = await rita.call(contract.takeReceptionMessage, { params: place(), body })
    expect(taken.mailedTo).toEqual(['ada@occupier.example'])
    const letters = await api.database.kysely.selectFrom('letters').select(['recipient', 'subject']).execute()
    expect(letters).toEqual([{ recipient: 'ada@occupier.example', subject: 'Message from Imogen Vane' }])
    const query = { open: 'true' as const }
    const { body: listed } = await admin.call(contract.listReceptionMessages, { query })
    expect(listed.items).toMatchObject([
      { text: 'Drawings are ready', organizationName: 'Occupier', acknowledgedAt: null },
    ])
    const found = async (search: string) =>
      (await admin.call(contract.listReceptionMessages, { query: { search } })).body.items.length
    expect(await Promise.all(['020 7946 0990', 'VANE', 'drawings', 'doorway'].map(found))).toEqual([
      1, 1, 1, 0,
    ])
    const params = { receptionMessageId: taken.receptionMessageId }
    const { body: done } = await admin.call(contract.acknowledgeReceptionMessage, { params })
    expect(done.acknowledgedBy).toMatch(/^Person/)
    expect((await rita.call(contract.acknowledgeReceptionMessage, { params })).body).toEqual(done)
    expect((await rita.call(contract.listReceptionMessages, { query })).body.items).toEqual([])
  })
})

describe('notes for colleagues', () => {
  it('are seen by the reception alone', async () => {
    const { body: note } = await rita.call(contract.addReceptionNote, {
      params: atSite(),
      body: { text: 'Mr Finch is on site' },
    })
    expect((await sam.call(contract.listReceptionNotes, { params: atSite() })).body.items).toEqual([note])
    expect(await admin.refusal(contract.listReceptionNotes, { params: atSite() })).toBe('forbidden')
    const params = { noteId: note.noteId }
    expect((await sam.call(contract.removeReceptionNote, { params })).status).toBe(204)
    expect(await sam.refusal(contract.removeReceptionNote, { params })).toBe('not-found')
  })
})

describe('rules and figures (C7)', () => {
  it('are saved with the version of the site, and judged', async () => {
    const { version, siteId: _, ...rules } = await api.ok(contract.getReception, { params: place() })
    expect(rules).toMatchObject({ promiseSeconds: 20, overflow: null })
    const save = (change: object, at = version) =>
      api.call(contract.saveReception, { params: place(), body: { version: at, ...rules, ...change } })
    expect((await save({ wrapUpSeconds: 301 })).error?.code).toBe('reception-seconds')
    const itself = { to: 'site' as const, siteId: api.tenant.site.id }
    expect((await save({ overflow: itself })).error?.code).toBe('reception-overflow-self')
    const wrong = { to: 'outside' as const, address: 'nowhere' }
    expect((await save({ overflow: wrong })).error?.code).toBe('reception-overflow-address')
    const outside = { to: 'outside' as const, address: 'sip:desk@answering.example' }
    expect((await save({ overflow: outside })).body).toMatchObject({ overflow: outside })
    expect((await save({})).error?.code).toBe('stale-version')
  })
  it('counts what was answered in time, by organization and seat', async () => {
    const { operator, site, occupier, main } = api.tenant
    const start = Date.parse('2026-11-24T10:00:00Z')
    const record = (callId: string, waitedMs: number, seat: string | null) => ({
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
      startedAt: start,
      answeredAt: null,
      endedAt: start + waitedMs + 60_000,
      result: seat ? ('answered-by-reception' as const) : ('abandoned' as const),
      reason: 'caller-hung-up' as const,
      answeredBy: null,
      settingsVersion: 1,
      path: [],
      legs: [],
      codecs: null,
      mediaStats: null,
      reception: { siteId: site.id, waitedMs, seatId: seat, seatName: seat && 'Rita' },
    })
    await insertCallRecords(api.database.kysely, [
      record('a', 5_000, seatId),
      record('b', 25_000, seatId),
      record('c', 40_000, null),
    ])
    const query = { from: '2026-11-24T00:00:00Z', to: '2026-11-25T00:00:00Z' }
    const { body } = await rita.call(contract.getReceptionFigures, { params: place(), query })
    expect(body.total).toMatchObject({ calls: 3, answered: 2, inTime: 1, left: 1, longestWaitSeconds: 40 })
    expect(body.organizations).toMatchObject([{ name: 'Occupier', calls: 3 }])
    expect(body.seats).toMatchObject([{ id: seatId, name: 'Rita', answered: 2, averageTalkSeconds: 60 }])
    expect(body.days).toMatchObject([{ day: '2026-11-24', calls: 3, left: 1 }])
    const { body: mine } = await rita.call(contract.listCalls, { query: { seatId } })
    expect(mine.items.map(({ callId, receptionist }) => [callId, receptionist])).toEqual([
      ['b', 'Rita'],
      ['a', 'Rita'],
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
})
