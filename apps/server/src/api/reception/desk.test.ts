/** The desk by API: waiting calls with their cards, orders of a seat, people and what their phones do (C7, M11). */
import * as contract from '@mainline/contract'
import { createDevice, saveReceptionCard, updateNumber } from '@mainline/storage'
import { must } from '@mainline/storage/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Browser } from '../testing/browser.ts'
import { addPerson } from '../testing/people.ts'
import { openReceptionAtWork, type ReceptionAtWork } from '../testing/reception-at-work.ts'
import type { TestApi } from '../testing/test-api.ts'

let reception: ReceptionAtWork
let api: TestApi
let rita: Browser
let admin: Browser
let place: ReceptionAtWork['place']
let atSite: ReceptionAtWork['atSite']
let seatId: string
beforeAll(async () => {
  reception = await openReceptionAtWork()
  ;({ api, rita, admin, place, atSite } = reception)
}, 60_000)
afterAll(() => reception[Symbol.asyncDispose]())
beforeEach(async () => {
  seatId = await reception.sitDown()
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
    const { body } = await rita.call(contract.getDesk, { params: place })
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
    const { body } = await rita.call(contract.listReceptionPeople, { params: atSite })
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
      const { body } = await rita.call(contract.listReceptionPeople, { params: atSite })
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
