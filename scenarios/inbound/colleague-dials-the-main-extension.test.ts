/** From inside, the extension of the main number is the main number; whoever calls is not rung (C15). */
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

it('rings everybody else when a colleague dials the extension', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom', 'Ines'] })

  const maya = office.phone('Maya').call(office.mainExtension)
  const tom = await office.nextCallAt('Tom')
  await office.happens('Maya hears ringing', maya.ringing)
  const [invite] = office.phone('Tom').log.requests('INVITE')
  expect(invite?.header('Alert-Info')).toBe('<urn:alert:source:internal>;info=main-number')
  await office.pass(2)
  expect(office.phone('Ines').calls).toHaveLength(1)
  expect(office.phone('Maya').calls).toEqual([maya])

  tom.answer()
  await office.happens('Maya is connected', maya.answered)
  maya.hangUp()
  await office.happens('Tom hears that Maya hung up', tom.ended)

  const [record] = await office.records.calls()
  expect(record).toMatchObject({ calledNumber: office.mainNumber, result: 'answered-by-member' })
  expect(record?.trunkId).toBeNull()
  expect(await office.leftovers()).toEqual({})
})

it('shows colleagues nothing of one who asks not to be shown (RFC 3323)', async () => {
  await using office = await Office.open({ people: ['Maya', 'Tom'] })
  const anonymous = '"Anonymous" <sip:anonymous@anonymous.invalid>'
  for (const target of [office.mainExtension, await office.extensionOf('Tom')]) {
    const maya = office.phone('Maya').call(target, { from: anonymous, extra: 'Privacy: id\r\n' })
    await office.nextCallAt('Tom')
    maya.cancel()
    await office.ends('Maya gives up', maya)
  }
  const { e164 } = await office.deviceOf('Maya')
  const invites = office.phone('Tom').log.requests('INVITE')
  expect(invites).toHaveLength(2)
  for (const { from, text } of invites) {
    expect(from.uri.toString()).toBe('sip:anonymous@anonymous.invalid')
    expect(text).not.toContain(e164)
    expect(text).not.toContain('Maya')
  }
  const challenges = office.phone('Maya').log.filter({ direction: 'received', status: 401 })
  const realms = challenges.map(({ message }) => /realm="([^"]*)"/.exec(message.text)?.[1])
  expect(new Set(realms)).toEqual(new Set([office.domain]))
})
