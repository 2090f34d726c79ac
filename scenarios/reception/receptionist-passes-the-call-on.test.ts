/** What a receptionist does with a call, and what the three hear meanwhile (C8). */
import type { PhoneCall } from '@mainline/sip/testing'
import { createNumbers } from '@mainline/storage'
import { activateNumber, must } from '@mainline/storage/testing'
import { describe, expect, it } from 'vitest'
import { toReception } from '../office/at-reception.ts'
import { Office } from '../office/office.ts'
import { openReceptionNumber } from '../office/reception-number.ts'
import { Seat } from '../office/seat.ts'

const music = 'waiting-music'

interface Scene extends AsyncDisposable {
  office: Office
  rita: Seat
  caller: PhoneCall
  atRita: PhoneCall
}

/** Rita talks to a caller; Tom sits in his office. */
async function talking(): Promise<Scene> {
  const office = await Office.open({ people: ['Rita', 'Tom'] })
  await office.settings.saveRoutes(toReception)
  const rita = await Seat.open(office, 'Rita')
  const caller = office.callFromOutside()
  const atRita = await rita.lift()
  await office.happens('the caller is connected', caller.answered)
  return { office, rita, caller, atRita, [Symbol.asyncDispose]: () => office[Symbol.asyncDispose]() }
}

describe('hold (C8)', () => {
  it('plays music to the caller, silence to the seat, and joins them again', async () => {
    await using scene = await talking()
    const { office, rita, caller, atRita } = scene
    expect(await rita.order({ do: 'hold' })).toBe('done')
    expect([office.heardBy(caller), office.heardBy(atRita)]).toEqual([music, undefined])
    await office.pass(30)
    expect(office.heardBy(caller)).toBe(music)
    expect(await rita.order({ do: 'hold' })).toBe('unfit')
    expect(await rita.order({ do: 'resume' })).toBe('done')
    expect(office.heardBy(caller)).toBe(office.voiceOf(atRita))
    expect(office.heardBy(atRita)).toBe(office.voiceOf(caller))
  })
})

describe('passing on (C8)', () => {
  it('lets Tom ring and frees the seat; they talk', async () => {
    await using scene = await talking()
    const { office, rita, caller, atRita } = scene
    expect(await rita.order({ do: 'pass', to: await rita.to('Tom') })).toBe('done')
    const atTom = await office.nextCallAt('Tom')
    await office.ends("Rita's phone is free", atRita)
    expect(office.heardBy(caller)).toBe(music)
    atTom.answer()
    await office.pass(1)
    expect(office.heardBy(caller)).toBe(office.voiceOf(atTom))
    expect(rita.state).toBe('wrap-up')
    caller.hangUp()
    await office.ends('Tom is let go', atTom)
    const record = await office.records.lastCall()
    expect(record).toMatchObject({ result: 'answered-by-reception', answeredBy: 'Tom, by way of Rita' })
    expect(record.path.at(-1)?.reason).toBe('Rita passed the call on to Tom.')
    rita.leave()
    expect(await office.leftovers()).toEqual({})
  })

  it('comes back to the seat after 20 s, and after 20 s more to everybody', async () => {
    await using scene = await talking()
    const { office, rita, caller } = scene
    await rita.order({ do: 'pass', to: await rita.to('Tom') })
    const atTom = await office.nextCallAt('Tom')
    await office.ends("Tom's phone stops", atTom)
    const back = await rita.ringing()
    expect(rita.screen.calls).toMatchObject([{ state: 'waiting', seatId: rita.id, returned: true }])
    expect(caller.state).toBe('answered')
    back.answer()
    await office.pass(1)
    expect(office.heardBy(caller)).toBe(office.voiceOf(back))
    expect(rita.state).toBe('talking')
    caller.hangUp()
    const record = await office.records.lastCall()
    expect(record.path.map(({ reason }) => reason)).toContain(
      'Tom did not take the call within 20 s; it came back to Rita.',
    )
  })

  it('comes back at once when Tom refuses, and waits for others when Rita is away', async () => {
    await using scene = await talking()
    const { office, rita, caller } = scene
    const sam = await Seat.open(office, 'Tom')
    await rita.order({ do: 'pass', to: { id: 'x', name: 'X', e164: '+447700900555', outside: true } })
    const outside = await office.happens('the number outside is called', office.carrier.nextCall())
    await rita.say('away')
    outside.reject(486)
    const back = await sam.lift()
    expect(office.heardBy(caller)).toBe(office.voiceOf(back))
  })

  it('is refused for somebody whose phone is gone', async () => {
    await using scene = await talking()
    const { rita, office } = scene
    await office.happens("Tom's phone is switched off", office.phone('Tom').register(0))
    expect(await rita.order({ do: 'pass', to: await rita.to('Tom') })).toBe('unreachable')
  })

  it('goes to voicemail', async () => {
    await using scene = await talking()
    const { office, rita, caller, atRita } = scene
    expect(await rita.order({ do: 'voicemail' })).toBe('done')
    await office.ends("Rita's phone is free", atRita)
    await office.recording()
    await office.pass(5)
    caller.hangUp()
    expect((await office.records.lastCall()).result).toBe('voicemail-left')
  })
})

describe('asking first (C8)', () => {
  it('Rita asks Tom, swaps, and connects', async () => {
    await using scene = await talking()
    const { office, rita, caller, atRita } = scene
    await rita.order({ do: 'ask', to: await rita.to('Tom') })
    const atTom = await office.nextCallAt('Tom')
    expect(office.heardBy(caller)).toBe(music)
    atTom.answer()
    await office.pass(1)
    expect(office.heardBy(atRita)).toBe(office.voiceOf(atTom))
    expect(office.heardBy(caller)).toBe(music)
    await rita.order({ do: 'swap' })
    expect([office.heardBy(atTom), office.heardBy(caller)]).toEqual([music, office.voiceOf(atRita)])
    await rita.order({ do: 'swap' })
    expect([office.heardBy(atTom), office.heardBy(caller)]).toEqual([office.voiceOf(atRita), music])
    await rita.order({ do: 'connect' })
    await office.ends("Rita's phone is free", atRita)
    expect(office.heardBy(caller)).toBe(office.voiceOf(atTom))
    atTom.hangUp()
    await office.ends('the caller is let go', caller)
    rita.leave()
    expect(await office.leftovers()).toEqual({})
  })

  it('Tom does not want the call: Rita has her caller again', async () => {
    await using scene = await talking()
    const { office, rita, caller, atRita } = scene
    await rita.order({ do: 'ask', to: await rita.to('Tom') })
    const atTom = await office.nextCallAt('Tom')
    atTom.answer()
    await office.pass(1)
    await rita.order({ do: 'return' })
    await office.ends('Tom is let go', atTom)
    expect(office.heardBy(caller)).toBe(office.voiceOf(atRita))
  })

  it('is called off while Tom rings', async () => {
    await using scene = await talking()
    const { office, rita, caller, atRita } = scene
    await rita.order({ do: 'ask', to: await rita.to('Tom') })
    const atTom = await office.nextCallAt('Tom')
    await rita.order({ do: 'return' })
    await office.ends("Tom's phone stops", atTom)
    expect(office.heardBy(caller)).toBe(office.voiceOf(atRita))
  })
})

describe('whom a call is passed on to (C8)', () => {
  it('is of the organization that was called: of no other, and no main number', async () => {
    await using scene = await talking()
    const { office, rita, caller, atRita } = scene
    const reception = await openReceptionNumber(office)
    const elsewhere = await openNumberOfOperator(office)
    for (const e164 of [reception, elsewhere, office.mainNumber]) {
      const to = { id: e164, name: e164, e164, outside: false }
      expect(await rita.order({ do: 'pass', to })).toBe('elsewhere')
      expect(await rita.order({ do: 'ask', to })).toBe('elsewhere')
    }
    expect(office.heardBy(caller)).toBe(office.voiceOf(atRita))
  })
})

/** Somebody of the landlord, at the same site. @returns E.164 */
async function openNumberOfOperator(office: Office): Promise<string> {
  let e164 = ''
  await office.settings.change(async (tx, { operator, site }) => {
    const [number] = must(await createNumbers(tx, { siteId: site.id, first: '+442079460910', count: 1 }))
    if (!number) throw new Error('no number')
    e164 = (await activateNumber(tx, number, operator.id)).e164
  })
  return e164
}
