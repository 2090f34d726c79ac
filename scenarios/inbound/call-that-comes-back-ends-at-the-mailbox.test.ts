/** Two numbers that forward to each other across carriers: the caller must not go round for ever (C11). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

it('takes a message when our own number is met again', async () => {
  await using office = await Office.open({ people: ['Maya'] })

  const redirectedBy = `Diversion: <sip:${office.mainNumber}@198.51.100.1>;reason=no-answer\r\n`
  const caller = office.callFromOutside(office.mainNumber, redirectedBy)
  await office.happens('voicemail answers', caller.answered)
  await office.recording()
  await office.pass(5)
  caller.hangUp()

  expect(office.phone('Maya').calls).toEqual([])
  const [record] = await office.records.calls()
  expect(record).toMatchObject({ result: 'voicemail-left' })
  expect(record?.path[0]?.reason).toBe('The call was redirected and has come back.')
  expect(await office.leftovers()).toEqual({})
})

it('takes a message when a carrier that strips all headers brings the call back again and again', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const steps = [
    { target: 'forward', number: '+447700900123', limitSeconds: 30 },
    { target: 'voicemail' },
  ] as const
  await office.settings.saveRoutes({ inHours: { steps } })

  const callers = []
  for (let sent = 1; sent <= 3; sent += 1) {
    callers.push(office.callFromOutside())
    await office.happens('the call goes out', office.carrier.nextCall())
  }
  const last = office.callFromOutside()
  await office.happens('voicemail takes what came back for the third time', last.answered)
  expect(office.carrier.log.requests('INVITE')).toHaveLength(3)

  await office.recording()
  await office.pass(5)
  for (const caller of [...callers, last]) caller.hangUp()
  const records = await office.records.calls()
  expect(records.map(({ result }) => result).sort()).toEqual([
    'abandoned',
    'abandoned',
    'abandoned',
    'voicemail-left',
  ])
  expect(await office.leftovers()).toEqual({})
})
