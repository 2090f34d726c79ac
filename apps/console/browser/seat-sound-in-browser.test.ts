/** The sound of a seat that is in its page: a microphone that is gone, a test call, one tab at a time (C7, design §5). */
import { describe, expect } from 'vitest'
import { readSample } from './arrange.ts'
import { violationsInBothThemes } from './axe.ts'
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
