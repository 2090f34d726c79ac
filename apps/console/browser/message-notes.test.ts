/** What colleagues note on a voicemail: seen everywhere, kept from being lost, and taken away again. */
import { describe, expect } from 'vitest'
import { readSample } from './arrange.ts'
import { test } from './fixture.ts'
import { leaveMessage } from './leave-message.ts'

describe('notes of a message', () => {
  test('are written, asked about before they are lost, seen in another browser and removed', async ({
    installation: { server },
    signIn,
  }) => {
    const { main } = await readSample(server)
    await leaveMessage(server, main)
    const page = await signIn('occupier-admin', { path: '/' })
    await page.getByRole('link', { name: 'Messages' }).first().click()
    await page.locator('[id^="message-"]').first().click()
    const field = page.getByRole('textbox', { name: 'Note' })
    await field.fill('Ring back before four')
    await page.getByRole('link', { name: 'Calls' }).first().click()
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
    await page.getByRole('button', { name: 'Keep editing' }).click()
    expect(await field.inputValue()).toBe('Ring back before four')
    await field.press('Control+Enter')
    const note = page.getByRole('listitem').filter({ hasText: 'Ring back before four' })
    await note.waitFor()
    expect(await field.inputValue()).toBe('')

    const elsewhere = await signIn('occupier-admin', { path: '/messages' })
    await elsewhere.locator('[id^="message-"]').first().click()
    await elsewhere.getByText('Ring back before four').waitFor()

    await page.reload()
    await note.waitFor()
    await note.getByRole('button', { name: /^Remove the note of/ }).click()
    await note.waitFor({ state: 'detached' })
  })
})
