/** The sound of a seat that is in its page: a microphone that is gone, a test call, one tab at a time, a page that is left (C7, design §5). */
import { describe, expect } from 'vitest'
import { createTrunk, TRUNK_ADDRESS } from '../../../interop/workspace.ts'
import { ownCompany, readSample } from './arrange.ts'
import { violationsInBothThemes } from './axe.ts'
import { Caller } from './caller.ts'
import { test as base } from './fixture.ts'
import { BrowserSeat } from './seats.ts'

/** What is said at the seat. */
const hertz = 500

const test = base.extend<{ seat: BrowserSeat; rita: BrowserSeat }>({
  seat: [
    async ({ installation }, use) => {
      const { siteId } = await readSample(installation.server)
      const seat = await BrowserSeat.open(installation, 'receptionist', siteId, hertz)
      await use(seat)
      await seat[Symbol.asyncDispose]()
    },
    { scope: 'file' },
  ],
  rita: async ({ seat }, use) => {
    await seat.sitDown()
    await use(seat)
  },
})

describe('a seat without a microphone (design §5)', () => {
  test('says so, and gets no calls until it has one', async ({ rita }) => {
    await rita.unplug()
    await rita.page
      .getByText('Your headset is gone. Calls go to the other seats.', { exact: false })
      .waitFor()
    await rita.page.getByRole('listitem').filter({ hasText: ', you' }).getByText('Cannot ring').waitFor()
    await rita.page.getByRole('button', { name: 'Try again' }).click()
    await rita.ready()
  })

  test('tries its sound out: the server plays back what was said', async ({ rita }) => {
    await rita.page.getByRole('button', { name: 'Microphone and loudspeaker' }).click()
    expect(await violationsInBothThemes(rita.page)).toEqual([])
    await rita.page.getByRole('button', { name: 'Test call' }).click()
    await rita.page.getByText('Speak after the tone.', { exact: false }).waitFor()
    await rita.hearsTone(hertz)
    await rita.page.getByText('Calls the server, which plays back what you say.').waitFor()
    await rita.page.keyboard.press('Escape')
  })

  test('says where else it is rung, and keeps it', async ({ rita }) => {
    const door = rita.page.getByRole('button', { name: 'Ring me elsewhere, too' })
    await door.click()
    const field = rita.page.getByLabel('Desk or mobile phone that rings else')
    await field.fill('+44 7700 900123')
    expect(await violationsInBothThemes(rita.page)).toEqual([])
    await rita.page.getByRole('button', { name: 'Save' }).click()
    await field.waitFor({ state: 'hidden' })
    await rita.page.getByRole('button', { name: 'Ring me elsewhere, too', pressed: true }).click()
    expect(await field.inputValue()).toBe('+447700900123')
    await rita.page.keyboard.press('Escape')
  })

  test('is in one tab at a time: the last that opened it has it', async ({ rita }) => {
    const other = await rita.context.newPage()
    await other.goto(new URL(rita.page.url()).pathname)
    await rita.page.getByText('Your seat is open in another tab or browser.', { exact: false }).waitFor()
    await rita.page.getByRole('button', { name: 'Answer here instead' }).click()
    await other.getByText('Your seat is open in another tab or browser.', { exact: false }).waitFor()
    await rita.ready()
    await other.close()
  })
})

describe('a seat that is left while it talks (C7)', () => {
  test('for another tab, for the console, because its session is over: the caller hears music, and is taken again', async ({
    installation,
    rita,
  }) => {
    const { server } = installation
    const { main, siteId } = await readSample(server)
    const path = `/numbers/${main.id}/call-settings`
    const { version } = await server.api.get<{ version: number }>(path)
    const route = { steps: [{ target: 'reception', limitSeconds: 60 }, { target: 'voicemail' }] }
    await server.api.put(path, { version, inHours: route, outOfHours: route, hours: { mode: 'always-open' } })
    const { siteId: _, ...rules } = await server.api.get<{ siteId: string }>(`/sites/${siteId}/reception`)
    await server.api.put(`/sites/${siteId}/reception`, { ...rules, wrapUpSeconds: 0 })
    await createTrunk(server, 'Carrier of the tests', TRUNK_ADDRESS)
    const card = () => rita.page.getByRole('region', { name: ownCompany })
    const takes = async (words: string) => {
      await card().getByText(words, { exact: true }).waitFor()
      await rita.page.keyboard.press('F2')
      await caller.hearsTone(hertz)
    }
    const caller = await Caller.dial(installation, main.e164, 1_300)
    await takes('Ringing')
    await rita.openAgain()
    await takes('Came back')
    await rita.page.getByRole('link', { name: 'Console', exact: true }).click()
    await caller.hearsMusic(hertz)
    await rita.page.goBack()
    await takes('Came back')

    await rita.page.evaluate(async () => {
      await fetch('/api/v1/sign-out', { method: 'POST', headers: { 'x-mainline-request': '1' } })
    })
    await caller.hearsMusic(hertz)
    expect(caller.over).toBe(false)
    caller.hangUp()
    const again = rita.page.getByRole('dialog', { name: 'Your session has ended' })
    await again.getByLabel('Password', { exact: true }).fill(installation.person('receptionist').password)
    await again.getByRole('button', { name: 'Sign in', exact: true }).click()
    await again.waitFor({ state: 'detached' })
    // The phone of the page went with the session.
    await rita.page.getByRole('button', { name: 'Sit down, ready' }).waitFor()
    await rita.sitDown()
  })
})
