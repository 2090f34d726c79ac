/** Two carriers: where one is out of order, a forwarded call goes by the other (C11, RFC 3261 §21.5.4). */
import { createTrunk, listTrunks, updateTrunk } from '@mainline/storage'
import { must } from '@mainline/storage/testing'
import { describe, expect, it } from 'vitest'
import { CARRIER, Office } from '../office/office.ts'

const steps = [
  { target: 'forward', number: '+447700900123', limitSeconds: 20 },
  { target: 'voicemail' },
] as const

it.each([
  ['is full', 503, 2],
  ['has its gateway down', 502, 2],
  ['says that the mobile is busy', 486, 1],
])('a carrier that %s', async (_, status, tried) => {
  await using office = await Office.open({ people: ['Maya'] })
  await office.settings.saveRoutes({ inHours: { steps } })
  await office.settings.change(async (tx) => {
    must(await createTrunk(tx, { name: 'Second carrier', sourceAddresses: [], host: CARRIER }))
  })
  await office.engine.changes.taken()

  office.carrier.behaviour = { kind: 'silent' }
  const caller = office.callFromOutside()
  const first = await office.happens('the first carrier is asked', office.carrier.nextCall())
  first.reject(status)
  if (tried === 2) {
    const second = await office.happens('the second carrier is asked', office.carrier.nextCall())
    expect(caller.state).toBe('early')
    second.answer()
  }
  await office.happens('the caller is answered', caller.answered)
  expect(office.carrier.log.requests('INVITE')).toHaveLength(tried)
  await office.pass(3)
  caller.hangUp()
  const [record] = await office.records.calls()
  expect(record?.result).toBe(tried === 2 ? 'forwarded' : 'no-message')
  const forwards = record?.path.filter(({ step }) => step === 'forward').map(({ reason }) => reason)
  expect(forwards).toEqual(
    tried === 2
      ? [
          expect.stringMatching(new RegExp(`^Carrier did not put the call through \\(${status} .+\\)\\.$`)),
          expect.stringMatching(/^\+447700900123 answered after \d+ s by way of Second carrier\.$/),
        ]
      : ['+447700900123 did not take the call (486 Busy Here).'],
  )
  expect(await office.leftovers()).toEqual({})
})

describe('what one call has found out of a carrier', () => {
  /** A second carrier, at a port of its own by which its INVITEs are told from those of the first. */
  async function openTwo(first = CARRIER) {
    const office = await Office.open({ people: ['Maya'] })
    await office.settings.saveRoutes({ inHours: { steps } })
    await office.settings.change(async (tx) => {
      const trunk = must(await createTrunk(tx, { name: 'Second carrier', host: CARRIER, port: 5060 }))
      const [carrier] = (await listTrunks(tx)).filter(({ id }) => id !== trunk.id)
      if (carrier && first !== CARRIER)
        must(await updateTrunk(tx, carrier.id, carrier.version, { host: first }))
    })
    await office.engine.changes.taken()
    office.carrier.behaviour = { kind: 'silent' }
    return office
  }
  const asked = (office: Office) =>
    office.carrier.log.requests('INVITE').map(({ uri }) => String(uri).includes(':5060'))

  it('503 with Retry-After --> the next calls go by the other, until the time is over', async () => {
    await using office = await openTwo()
    const caller = office.callFromOutside()
    const first = await office.happens('the first carrier is asked', office.carrier.nextCall())
    first.reject(503, 'Retry-After: 120\r\n')
    for (let call = 0; call < 2; call += 1) {
      const at = await office.happens('the second carrier is asked', office.carrier.nextCall())
      at.reject(486)
      await office.pass(1)
      if (call === 0) office.callFromOutside()
    }
    expect(asked(office)).toEqual([false, true, true])
    await office.pass(120)
    office.callFromOutside()
    await office.happens('the first carrier is asked again', office.carrier.nextCall())
    expect(asked(office)).toEqual([false, true, true, false])
    caller.hangUp()
  })

  it('silence --> the second is asked within the time of the step, and by the next call at once', async () => {
    await using office = await openTwo('198.51.100.66')
    for (const seconds of [6, 1]) {
      const caller = office.callFromOutside()
      const ringing = office.carrier.nextCall()
      await office.pass(seconds)
      expect(asked(office).length).toBe(seconds === 6 ? 1 : 2)
      ;(await ringing).answer()
      await office.happens('the caller is answered', caller.answered)
      caller.hangUp()
      await office.pass(1)
    }
  })

  it('silence --> the attempt that was given up does not make a loop of others who call by the same switchboard (C11)', async () => {
    await using office = await openTwo('198.51.100.66')
    office.callFromOutside()
    await office.pass(6)
    for (const calls of [2, 3]) {
      office.callFromOutside()
      await office.pass(1)
      expect(asked(office)).toHaveLength(calls)
    }
  })

  it('100, and ringing only after ten seconds --> it is waited for, and no trouble', async () => {
    await using office = await openTwo()
    const caller = office.callFromOutside()
    const first = await office.happens('the first carrier is asked', office.carrier.nextCall())
    await office.pass(10)
    first.ring()
    first.answer()
    await office.happens('the caller is answered', caller.answered)
    office.callFromOutside()
    await office.happens('a carrier is asked', office.carrier.nextCall())
    expect(asked(office)).toEqual([false, false])
    caller.hangUp()
  })
})
