/** Call settings are longer than a laptop's screen: whatever is said or opened comes into view. */
import type { Locator, Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { readSample } from './arrange.ts'
import { test } from './fixture.ts'
import type { Installation, Role, VisitOptions } from './installation.ts'
import { seen } from './seen.ts'

describe('in the call settings, on a laptop', () => {
  test('a save that came to nothing is said beside the buttons', async ({ installation, signIn }) => {
    const { page, dialog } = await openSettings(installation, signIn)
    await dialog.getByText('Applies to the next call').waitFor()
    await page.route('**/call-settings', (route) => route.fulfill({ status: 404, body: 'a proxy' }))
    await dialog.getByRole('button', { name: 'Save' }).click()
    await seen(dialog.getByText('The server answered 404. Your entries are kept; try again.'))
    await seen(dialog.getByText('Not saved'))
    expect(await dialog.getByText('Applies to the next call').count()).toBe(0)
  })

  test('who saved in between, and what, stands with the two ways on', async ({ installation, signIn }) => {
    const { api } = installation.server
    const { dialog, main } = await openSettings(installation, signIn)
    const address = `/numbers/${main.id}/call-settings`
    const { version, inHours, outOfHours } = await api.get<Settings>(address)
    await api.put(address, { version, inHours, outOfHours, voicemailEmails: ['a@company.example'] })
    await dialog.getByRole('region', { name: 'In hours' }).getByLabel('Time limit of step 1').fill('35')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await seen(dialog.getByText(/saved in between.*Changed there: Voicemail to e-mail\./))
    await seen(dialog.getByRole('button', { name: 'Keep mine' }))
    await seen(dialog.getByRole('button', { name: 'Take theirs' }))
  })

  test('what is opened by the foot has the focus, and gives it back', async ({ installation, signIn }) => {
    const { dialog } = await openSettings(installation, signIn)
    const opener = dialog.getByRole('button', { name: 'Earlier versions…' })
    await opener.click()
    const versions = dialog.getByRole('region', { name: 'Earlier versions' })
    await versions.getByText('holds now').waitFor()
    await expect.poll(() => isFocused(versions)).toBe(true)
    const close = versions.getByRole('button', { name: 'Close the list' })
    await seen(close)
    await close.click()
    await expect.poll(() => isFocused(opener)).toBe(true)

    await dialog.getByRole('button', { name: 'From a date…' }).click()
    await expect.poll(() => isFocused(dialog.getByRole('textbox', { name: 'Name' }))).toBe(true)
    await seen(dialog.getByRole('button', { name: 'Plan it' }))
  })

  test('“Try it at…” says that it tries what is saved', async ({ installation, signIn }) => {
    const { dialog } = await openSettings(installation, signIn)
    const asSaved = dialog.getByText('As saved: your changes count from when you save them.')
    await dialog.getByRole('region', { name: 'Try it at a time' }).waitFor()
    expect(await asSaved.count()).toBe(0)
    await dialog.getByRole('region', { name: 'In hours' }).getByLabel('Time limit of step 1').fill('35')
    await asSaved.waitFor()
  })
})

interface Settings {
  readonly version: number
  readonly inHours: object
  readonly outOfHours: object
}

async function openSettings(
  installation: Installation,
  signIn: (role: Role, options?: VisitOptions) => Promise<Page>,
) {
  const { companyId, main } = await readSample(installation.server)
  const page = await signIn('operator-admin')
  await page.setViewportSize({ width: 1280, height: 640 })
  await page.goto(`/occupiers/${companyId}/telephony?dialog=call-settings`)
  const dialog = page.getByRole('dialog', { name: /Call settings/ })
  await dialog.getByRole('button', { name: 'Save' }).waitFor()
  return { page, dialog, main }
}

const isFocused = (it: Locator) => it.evaluate((element) => element === document.activeElement)
