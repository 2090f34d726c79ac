/** What was typed survives a key, a link and a second Enter. */
import { describe, expect } from 'vitest'
import { readSample } from './arrange.ts'
import { test } from './fixture.ts'

const typedNumber = '+447700900123'

describe('what was typed and not saved', () => {
  test('is asked about before Escape or a click beside the dialog loses it', async ({
    installation,
    signIn,
  }) => {
    const { companyId } = await readSample(installation.server)
    const page = await signIn('operator-admin', {
      path: `/occupiers/${companyId}/telephony?dialog=greetings`,
    })
    const greeting = page.getByLabel('Greeting, said word for word')
    await greeting.fill('Alder and Finch, what may I do for you?')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
    await page.getByRole('button', { name: 'Keep editing' }).click()
    expect(await greeting.inputValue()).toBe('Alder and Finch, what may I do for you?')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Leave', exact: true }).click()
    await expect.poll(() => new URL(page.url()).searchParams.has('dialog')).toBe(false)
  })

  test('is asked about in every dialog with a form, and before Back', async ({ signIn }) => {
    const page = await signIn('operator-admin', { path: '/' })
    await page.getByRole('link', { name: 'Occupiers' }).first().click()
    await page.getByRole('button', { name: 'Add an occupier' }).click()
    const field = page.getByRole('dialog').getByRole('textbox').first()
    const asked = page.getByRole('dialog', { name: 'Leave without saving?' })
    await field.fill('Half Typed Ltd')
    await page.keyboard.press('Escape')
    await asked.waitFor()
    await page.getByRole('button', { name: 'Keep editing' }).click()
    await page.evaluate(() => history.back())
    await asked.waitFor()
    await page.getByRole('button', { name: 'Keep editing' }).click()
    expect(await field.inputValue()).toBe('Half Typed Ltd')
    await page.evaluate(() => history.back())
    await asked.waitFor()
    await page.keyboard.press('Escape')
    // One question, and one Escape ends it.
    await asked.waitFor({ state: 'detached' })
    expect(await field.inputValue()).toBe('Half Typed Ltd')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Leave', exact: true }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  test('in the hours of a site keeps a link from leading away', async ({ installation, signIn }) => {
    const { siteId } = await readSample(installation.server)
    const page = await signIn('operator-admin', { path: `/spaces/${siteId}/hours` })
    await page.getByText('Always open', { exact: true }).click()
    await page.getByRole('link', { name: 'Occupiers' }).first().click()
    await page.getByRole('button', { name: 'Keep editing' }).click()
    expect(page.url()).toContain('/hours')
    await page.getByRole('link', { name: 'Occupiers' }).first().click()
    await page.getByRole('button', { name: 'Leave', exact: true }).click()
    await page.waitForURL(/\/occupiers$/)
  })

  test('as an outside number belongs to the group that is saved', async ({ installation, signIn }) => {
    const { main, companyId } = await readSample(installation.server)
    const page = await signIn('operator-admin', {
      path: `/occupiers/${companyId}/telephony?dialog=hunt-group`,
    })
    await page.getByRole('button', { name: 'Add outside number' }).click()
    const field = page.getByRole('textbox', { name: 'Outside number' })
    await field.fill('0123')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Keep editing' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/^That is no complete number/).waitFor()
    await field.fill(typedNumber)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The hunt group is saved; the next call rings it.').waitFor()
    const { members } = await installation.server.api.get<{ members: { e164?: string }[] }>(
      `/numbers/${main.id}/hunt-members`,
    )
    expect(members.map(({ e164 }) => e164)).toContain(typedNumber)
  })

  test('is sent once, however often Enter is pressed', async ({ signIn }) => {
    const page = await signIn('operator-admin', { path: '/occupiers?dialog=add' })
    let sent = 0
    await page.route('**/api/v1/organizations', async (route) => {
      if (route.request().method() === 'POST') sent += 1
      await new Promise((resolve) => setTimeout(resolve, 400))
      await route.continue()
    })
    const field = page.getByRole('dialog').getByRole('textbox').first()
    await field.fill('Pressed Thrice Ltd')
    await page.getByRole('combobox', { name: 'Site' }).click()
    await page.getByRole('option', { name: 'Finsbury Yard, London' }).click()
    await page.evaluate(() => {
      const form = document.querySelector<HTMLFormElement>('[role="dialog"] form')
      for (let i = 0; i < 3; i++) form?.requestSubmit()
    })
    await page.getByRole('heading', { name: 'Pressed Thrice Ltd', level: 1 }).waitFor()
    expect(sent).toBe(1)
  })

  test('is sent again as soon as it was refused and corrected, however quick the hand', async ({
    signIn,
  }) => {
    const page = await signIn('operator-admin', { path: '/occupiers?dialog=add' })
    const field = page.getByRole('dialog').getByRole('textbox').first()
    await field.fill('Copperline Legal')
    await page.getByRole('combobox', { name: 'Site' }).click()
    await page.getByRole('option', { name: 'Finsbury Yard, London' }).click()
    // Within the page: no hand on a keyboard far away is as quick.
    await page.evaluate(async () => {
      const form = document.querySelector<HTMLFormElement>('[role="dialog"] form')
      const name = form?.querySelector('input')
      const type = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
      form?.requestSubmit()
      while (!form?.querySelector('[role="alert"]')) await new Promise((resolve) => setTimeout(resolve, 5))
      if (name) type?.call(name, 'Quick Hand Ltd')
      name?.dispatchEvent(new Event('input', { bubbles: true }))
      form.requestSubmit()
    })
    await page.getByRole('heading', { name: 'Quick Hand Ltd', level: 1 }).waitFor()
  })
})

describe('single keys and Ctrl K', () => {
  test('work from the main number, from a checkbox, and in a filter', async ({ installation, signIn }) => {
    const { companyId, siteId } = await readSample(installation.server)
    const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/telephony` })
    await page.locator('[data-main-row]').focus()
    await page.keyboard.press('t')
    await page.waitForURL(/dialog=try/)
    await page.goto(`/spaces/${siteId}/telephony`)
    await page.getByRole('checkbox').nth(1).check()
    await page.keyboard.press('Control+k')
    const search = page.getByRole('textbox', { name: 'Search' })
    await search.fill('xyzzy of nowhere')
    await page.getByText(/^Nothing found\./).waitFor()
    // What is found comes after it was typed, and Enter opens it.
    await search.fill('7946 0106')
    await page.locator('.mantine-Spotlight-action', { hasText: '0106' }).first().waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/occupiers\//)
    await page.keyboard.press('Control+k')
    await search.fill('finsbury hours')
    await page.getByText('Finsbury Yard, London › Hours and schedule').waitFor()
    await search.fill('audit')
    await page.getByText('Administration › Audit').click()
    await page.waitForURL(/\/administration\/audit/)
  })
})
