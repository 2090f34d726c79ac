/** Who supervises a reception listens to a seat: the call takes no notice, and it ends with the seat's part in it. */
import { listenInPrefix } from '@mainline/engine'
import type { PhoneCall, SipPhone } from '@mainline/sip/testing'
import { expect, it } from 'vitest'
import { toReception } from '../office/at-reception.ts'
import { Office } from '../office/office.ts'
import { openPagePhone } from '../office/page-phone.ts'
import { Seat } from '../office/seat.ts'

interface Scene extends AsyncDisposable {
  office: Office
  rita: Seat
  caller: PhoneCall
  atRita: PhoneCall
  lead: SipPhone
  /** Lena asks to listen, and her page dials with what it is given. */
  listen: () => PhoneCall
  allowed: () => ReturnType<Office['engine']['receptions']['listenIn']>
}

/** Rita talks to a caller; Tom sits in his office; Lena leads the team. */
async function talking(): Promise<Scene> {
  const office = await Office.open({ people: ['Rita', 'Tom'] })
  await office.settings.saveRoutes(toReception)
  const lead = await openPagePhone(office, 'Lena')
  const rita = await Seat.open(office, 'Rita')
  const caller = office.callFromOutside()
  const atRita = await rita.lift()
  await office.happens('the caller is connected', caller.answered)
  const allowed = () => {
    const [call] = rita.screen.calls
    return office.engine.receptions.listenIn(office.siteId, call?.callId ?? '', 'Lena')
  }
  const listen = () => {
    const answer = allowed()
    if (typeof answer === 'string') throw new Error(answer)
    return lead.call(`sip:${listenInPrefix}${answer.ticket}@${office.domain}`)
  }
  const close = () => office[Symbol.asyncDispose]()
  return { office, rita, caller, atRita, lead, listen, allowed, [Symbol.asyncDispose]: close }
}

it('hears both, is shown to the seat, and neither party notices a thing of it in the signalling', async () => {
  await using scene = await talking()
  const { office, rita, caller, atRita, lead, listen } = scene
  const before = [caller.remoteBody, atRita.remoteBody]
  const listening = listen()
  await office.happens('Lena listens', listening.answered)
  expect(office.heardBy(listening)).toBe(`${office.voiceOf(atRita)} and ${office.voiceOf(caller)}`)
  expect(rita.screen.calls).toMatchObject([{ state: 'talking', listener: 'Lena' }])
  expect([office.heardBy(caller), office.heardBy(atRita)]).toEqual([
    office.voiceOf(atRita),
    office.voiceOf(caller),
  ])
  listening.hangUp()
  await office.pass(1)
  expect(rita.screen.calls).toMatchObject([{ state: 'talking', listener: null }])
  expect([caller.remoteBody, atRita.remoteBody, caller.state]).toEqual([...before, 'answered'])
  caller.hangUp()
  await office.ends('Rita is let go', atRita)
  expect(await office.records.lastCall()).toMatchObject({
    result: 'answered-by-reception',
    answeredBy: 'Rita',
  })
  rita.leave()
  await lead.close()
  expect(await office.leftovers()).toEqual({})
})

it('hears nobody while the caller is held, and whomever the seat asks', async () => {
  await using scene = await talking()
  const { office, rita, caller, atRita, listen } = scene
  const listening = listen()
  await office.happens('Lena listens', listening.answered)
  await rita.order({ do: 'hold' })
  expect(office.heardBy(listening)).toBeUndefined()
  await rita.order({ do: 'ask', to: await rita.to('Tom') })
  const atTom = await office.nextCallAt('Tom')
  atTom.answer()
  await office.pass(1)
  expect(office.heardBy(listening)).toBe(`${office.voiceOf(atRita)} and ${office.voiceOf(atTom)}`)
  // What the caller and Tom have to say to each other is none of the reception's business.
  await rita.order({ do: 'connect' })
  await office.ends('Lena listens no more', listening)
  expect(office.heardBy(caller)).toBe(office.voiceOf(atTom))
  caller.hangUp()
})

it('ends when the caller hangs up, and when the seat is lost', async () => {
  await using scene = await talking()
  const { office, rita, caller, lead, listen } = scene
  const listening = listen()
  await office.happens('Lena listens', listening.answered)
  caller.hangUp()
  await office.ends('Lena listens no more', listening)
  rita.leave()
  await lead.close()
  expect(await office.leftovers()).toEqual({})
})

it('is for one at a time, once for each asking, within 15 s, and of a call that a seat has', async () => {
  await using scene = await talking()
  const { office, rita, caller, lead, listen, allowed } = scene
  const answer = allowed()
  if (typeof answer === 'string') throw new Error(answer)
  expect(answer).toMatchObject({ seatName: 'Rita' })
  const dial = (ticket: string) => lead.call(`sip:${listenInPrefix}${ticket}@${office.domain}`)
  await office.pass(16)
  const late = dial(answer.ticket)
  await office.ends('a ticket that is too old', late)
  const guessed = dial('guessed')
  await office.ends('no ticket at all', guessed)
  const listening = listen()
  await office.happens('Lena listens', listening.answered)
  expect(allowed()).toBe('listened')
  caller.hangUp()
  await office.ends('Lena listens no more', listening)
  expect(allowed()).toBe('gone')
  rita.leave()
  expect([late.state, guessed.state]).toEqual(['ended', 'ended'])
})
