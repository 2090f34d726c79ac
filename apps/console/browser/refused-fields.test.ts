/** A field that is wrong is named as the page names it, and what was typed stays. */
import { describe, expect } from 'vitest'
import { readSample } from './arrange.ts'
import { violationsInBothThemes } from './axe.ts'
import { test } from './fixture.ts'

describe('a field that is wrong', () => {
  test('is named in words, in English and in German', async ({ installation, signIn }) => {
    const { companyId } = await readSample(installation.server)
    const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/users?dialog=invite` })
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name', { exact: true }).fill('Ida Late')
    await dialog.getByLabel('E-mail', { exact: true }).fill('ida@late')
    await dialog.getByRole('button', { name: 'Invite' }).click()
    const words = 'E-mail: must be an e-mail address, such as maya@company.example.'
    await dialog.getByRole('alert').getByText(words, { exact: true }).waitFor()
    expect(await violationsInBothThemes(page)).toEqual([])

    await page.evaluate(() => localStorage.setItem('mainline.language', 'de'))
    await page.reload()
    await dialog.getByLabel('Name', { exact: true }).fill('Ida Late')
    await dialog.getByLabel('E-Mail', { exact: true }).fill('ida@late')
    await dialog.getByRole('button', { name: 'Einladen' }).click()
    const german = 'E-Mail: muss eine E-Mail-Adresse sein, etwa maya@company.example.'
    await dialog.getByRole('alert').getByText(german, { exact: true }).waitFor()
  })

  test('text that nobody sees is refused by name, and the greeting stays as typed', async ({
    installation,
    signIn,
  }) => {
    const { companyId } = await readSample(installation.server)
    const page = await signIn('operator-admin', {
      path: `/occupiers/${companyId}/telephony?dialog=greetings`,
    })
    const greeting = page.getByRole('dialog').getByLabel('Greeting, said word for word')
    await greeting.fill('\u202eHello')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByText('Greeting: must not contain characters that nobody sees (U+202E).').waitFor()
    expect(await greeting.inputValue()).toBe('\u202eHello')

    // What is filled in by nothing is named while it is typed; emptied, the greeting is the standard one.
    await greeting.fill('{good morning}, {organisation}')
    await page.getByText(/^There is no placeholder \{organisation\}; what is filled in is/).waitFor()
    await greeting.fill('')
    await page.getByText('Left empty, the standard greeting is said.').waitFor()
    await page
      .getByRole('blockquote')
      .getByText(/^“Good \w+, .*how may I help you\?”$/)
      .waitFor()
  })

  test('no address for voicemail: it stays where it is, and nothing is saved before', async ({
    installation,
    signIn,
  }) => {
    const { companyId, main } = await readSample(installation.server)
    const page = await signIn('operator-admin', {
      path: `/occupiers/${companyId}/telephony?dialog=call-settings`,
    })
    const dialog = page.getByRole('dialog', { name: /Call settings/ })
    const emails = dialog.getByLabel('Voicemail to e-mail')
    await emails.fill('office.company.example')
    await emails.press('Enter')
    await dialog.getByText('“office.company.example” is no e-mail address.', { exact: true }).waitFor()
    await dialog
      .getByRole('status')
      .getByText(/^Cannot be saved: “office/)
      .waitFor()
    await emails.press('Control+Enter')
    expect(await violationsInBothThemes(page)).toEqual([])

    await emails.press('Backspace')
    await emails.fill('office@company.example')
    await emails.press('Control+Enter')
    await dialog.waitFor({ state: 'detached' })
    expect(await installation.server.api.get(`/numbers/${main.id}/call-settings`)).toMatchObject({
      voicemailEmails: ['office@company.example'],
    })
    // What says so can be closed, and the button has a name.
    await page.getByRole('button', { name: 'Close', exact: true }).waitFor()
    expect(await violationsInBothThemes(page)).toEqual([])
  })
})
