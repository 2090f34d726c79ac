/** The caller gives up: nothing rings on, nothing is recorded, and the missed call is on record (C6). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

it('cancels every phone within 200 ms and takes no message', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom', 'Ines'] })

  const caller = office.callFromOutside()
  await office.nextCallAt('Ines')
  await office.happens('the caller hears ringing', caller.ringing)
  await office.pass(7)
  caller.cancel()
  await office.pass(0.2)

  for (const [name, { calls, log }] of office.phones) {
    expect(calls[0]?.state, name).toBe('ended')
    // A missed call, not one that somebody else took.
    expect(log.reasons('CANCEL'), name).toEqual([])
  }
  expect(await office.records.messages()).toEqual([])
  const [record] = await office.records.calls()
  expect(record).toMatchObject({ result: 'abandoned', reason: 'caller-hung-up', answeredAt: null })
  expect(await office.leftovers()).toEqual({})
})

it('tells the phones when the caller was answered elsewhere, so that they log nothing (RFC 3326)', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  const caller = office.callFromOutside()
  await office.nextCallAt('Tom')
  await office.happens('the caller hears ringing', caller.ringing)
  caller.cancel('Reason: SIP;cause=200;text="Call completed elsewhere"\r\n')
  await office.ends('the call is over', caller)
  await office.pass(1)
  for (const [name, { log }] of office.phones)
    expect(log.reasons('CANCEL'), name).toMatchObject([{ protocol: 'SIP', cause: 200 }, { cause: 26 }])
  expect(await office.leftovers()).toEqual({})
})
