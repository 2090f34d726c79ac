/** Messages on a phone: heard, answered and dealt with in the list (design 16, C9). */
import { expect } from 'vitest'
import { readSample } from './arrange.ts'
import { violationsInBothThemes } from './axe.ts'
import { test } from './fixture.ts'
import { leaveMessage } from './leave-message.ts'

test('a voicemail opens in its place in the list, is played there, and its caller called back', async ({
  installation,
  signIn,
}) => {
  const { server } = installation
  await leaveMessage(server, (await readSample(server)).main)
  const page = await signIn('occupier-admin', { path: '/messages', phone: true })
  const list = page.getByRole('list', { name: 'Messages' })
  const row = list.locator('[id^="message-"]')
  await row.tap()
  // Still the list, with the player in it.
  const message = list.getByRole('article')
  await message.getByRole('button', { name: 'Play', exact: true }).tap()
  await message.getByText(/^0:0[12]$/).waitFor()
  expect(await message.getByRole('link', { name: 'Call back' }).getAttribute('href')).toMatch(/^tel:\+\d+$/)
  expect(await violationsInBothThemes(page)).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  // The row is as high as what it holds.
  const height = async () => (await message.evaluate((one) => one.getBoundingClientRect())).height
  await expect
    .poll(async () => Number.parseFloat(await list.evaluate((one) => (one as HTMLElement).style.height)))
    .toBeCloseTo(await height(), 0)

  // Heard to its end it is handled, and no more among the new ones; it stays until it is closed.
  await message.getByText('Saved').waitFor()
  await page.goto(`/messages?folder=new&message=${(await row.getAttribute('id'))?.slice('message-'.length)}`)
  await page.getByRole('article').getByRole('button', { name: 'New again' }).tap()
  await list.getByRole('article').getByText('New', { exact: true }).waitFor()

  await message.getByRole('button', { name: 'Call, e-mail and notes' }).tap()
  await page.getByRole('heading', { name: 'Notes' }).waitFor()
  expect(await list.isVisible()).toBe(false)
  expect(await page.getByRole('button', { name: 'Play', exact: true }).count()).toBe(1)
  await page.getByRole('button', { name: 'Back to the list' }).tap()
  await message.waitFor()
  await row.tap()
  await message.waitFor({ state: 'detached' })
  await row.waitFor()
})
