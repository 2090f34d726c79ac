/** A reception whose desks are browsers: two Chromium seats, callers by the trunk, and tones that tell who hears whom (C7, C8). */
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { createTrunk, TRUNK_ADDRESS } from '../../../interop/workspace.ts'
import { ownCompany, readSample } from './arrange.ts'
import { Caller } from './caller.ts'
import { test } from './fixture.ts'
import { Installation } from './installation.ts'
import { BrowserSeat } from './seats.ts'

/** What each says, hertz. */
const tones = { rita: 500, sam: 900, caller: 1_300 }

let installation: Installation
let rita: BrowserSeat
let sam: BrowserSeat
let number = ''

beforeAll(async () => {
  installation = await Installation.start()
  const { server } = installation
  const { main, siteId } = await readSample(server)
  number = main.e164
  const path = `/numbers/${main.id}/call-settings`
  const { version } = await server.api.get<{ version: number }>(path)
  const route = { steps: [{ target: 'reception', limitSeconds: 60 }, { target: 'voicemail' }] }
  await server.api.put(path, { version, inHours: route, outOfHours: route, hours: { mode: 'always-open' } })
  const reception = await server.api.get<object>(`/sites/${siteId}/reception`)
  await server.api.put(`/sites/${siteId}/reception`, { ...reception, wrapUpSeconds: 0 })
  await createTrunk(server, 'Carrier of the tests', TRUNK_ADDRESS)
  rita = await BrowserSeat.open(installation, 'receptionist', siteId, tones.rita)
  sam = await BrowserSeat.open(installation, 'operator-admin', siteId, tones.sam)
}, 120_000)
afterAll(async () => {
  await rita?.[Symbol.asyncDispose]()
  await sam?.[Symbol.asyncDispose]()
  await installation?.[Symbol.asyncDispose]()
})

const card = ({ page }: BrowserSeat) => page.getByRole('region', { name: ownCompany })

describe('a call that is answered in the browser (C7, C8)', () => {
  test('is shown before, and both hear each other; held, the caller hears music', async () => {
    await rita.sitDown()
    const caller = await Caller.dial(installation, number, tones.caller)
    await card(rita)
      .getByText(/how may I help you\?/)
      .waitFor()
    await rita.page.keyboard.press('F2')
    await card(rita).getByText('Talking').waitFor()
    await caller.hearsTone(tones.rita)
    await rita.hearsTone(tones.caller)

    await rita.page.keyboard.press('u')
    await card(rita).getByRole('button', { name: 'Microphone is off' }).waitFor()
    await rita.page.keyboard.press('u')
    await rita.page.keyboard.press('F4')
    await card(rita).getByText('On hold').waitFor()
    await caller.hearsMusic(tones.rita)
    await rita.page.keyboard.press('F4')
    await caller.hearsTone(tones.rita)

    await rita.page.keyboard.press('F9')
    await caller.call.ended
    await rita.ready()
    expect(await rita.hears()).toBe(0)
  })
})
