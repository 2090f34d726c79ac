/** A carrier with two servers, the first of them dead: forwarded calls ring by the second (C11, RFC 3263 §4.3). */
import { expect, it } from 'vitest'
import { CARRIER, Office } from '../office/office.ts'

const steps = [
  { target: 'forward', number: '+447700900123', limitSeconds: 20 },
  { target: 'voicemail' },
] as const

const zone = {
  '_sip._udp.carrier.example': {
    srv: [
      { priority: 1, weight: 0, port: 5060, name: 'dead.carrier.example' },
      { priority: 2, weight: 0, port: 5060, name: 'live.carrier.example' },
    ],
  },
  'dead.carrier.example': { a: ['198.51.100.66'] },
  'live.carrier.example': { a: [CARRIER] },
}

it('a dead server of the carrier --> the first call rings after four seconds, the next ones at once', async () => {
  await using office = await Office.open({
    people: ['Maya'],
    carrierName: { host: 'carrier.example', zone },
  })
  await office.settings.saveRoutes({ inHours: { steps } })
  office.carrier.behaviour = { kind: 'silent' }

  for (const seconds of [5, 1]) {
    const caller = office.callFromOutside()
    const ringing = office.carrier.nextCall()
    let rings = false
    ringing.then(() => {
      rings = true
    })
    await office.pass(seconds)
    expect(rings).toBe(true)
    const mobile = await ringing
    mobile.answer()
    await office.happens('the caller is answered', caller.answered)
    await office.pass(3)
    caller.hangUp()
    await office.pass(1)
  }

  const results = (await office.records.calls()).map(({ result }) => result)
  expect(results).toEqual(['forwarded', 'forwarded'])
  expect(await office.leftovers()).toEqual({})
})
