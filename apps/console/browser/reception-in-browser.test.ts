/** A reception whose desks are browsers: two Chromium seats, callers by the trunk, and tones that tell who hears whom (C7, C8). */
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest'
import { until } from '../../../interop/peers/waiting.ts'
import { createTrunk, TRUNK_ADDRESS } from '../../../interop/workspace.ts'
import { openMailServer, type TestMailServer } from '../../server/src/mail/testing/mail-server.ts'
import { ownCompany, readSample } from './arrange.ts'
import { Caller } from './caller.ts'
import { test } from './fixture.ts'
import { Installation } from './installation.ts'
import { OfficePhone } from './office-phone.ts'
import { BrowserSeat } from './seats.ts'

/** What each says, hertz. */
const tones = { rita: 500, sam: 900, tom: 1_700, caller: 1_300 }

let installation: Installation
let rita: BrowserSeat
let sam: BrowserSeat
let tom: OfficePhone
let mail: TestMailServer
let number = ''

beforeAll(async () => {
  mail = await openMailServer()
  installation = await Installation.start({
    MAINLINE_SMTP_URL: mail.url,
    MAINLINE_MAIL_FROM: 'Mainline <mainline@provider.example>',
  })
  const { server } = installation
  const { main, siteId } = await readSample(server)
  number = main.e164
  const path = `/numbers/${main.id}/call-settings`
  const { version } = await server.api.get<{ version: number }>(path)
  const route = { steps: [{ target: 'reception', limitSeconds: 60 }, { target: 'voicemail' }] }
  await server.api.put(path, { version, inHours: route, outOfHours: route, hours: { mode: 'always-open' } })
  const { siteId: _, ...reception } = await server.api.get<{ siteId: string }>(`/sites/${siteId}/reception`)
  await server.api.put(`/sites/${siteId}/reception`, { ...reception, wrapUpSeconds: 0, transferSeconds: 6 })
  await createTrunk(server, 'Carrier of the tests', TRUNK_ADDRESS)
  tom = await OfficePhone.open(installation, ownCompany, tones.tom)
  rita = await BrowserSeat.open(installation, 'receptionist', siteId, tones.rita)
  sam = await BrowserSeat.open(installation, 'operator-admin', siteId, tones.sam)
}, 120_000)
afterAll(async () => {
  await tom?.close()
  await mail?.close()
  await rita?.[Symbol.asyncDispose]()
  await sam?.[Symbol.asyncDispose]()
  await installation?.[Symbol.asyncDispose]()
})

/** Who sits at the desk when a test begins, whatever the one before has left. */
beforeEach(async () => {
  await sam.getUp()
  await rita.sitDown()
})

/** A caller to whom Rita talks. */
async function answered(): Promise<Caller> {
  const caller = await Caller.dial(installation, number, tones.caller)
  await card(rita).getByText('Ringing', { exact: true }).waitFor()
  await rita.page.keyboard.press('F2')
  await caller.hearsTone(tones.rita)
  await card(rita).getByText('Talking').waitFor()
  return caller
}

/** Finds somebody by the extension, and leaves the field for the keys. */
async function choose({ extension }: OfficePhone): Promise<void> {
  await rita.page.keyboard.press('/')
  await rita.page.getByLabel('Find a person').fill(extension)
  await rita.page.getByRole('complementary', { name: 'People' }).getByText('Free').waitFor()
  await rita.page.getByLabel('Find a person').blur()
}

const card = ({ page }: BrowserSeat) => page.getByRole('region', { name: ownCompany })

describe('a call that is answered in the browser (C7, C8)', () => {
  test('is shown before, and both hear each other; held, the caller hears music', async () => {
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

describe('a click (C7)', () => {
  test('is audio at the caller in a moment, from the first call on', async () => {
    const took: number[] = []
    for (let round = 0; round < 8; round++) {
      const caller = await Caller.dial(installation, number, tones.caller)
      await card(rita).getByText('Ringing', { exact: true }).waitFor()
      const clicked = performance.now()
      await rita.page.keyboard.press('F2')
      await caller.hearsAnything(tones.rita)
      took.push(Math.round(performance.now() - clicked))
      caller.hangUp()
      await rita.ready()
    }
    // What it takes on a machine of its own, `load:reception` measures.
    expect(Math.min(...took)).toBeLessThan(1_000)
  })
})

describe('a caller who is passed on from the browser (C8)', () => {
  test('without asking, to somebody who answers', async () => {
    const caller = await answered()
    const rings = tom.rings()
    await choose(tom)
    await rita.page.keyboard.press('Shift+F8')
    const atTom = await rings
    tom.answer(atTom)
    await caller.hearsTone(tones.tom)
    await until('Tom to hear the caller', () => tom.audio.level(tones.caller) > -30)
    await rita.ready()
    expect(await rita.hears()).toBe(0)
    atTom.hangUp()
    await caller.call.ended
  })

  test('without asking, to somebody who does not answer: comes back to the seat', async () => {
    const caller = await answered()
    const rings = tom.rings()
    await choose(tom)
    await rita.page.keyboard.press('Shift+F8')
    const atTom = await rings
    await caller.hearsMusic(tones.rita)
    await card(rita).getByText('Came back', { exact: true }).waitFor()
    await atTom.ended
    await rita.page.keyboard.press('F2')
    await caller.hearsTone(tones.rita)
    caller.hangUp()
    await rita.ready()
  })

  test('after asking, which is called off: the caller hears music, then the seat again', async () => {
    const caller = await answered()
    const rings = tom.rings()
    await choose(tom)
    await rita.page.keyboard.press('F8')
    tom.answer(await rings)
    await rita.hearsTone(tones.tom)
    await caller.hearsMusic(tones.rita)
    await card(rita)
      .getByText(/caller waits/)
      .waitFor()
    await rita.page.keyboard.press('F4')
    await caller.hearsTone(tones.rita)
    await rita.hearsTone(tones.caller)
    await rita.page.keyboard.press('F9')
    await caller.call.ended
    await rita.ready()
  })

  test('after asking: the two talk, the seat is free', async () => {
    const caller = await answered()
    const rings = tom.rings()
    await choose(tom)
    await rita.page.keyboard.press('F8')
    const atTom = await rings
    tom.answer(atTom)
    await rita.hearsTone(tones.tom)
    await card(rita)
      .getByText(/caller waits/)
      .waitFor()
    await rita.page.keyboard.press('F8')
    await caller.hearsTone(tones.tom)
    await rita.ready()
    caller.hangUp()
    await atTom.ended
  })

  test('to voicemail: the caller hears the greeting, the seat is free', async () => {
    const caller = await answered()
    await rita.page.keyboard.press('v')
    await rita.ready()
    await caller.hearsMusic(tones.rita)
    expect(caller.over).toBe(false)
    caller.hangUp()
  })

  test('to voicemail before it is answered: the caller hears the greeting, nobody rings', async () => {
    const caller = await Caller.dial(installation, number, tones.caller)
    await card(rita).getByRole('button', { name: 'To voicemail' }).waitFor()
    await rita.page.keyboard.press('v')
    await rita.ready()
    await caller.hearsMusic(tones.rita)
    caller.hangUp()
  })

  test('leaves a message instead: the organization has it by e-mail', async () => {
    const caller = await answered()
    await rita.page.keyboard.press('m')
    await rita.page.getByLabel('Message', { exact: true }).fill('Drawings are ready for collection.')
    await rita.page.getByText(/^To \S+@\S+/).waitFor()
    await rita.page.keyboard.press('Control+Enter')
    const words = await rita.page.getByText(/^The message went to/).textContent()
    const address = /went to (\S+@\S+?)[,.]?$/.exec(words ?? '')?.[1] ?? ''
    const letter = await mail.letterTo(address)
    expect(letter.mail.text).toContain('Drawings are ready for collection.')
    await rita.page.keyboard.press('F9')
    await caller.call.ended
    await rita.ready()
  })
})

describe('a caller who hangs up leaves the seat ready (C6)', () => {
  test('while it rings, while it talks, while it is held, while somebody is asked', async () => {
    const ringing = await Caller.dial(installation, number, tones.caller)
    await card(rita).getByText('Ringing', { exact: true }).waitFor()
    ringing.hangUp()
    await rita.ready()
    const talking = await answered()
    talking.hangUp()
    await rita.ready()
    const held = await answered()
    await rita.page.keyboard.press('F4')
    await card(rita).getByText('On hold').waitFor()
    held.hangUp()
    await rita.ready()
    const asking = await answered()
    const rings = tom.rings()
    await choose(tom)
    await rita.page.keyboard.press('F8')
    const atTom = await rings
    asking.hangUp()
    await rita.ready()
    await atTom.ended
  })

  test('while the one who was asked talks to the seat, whose talk time the list shows, and while it is passed on', async () => {
    const consulted = await answered()
    const rings = tom.rings()
    await choose(tom)
    await rita.page.keyboard.press('F8')
    const consulting = await rings
    tom.answer(consulting)
    await card(rita)
      .getByText(/caller waits/)
      .waitFor()
    const people = rita.page.getByRole('complementary', { name: 'People' })
    await people.getByRole('button', { name: /Talking 0:0\d/ }).waitFor()
    consulted.hangUp()
    await rita.ready()
    await consulting.ended
    const passed = await answered()
    const ringsAgain = tom.rings()
    await choose(tom)
    await rita.page.keyboard.press('Shift+F8')
    const atTom = await ringsAgain
    passed.hangUp()
    await atTom.ended
    await rita.ready()
  })
})

describe('two seats (C7)', () => {
  beforeEach(() => sam.sitDown())

  test('click at once: one has the call, the other reads who took it', async () => {
    const caller = await Caller.dial(installation, number, tones.caller)
    const seats = [rita, sam]
    await Promise.all(seats.map((seat) => card(seat).getByRole('button', { name: 'Answer' }).waitFor()))
    await Promise.all(seats.map(({ page }) => page.keyboard.press('F2')))
    const winner = await until('one of them to have the call', async () => {
      for (const seat of seats) if (await card(seat).getByText('Talking').isVisible()) return seat
      return undefined
    })
    const loser = winner === rita ? sam : rita
    const words = `Taken by ${installation.person(winner === rita ? 'receptionist' : 'operator-admin').name}`
    await loser.page.getByText(words, { exact: false }).first().waitFor()
    await caller.hearsTone(winner === rita ? tones.rita : tones.sam)
    expect(await loser.hears()).toBe(0)
    caller.hangUp()
    await Promise.all(seats.map((seat) => seat.ready()))
  })

  test('the tab of one crashes while it rings: the other answers', async () => {
    const caller = await Caller.dial(installation, number, tones.caller)
    await card(rita).getByText('Ringing', { exact: true }).waitFor()
    await rita.crash()
    await card(sam).getByText('Ringing', { exact: true }).waitFor()
    await sam.page.keyboard.press('F2')
    await caller.hearsTone(tones.sam)
    await sam.page.keyboard.press('F9')
    await caller.call.ended
    await rita.sitDown()
  })

  test('the tab of one crashes while it talks: within 10 s the caller is with the other', async () => {
    const caller = await Caller.dial(installation, number, tones.caller)
    await card(rita).getByText('Ringing', { exact: true }).waitFor()
    await rita.page.keyboard.press('F2')
    await caller.hearsTone(tones.rita)
    const crashed = Date.now()
    await rita.crash()
    await card(sam).getByText('Came back', { exact: true }).waitFor({ timeout: 10_000 })
    expect(Date.now() - crashed).toBeLessThan(10_000)
    await caller.hearsMusic(tones.rita)
    await sam.page.keyboard.press('F2')
    await caller.hearsTone(tones.sam)
    await sam.hearsTone(tones.caller)
    await sam.page.keyboard.press('F9')
    await caller.call.ended
    await rita.sitDown()
  })
})

describe('one seat (C7)', () => {
  test('a reload of the only one: its caller comes back to it within 10 s', async () => {
    const caller = await Caller.dial(installation, number, tones.caller)
    await card(rita).getByText('Ringing', { exact: true }).waitFor()
    await rita.page.keyboard.press('F2')
    await caller.hearsTone(tones.rita)
    await rita.page.reload()
    await card(rita).getByText('Came back', { exact: true }).waitFor({ timeout: 10_000 })
    expect(caller.over).toBe(false)
    await rita.page.keyboard.press('F2')
    await caller.hearsTone(tones.rita)
    await rita.hearsTone(tones.caller)
    caller.hangUp()
    await rita.ready()
  })
})
