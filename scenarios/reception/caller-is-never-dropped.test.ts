/** What befalls a seat never befalls its caller (C7), and a caller who leaves leaves nothing behind (C6). */
import { describe, expect, it } from 'vitest'
import { toReception } from '../office/at-reception.ts'
import { Office } from '../office/office.ts'
import { Seat } from '../office/seat.ts'

describe('a seat that is lost (C7)', () => {
  it('in a browser: the caller hears music within 10 s, at the head of the queue', async () => {
    await using office = await Office.open({ people: ['Rita', 'Sam'] })
    await office.settings.saveRoutes(toReception)
    const rita = await Seat.open(office, 'Rita', { soundInPage: true })
    const caller = office.callFromOutside()
    await rita.lift()
    const sam = await Seat.open(office, 'Sam', { ringsDevice: false })
    office.callFromOutside(undefined, 'X-Caller: second\r\n')
    await office.pass(1)
    rita.vanish()
    await office.pass(9)
    expect(caller.state).toBe('answered')
    expect(sam.screen.calls.map(({ state, returned }) => [state, returned])).toEqual([
      ['waiting', true],
      ['waiting', false],
    ])
    expect(office.heardBy(caller)).toBe('reception-comfort, waiting-music')
    sam.take(0)
    const atSam = await sam.lift()
    expect(office.heardBy(caller)).toBe(office.voiceOf(atSam))
  })

  it('at a desk phone: a page that is closed ends no conversation', async () => {
    await using office = await Office.open({ people: ['Rita'] })
    await office.settings.saveRoutes(toReception)
    const rita = await Seat.open(office, 'Rita')
    const caller = office.callFromOutside()
    const atRita = await rita.lift()
    rita.vanish()
    await office.pass(30)
    expect(office.heardBy(caller)).toBe(office.voiceOf(atRita))
    expect(rita.state).toBe('talking')
  })
})

describe('a caller who leaves (C6)', () => {
  it.each([
    ['while it rings', 'abandoned', async () => {}],
    [
      'while music plays',
      'abandoned',
      async (office: Office) => {
        await office.pass(12)
      },
    ],
    [
      'while it is held',
      'answered-by-reception',
      async (_: Office, rita: Seat) => {
        await rita.lift()
        await rita.order({ do: 'hold' })
      },
    ],
    [
      'while Tom rings for it',
      'answered-by-reception',
      async (office: Office, rita: Seat) => {
        await rita.lift()
        await rita.order({ do: 'pass', to: await rita.to('Tom') })
        await office.nextCallAt('Tom')
      },
    ],
    [
      'while Rita asks Tom',
      'answered-by-reception',
      async (office: Office, rita: Seat) => {
        await rita.lift()
        await rita.order({ do: 'ask', to: await rita.to('Tom') })
        const atTom = await office.nextCallAt('Tom')
        atTom.answer()
        await office.pass(1)
      },
    ],
  ] as const)('%s', async (_, result, meanwhile) => {
    await using office = await Office.open({ people: ['Rita', 'Tom'] })
    await office.settings.saveRoutes(toReception)
    const rita = await Seat.open(office, 'Rita')
    const caller = office.callFromOutside()
    await office.happens('the caller hears ringing', caller.ringing)
    await meanwhile(office, rita)
    if (!caller.cancel()) caller.hangUp()
    expect((await office.records.lastCall()).result).toBe(result)
    await office.pass(10)
    rita.leave()
    expect(rita.screen.calls).toEqual([])
    expect(await office.leftovers()).toEqual({})
  })
})
