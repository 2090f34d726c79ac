/** A server that is told to stop sends new calls elsewhere and ends nobody's conversation. */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'
import { SERVER } from '../office/office-phone.ts'
import { callerTalksTo } from '../office/talks.ts'

it('refuses new calls with 503 and waits for the present one', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const { caller: talking } = await callerTalksTo(office, 'Maya')

  let stopped = false
  const stopping = office.engine.drain(30_000).then(() => {
    stopped = true
  })
  const late = office.callFromOutside()
  const { failure } = await office.happens('the new call is refused', late.ended)
  expect(failure?.status).toBe(503)
  expect(failure?.response?.header('Retry-After')).toBe('5')

  await office.pass(20)
  expect(stopped).toBe(false)
  talking.hangUp()
  await office.happens('the engine is done', stopping)
  // C13: whoever was refused is on record too, by the company that was called.
  const records = await office.records.calls()
  expect(records.map(({ result, reason }) => [result, reason])).toEqual(
    expect.arrayContaining([
      ['answered-by-member', 'caller-hung-up'],
      ['rejected', 'engine-stopping'],
    ]),
  )
  expect(new Set(records.map(({ organizationId }) => organizationId)).size).toBe(1)
})

it('ends a conversation that outlasts the deadline, and says so on record', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  const { caller: talking, member: maya } = await callerTalksTo(office, 'Maya')

  await office.happens('the engine is done', office.engine.drain(30_000))
  await office.happens('the caller is let go', talking.ended)
  expect(maya.state).toBe('ended')
  const [record] = await office.records.calls()
  expect(record).toMatchObject({ result: 'answered-by-member', reason: 'engine-stopping' })
})

it('waits no longer than that for a phone that does not answer at all, and has the call on record', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  office.network.cut(SERVER.address, office.phone('Maya').options.address)
  const caller = office.callFromOutside()
  await office.pass(5)
  const before = office.now
  await office.happens('the engine is done', office.engine.drain(3_000))
  expect(office.now - before).toBeLessThan(4_100)
  await office.happens('the caller is let go', caller.ended)
  const [record] = await office.records.calls()
  expect(record).toMatchObject({ reason: 'engine-stopping' })
})

it('waits for a call whose number is being looked up: it is told something before the engine is gone', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  office.database = 'silent'
  const caller = office.callFromOutside()
  await office.pass(1)
  let told = false
  void caller.ended.then(() => {
    told = true
  })
  await office.happens('the engine is done', office.engine.drain(30_000))
  await office.pass(0.1)
  expect(told).toBe(true)
  expect((await caller.ended).failure?.status).toBe(503)
  office.database = 'there'
  expect(await office.records.calls()).toMatchObject([{ result: 'rejected', reason: 'lookup-failed' }])
})

it('tells a call whose number is still being looked up when its time is over', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  office.database = 'silent'
  const caller = office.callFromOutside()
  await office.pass(1)
  const stopping = office.engine.drain(1_000)
  const before = office.now
  const { failure } = await office.happens('the caller is told', caller.ended)
  expect([failure?.status, office.now - before < 1_500]).toEqual([503, true])
  office.database = 'there'
  await office.happens('the engine is done', stopping)
  expect(await office.records.calls()).toMatchObject([{ result: 'rejected', reason: 'engine-stopping' }])
})
