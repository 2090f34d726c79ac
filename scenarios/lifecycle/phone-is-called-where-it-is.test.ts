/**
 * Whoever knows a phone's password decides who is called, not where we send calls: an INVITE of ours at a host of its choosing
 * would be a call that a carrier takes for ours (RFC 3327 §6).
 */
import { expect, it } from 'vitest'
import { secondPhoneOf } from '../office/more-phones.ts'
import { Office } from '../office/office.ts'

const ELSEWHERE = '203.0.113.66'
const CARRIED = `sip:+447700900123@${ELSEWHERE}`

async function openOffice() {
  const office = await Office.open({ people: ['Maya', 'Tom'] })
  const elsewhere = await office.visitor({ user: 'elsewhere', address: ELSEWHERE, port: 5060 })
  return { office, elsewhere }
}

it.each([
  ['a Path of its own', `Supported: path\r\nPath: <sip:${ELSEWHERE}:5060;lr>\r\nContact: <${CARRIED}>\r\n`],
  ['a Path that it does not know of', `Path: <sip:${ELSEWHERE}:5060;lr>\r\nContact: <${CARRIED}>\r\n`],
  ['a Contact at another host', `Contact: <${CARRIED}>\r\n`],
])('a phone that registers with %s is rung where it registered from', async (_edge, extra) => {
  const { office, elsewhere } = await openOffice()
  await using _ = office
  const tom = office.phone('Tom')
  const registered = tom.sendRegister(`${extra}Expires: 3600\r\n`)
  const { status, response } = await office.happens('it registers', registered)
  expect(status).toBe(200)
  expect(response?.has('Path')).toBe(false)
  const call = office.phone('Maya').call(await office.extensionOf('Tom'))
  await office.happens('it rings', tom.nextCall())
  call.cancel()
  await office.ends('Maya gives up', call)
  for (const invite of tom.log.requests('INVITE')) expect(invite.has('Route')).toBe(false)
  expect(elsewhere.log.requests('INVITE')).toEqual([])
})

it('a phone that must be reached by a Path of its own is not registered', async () => {
  const { office } = await openOffice()
  await using _ = office
  const extra = `Require: path\r\nPath: <sip:${ELSEWHERE};lr>\r\nContact: <${CARRIED}>\r\n`
  const refused = await office.happens('it is refused', office.phone('Tom').sendRegister(extra))
  expect(refused.status).toBe(420)
  expect(refused.response?.header('Unsupported')).toBe('path')
})

it.each([
  ['a Contact at another host', { believedAddress: ELSEWHERE }, ''],
  ['a route of its own', {}, `Record-Route: <sip:${ELSEWHERE};lr>\r\n`],
])('a phone that calls with %s hears what follows where it called from', async (_edge, way, extra) => {
  const { office, elsewhere } = await openOffice()
  await using _ = office
  const phone = await secondPhoneOf(office, 'Tom', way)
  const call = phone.call(await office.extensionOf('Maya'), { extra })
  const rung = await office.nextCallAt('Maya')
  rung.answer()
  await office.happens('they talk', call.answered)
  rung.hangUp()
  await office.ends('the phone hears that Maya hung up', call)
  expect(elsewhere.log.requests('BYE')).toEqual([])
})

it.each([
  ['a Contact at another host', 'dialog', { believedAddress: ELSEWHERE }, ''],
  ['a Contact at another host', 'message-summary', { believedAddress: ELSEWHERE }, ''],
  ['a route of its own', 'dialog', {}, `Record-Route: <sip:${ELSEWHERE};lr>\r\n`],
])(
  'a phone that subscribes with %s to %s is told where it subscribed from',
  async (_edge, event, way, extra) => {
    const { office, elsewhere } = await openOffice()
    await using _ = office
    const phone = await secondPhoneOf(office, 'Tom', way)
    const lamp = phone.subscribe(event, { extra })
    await office.until('it is told', () => lamp.notified.length > 0)
    expect(elsewhere.log.requests('NOTIFY')).toEqual([])
  },
)
