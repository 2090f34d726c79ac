/** Seats of the reception by API: whose they are, which phone they ring, and what the engine is told of them (C7). */
import * as contract from '@mainline/contract'
import { createDevice, findDevice, listAudit } from '@mainline/storage'
import { must } from '@mainline/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Browser } from '../testing/browser.ts'
import { addPerson, signedIn } from '../testing/people.ts'
import { openReceptionAtWork, type ReceptionAtWork } from '../testing/reception-at-work.ts'
import { type TestApi, unknownId } from '../testing/test-api.ts'

let reception: ReceptionAtWork
let api: TestApi
let rita: Browser
let sam: Browser
let deviceId: string
let place: ReceptionAtWork['place']
let seatId: string
beforeAll(async () => {
  reception = await openReceptionAtWork()
  ;({ api, rita, sam, deviceId, place } = reception)
}, 60_000)
afterAll(() => reception[Symbol.asyncDispose]())
beforeEach(async () => {
  seatId = await reception.sitDown()
})

describe('a seat (C7)', () => {
  it('may ring the phones of the operator only', async () => {
    const { body } = await rita.call(contract.listSeatDevices, { params: place })
    expect(body.items).toMatchObject([{ name: 'Desk left', registered: false, ofYours: false }])
    const [ordinary] = api.tenant.ordinary
    const login = { username: 'tenant-phone', password: 'long-enough-password' }
    const foreign = must(
      await createDevice(api.database.kysely, { numberId: ordinary?.id ?? '', name: 'Tenant', ...login }),
    )
    const body2 = { deviceId: foreign.id }
    expect(await rita.refusal(contract.openSeat, { params: place, body: body2 })).toBe('seat-device')
  })
  it('is the same one each time, and told to the engine with its device', async () => {
    const again = await rita.call(contract.openSeat, { params: place, body: { deviceId } })
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
    const { body: seat } = await tess.call(contract.openSeat, { params: place, body: {} })
    expect(seat).toMatchObject({ inPage: true, ringsDevice: false })
    const params = { seatId: seat.seatId }
    const { body: phone } = await tess.call(contract.openSeatPhone, { params })
    expect(phone).toMatchObject({ deviceId: seat.deviceId, username: expect.stringMatching(/^seat-/) })
    const again = await tess.call(contract.openSeatPhone, { params })
    expect(again.body).toMatchObject({ deviceId: seat.deviceId, username: phone.username })
    expect(again.body.password).not.toBe(phone.password)
    // Its password is new each time and nobody's doing: the audit has the phone, and no more of it (N11).
    const { items } = await listAudit(api.database.kysely, { objectId: seat.deviceId ?? '' })
    expect(items.map(({ action }) => action)).toEqual(['created'])
    expect(api.engine.asked.at(-1)).toEqual([
      'openSeat',
      expect.objectContaining({ deviceId: seat.deviceId, soundInPage: true, ringsDevice: false }),
    ])
    const { body: listed } = await tess.call(contract.listSeatDevices, { params: place })
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
    const opened = await sam.call(contract.openSeat, { params: place, body: { deviceId } })
    const params = { seatId: opened.body.seatId }
    expect((await sam.call(contract.closeSeat, { params })).status).toBe(204)
    expect(await sam.refusal(contract.beatSeat, { params, body: {} })).toBe('seat-closed')
  })
})
