/** Two carriers: where one is out of order, a forwarded call goes by the other (C11, RFC 3261 §21.5.4). */
import { createTrunk } from '@mainline/storage'
import { must } from '@mainline/storage/testing'
import { expect, it } from 'vitest'
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
