import { describe, expect } from 'vitest'
import { ownCompany, printed, readSample } from './arrange.ts'
import { test } from './fixture.ts'
import { keysOf } from './keys.ts'

describe('by keyboard alone', () => {
  test('from sign-in to the main number and through its dialogs, the focus back on the row each time', async ({
    installation,
    visit,
  }) => {
    const { main } = await readSample(installation.server)
    const { email, password } = installation.person('operator-admin')
    const { keyboard, ...page } = keysOf(await visit({ path: '/sign-in' }))
    await page.until(page.whole.getByLabel('E-mail'))
    await keyboard.type(email)
    await keyboard.press('Tab')
    await keyboard.type(password)
    await keyboard.press('Enter')
    await page.whole.getByRole('navigation', { name: 'Main' }).waitFor()

    await keyboard.press('g')
    await keyboard.press('o')
    await page.until(page.whole.getByRole('link', { name: ownCompany }))
    await keyboard.press('Enter')
    const row = page.whole.getByRole('group', { name: `Main number ${printed(main.e164)}` })
    await page.whole.getByText(/^Right now a caller reaches/).waitFor()
    await page.until(row)

    const keys = { C: /Call settings/, H: /Hunt group/, R: /Greetings/, P: /Reset PIN/, D: /Deactivate/ }
    for (const [key, name] of Object.entries(keys)) {
      await keyboard.press(key.toLowerCase())
      const dialog = page.whole.getByRole('dialog', { name })
      await dialog.getByRole('button').nth(1).waitFor()
      await expect
        .poll(() => dialog.evaluate((it) => it.contains(document.activeElement)), {
          message: `focus in ${name}`,
        })
        .toBe(true)
      await keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      await expect
        .poll(() => row.evaluate((it) => it === document.activeElement), { message: `focus after ${name}` })
        .toBe(true)
    }
  })

  test('a greeting is written and saved with Ctrl Enter', async ({ installation, signIn }) => {
    const { companyId, main } = await readSample(installation.server)
    const { keyboard, ...page } = keysOf(
      await signIn('operator-admin', { path: `/occupiers/${companyId}/telephony?dialog=greetings` }),
    )
    const dialog = page.whole.getByRole('dialog', { name: /Greetings/ })
    await page.until(dialog.getByLabel('Greeting, said word for word'))
    await keyboard.press('Control+a')
    await keyboard.type('Typed without a pointer.')
    await keyboard.press('Control+Enter')
    await dialog.waitFor({ state: 'detached' })
    const card = await installation.server.api.get<{ inHours: { greeting: string } }>(
      `/numbers/${main.id}/reception-card`,
    )
    expect(card.inHours.greeting).toBe('Typed without a pointer.')
  })

  test('a member leaves the hunt group with Space, and the route gets another step', async ({
    installation,
    signIn,
  }) => {
    const { companyId, main } = await readSample(installation.server)
    const path = `/occupiers/${companyId}/telephony`
    const { keyboard, ...page } = keysOf(
      await signIn('operator-admin', { path: `${path}?dialog=hunt-group` }),
    )
    const group = page.whole.getByRole('dialog', { name: /Hunt group/ })
    await page.until(group.getByRole('checkbox').first())
    await keyboard.press('Space')
    await page.until(group.getByRole('button', { name: 'Save' }))
    await keyboard.press('Enter')
    await group.waitFor({ state: 'detached' })
    const { members } = await installation.server.api.get<{ members: unknown[] }>(
      `/numbers/${main.id}/hunt-members`,
    )
    expect(members).toHaveLength(4)

    await page.whole.goto(`${path}?dialog=call-settings`)
    const settings = page.whole.getByRole('dialog', { name: /Call settings/ })
    const inHours = settings.getByRole('region', { name: 'In hours' })
    await page.until(inHours.getByRole('button', { name: 'Add a step before voicemail' }))
    await keyboard.press('Enter')
    await inHours.getByLabel('Time limit of step 2').waitFor()
    await keyboard.press('Control+Enter')
    await settings.waitFor({ state: 'detached' })
    expect(await installation.server.api.get(`/numbers/${main.id}/call-settings`)).toMatchObject({
      inHours: { steps: [{ target: 'hunt-group' }, { target: 'reception' }, { target: 'voicemail' }] },
    })
  })

  test('g and a letter goes to a page, though the row that has the focus has a key of that letter', async ({
    installation,
    signIn,
  }) => {
    const { companyId } = await readSample(installation.server)
    const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/telephony` })
    await page.locator('[data-main-row]').focus()
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    await page.getByRole('heading', { name: 'Calls', level: 1 }).waitFor()
  })

  test('Esc gives up the chosen numbers of the stock', async ({ installation, signIn }) => {
    const { siteId } = await readSample(installation.server)
    const page = await signIn('operator-admin', { path: `/spaces/${siteId}/telephony` })
    await page.getByRole('checkbox').nth(1).check()
    const bar = page.getByRole('toolbar', { name: 'Numbers chosen: 1' })
    await bar.waitFor()
    // An open list has Esc for itself.
    await bar.getByRole('combobox', { name: 'Organization' }).click()
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('option').first().waitFor({ state: 'hidden' })
    await bar.waitFor()
    await page.getByRole('checkbox').nth(1).focus()
    await page.keyboard.press('Escape')
    await bar.waitFor({ state: 'detached' })
  })

  test('Enter allocates the chosen numbers once a company is chosen, as the button says (design 08)', async ({
    installation,
    signIn,
  }) => {
    const { siteId } = await readSample(installation.server)
    const page = await signIn('operator-admin', { path: `/spaces/${siteId}/telephony?state=AVAILABLE` })
    await page.getByRole('checkbox').nth(2).check()
    await page.keyboard.press('Enter')
    const bar = page.getByRole('toolbar', { name: 'Numbers chosen: 1' })
    const allocate = bar.getByRole('button', { name: /^Allocate/ })
    expect(await allocate.textContent()).toBe('Allocate')
    await bar.getByRole('combobox', { name: 'Organization' }).fill('Copper')
    await page.keyboard.press('Enter')
    await expect.poll(() => allocate.textContent()).toBe('Allocate 1⏎')
    await page.keyboard.press('Enter')
    await page.getByText('Allocate: 1 done for Copperline Legal.').waitFor()
    await bar.waitFor({ state: 'detached' })
  })

  test('? lists the keys, and Esc goes back', async ({ signIn }) => {
    const page = await signIn('operator-admin', { path: '/calls' })
    await page.getByRole('heading', { name: 'Calls', level: 1 }).waitFor()
    await page.keyboard.press('?')
    const list = page.getByRole('dialog', { name: 'Shortcuts' })
    await list.getByText('On the main number').waitFor()
    await page.keyboard.press('Escape')
    await list.waitFor({ state: 'detached' })
  })
})
