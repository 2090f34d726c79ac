/** A mobile in the hunt group: its own voicemail must not take the call, so a person has to press 1 (M10). */
import { writeWav } from '@mainline/media'
import { expect, it } from 'vitest'
import { Office } from '../office/office.ts'

const members = [{ externalE164: '+447700900123', name: "Maya's mobile" }]

it('connects the caller once the member has pressed 1', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await office.settings.setOutsideMembers(members)

  const caller = office.callFromOutside()
  const mobile = await office.happens('the mobile is called', office.carrier.nextCall())
  mobile.answer()
  await office.pass(2)
  expect(office.media.played).toEqual(['press-one-to-accept'])
  expect(caller.state).toBe('early')

  office.media.press('1')
  await office.happens('the caller is connected', caller.answered)
  caller.hangUp()
  const [record] = await office.records.calls()
  expect(record).toMatchObject({ result: 'answered-by-member', answeredBy: "Maya's mobile" })
  expect(await office.leftovers()).toEqual({})
})

it('says for whom the call is, where something speaks', async () => {
  const said: string[] = []
  const speech = {
    on: async () => true,
    async speak(words: string) {
      said.push(words)
      return writeWav(new Int16Array(8_000).fill(500))
    },
  }
  await using office = await Office.open({ people: [], speech })
  await office.settings.setOutsideMembers(members)

  const caller = office.callFromOutside()
  const mobile = await office.happens('the mobile is called', office.carrier.nextCall())
  await office.until('it is spoken while the mobile rings', () => said.length > 0)
  expect(said).toEqual([`A call for ${office.organization}. To take it, press 1. To refuse it, press 2.`])
  mobile.answer()
  await office.until('the member hears it', () => office.media.played.length > 0)
  expect(office.media.played[0]).toContain('/names/')
  office.media.press('1')
  await office.happens('the caller is connected', caller.answered)
  caller.hangUp()
  expect(await office.leftovers()).toEqual({})
}, 90_000)

it('asks twice, with a second in between, and then waits for the digit', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await office.settings.setOutsideMembers(members)

  const caller = office.callFromOutside()
  const mobile = await office.happens('the mobile is called', office.carrier.nextCall())
  mobile.answer()
  await office.happens('the member is asked', mobile.answered)
  const plays = async (seconds: number) => {
    await office.pass(seconds)
    return office.media.played.length
  }
  expect([await plays(3.5), await plays(1), await plays(4.5)]).toEqual([1, 2, 2])

  office.media.press('1')
  await office.happens('the caller is connected', caller.answered)
  caller.hangUp()
  expect(await office.leftovers()).toEqual({})
})

it('asks nothing more once the caller has hung up in between', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await office.settings.setOutsideMembers(members)

  const caller = office.callFromOutside()
  const mobile = await office.happens('the mobile is called', office.carrier.nextCall())
  mobile.answer()
  await office.happens('the member is asked', mobile.answered)
  await office.pass(3.5)
  caller.hangUp()
  await office.ends('the mobile is let go', mobile)
  await office.pass(10)
  expect(office.media.played).toEqual(['press-one-to-accept'])
  expect(await office.leftovers()).toEqual({})
})

it('waits for the digit in silence, and is not busy with it, where the words cannot be played', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await office.settings.setOutsideMembers(members)
  office.media.missingPrompts = new Set(['press-one-to-accept'])

  const caller = office.callFromOutside()
  const mobile = await office.happens('the mobile is called', office.carrier.nextCall())
  mobile.answer()
  await office.happens('the member is asked', mobile.answered)
  await office.pass(5)
  expect(office.media.played).toEqual(['press-one-to-accept'])

  office.media.press('1')
  await office.happens('the caller is connected', caller.answered)
  caller.hangUp()
  expect(await office.leftovers()).toEqual({})
})

it('takes a message itself when the mobile is answered by a machine', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await office.settings.setOutsideMembers(members)

  const caller = office.callFromOutside()
  const mobile = await office.happens('the mobile is called', office.carrier.nextCall())
  mobile.answer()
  await office.happens('our voicemail answers', caller.answered)
  await office.recording()
  await office.pass(4)
  caller.hangUp()

  expect(mobile.state).toBe('ended')
  const [record] = await office.records.calls()
  expect(record).toMatchObject({ result: 'voicemail-left' })
  expect(await office.leftovers()).toEqual({})
})

it('tells the carrier who sends the call on, and nothing of whose office it is', async () => {
  await using office = await Office.open({ people: ['Maya'] })
  await office.settings.setOutsideMembers(members)

  const caller = office.callFromOutside()
  await office.happens('the mobile is called', office.carrier.nextCall())
  const [invite] = office.carrier.log.requests('INVITE')
  expect(invite?.header('Diversion')).toContain(`<sip:${office.mainNumber}@`)
  expect(invite?.header('Diversion')).toContain('reason=follow-me')
  expect(invite?.headers('History-Info')).toHaveLength(2)
  expect([invite?.header('P-Called-Party-ID'), invite?.header('Alert-Info')]).toEqual([undefined, undefined])

  // The mobile is diverted to the main number: what comes back is met by voicemail, and rings nobody once more.
  const diversion = `Diversion: ${invite?.header('Diversion')}\r\n`
  const back = office.callFromOutside(office.mainNumber, diversion)
  await office.happens('voicemail takes what came back', back.answered)
  expect(office.carrier.log.requests('INVITE')).toHaveLength(1)
  back.hangUp()
  caller.hangUp()
  await office.records.calls()
  expect(await office.leftovers()).toEqual({})
})
