/** Messages of a company are found by who left them. */
import { describe, expect } from 'vitest'
import { readSample } from './arrange.ts'
import { test } from './fixture.ts'

describe('messages that reception took', () => {
  test('are searched by keyboard, and the address keeps what is searched for', async ({
    installation,
    signIn,
  }) => {
    const { companyId, siteId } = await readSample(installation.server)
    const reception = await signIn('receptionist', { path: '/reception' })
    for (const [callerName, callerNumber] of [
      ['Imogen Vane', '+442079460990'],
      ['Joel Hartnell', '+441614960388'],
    ]) {
      const taken = await reception.request.post(`/api/v1/sites/${siteId}/reception-messages`, {
        headers: { origin: installation.server.url },
        data: { organizationId: companyId, callerName, callerNumber, text: 'Please ring back' },
      })
      expect(taken.status()).toBe(201)
    }
    const page = await signIn('occupier-admin', { path: '/messages?folder=reception' })
    const messages = page.locator('[id^="message-"]')
    await expect.poll(() => messages.count()).toBe(2)
    await page.keyboard.press('/')
    await page.keyboard.type('0161 496')
    await expect.poll(() => messages.allTextContents()).toEqual([expect.stringContaining('Joel Hartnell')])
    await page.reload()
    await expect.poll(() => messages.allTextContents()).toEqual([expect.stringContaining('Joel Hartnell')])
    await page.getByLabel('Caller or number').fill('nobody of that name')
    await page.getByText('No messages match.').waitFor()
    await page.getByRole('button', { name: 'Clear filter' }).click()
    await expect.poll(() => messages.count()).toBe(2)
  })
})
