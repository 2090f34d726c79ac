import { describe, expect } from 'vitest'
import { ownCompany, readSample } from './arrange.ts'
import { violationsInBothThemes } from './axe.ts'
import { test } from './fixture.ts'
import { keysOf } from './keys.ts'

interface Named {
  readonly name: string
}

describe('Administration, by keyboard alone', () => {
  test('a token is made, shown once, and revoked', async ({ installation, signIn }) => {
    const { api } = installation.server
    const { keyboard, whole, until } = keysOf(
      await signIn('occupier-admin', { path: '/administration/tokens' }),
    )
    await until(whole.getByRole('button', { name: 'Make a token' }))
    await keyboard.press('Enter')
    const dialog = whole.getByRole('dialog', { name: 'Make a token' })
    await until(dialog.getByLabel('Name'))
    await keyboard.type('Door bell')
    await keyboard.press('Enter')
    const secret = whole.getByText(/^ml_\S{20,}$/)
    await secret.waitFor()
    expect(await violationsInBothThemes(whole)).toEqual([])
    const tokens = () =>
      api.get<{ items: Named[] }>('/tokens').then(({ items }) => items.map(({ name }) => name))
    expect(await tokens()).toContain('Door bell')

    await keyboard.press('Escape')
    await secret.waitFor({ state: 'detached' })
    await until(whole.getByRole('row', { name: /Door bell/ }).getByRole('button', { name: 'Revoke' }))
    await keyboard.press('Enter')
    const asked = whole.getByRole('dialog', { name: /Door bell/ })
    await until(asked.getByRole('button', { name: /^Revoke/ }))
    await keyboard.press('Enter')
    await asked.waitFor({ state: 'detached' })
    expect(await tokens()).not.toContain('Door bell')
  })

  test('a link to a new password is made where no mail is sent, and shown once', async ({ signIn }) => {
    const { keyboard, whole, until } = keysOf(
      await signIn('operator-admin', { path: '/administration/users' }),
    )
    const row = whole.getByRole('row', { name: /Sam Reed/ })
    // Whoever asks changes its own with the present one.
    await row.waitFor()
    const own = whole.getByRole('row', { name: /Olive Harbour/ })
    expect(await own.getByRole('button', { name: 'Password' }).count()).toBe(0)
    await until(row.getByRole('button', { name: 'Password' }))
    await keyboard.press('Enter')
    const asked = whole.getByRole('dialog', { name: 'A new password for Sam Reed?' })
    await until(asked.getByRole('button', { name: 'Make the link' }))
    await keyboard.press('Enter')
    const link = whole.getByText(/\/reset-password#[\w-]{32}$/)
    await link.waitFor()
    expect(await violationsInBothThemes(whole)).toEqual([])
    await keyboard.press('Escape')
    await link.waitFor({ state: 'detached' })
  })

  test('whose address nobody has confirmed is marked in the list of users', async ({
    installation,
    signIn,
  }) => {
    const { api } = installation.server
    const invited = { name: 'Nora Field', email: 'nora@harbour.example', role: 'provider-admin' }
    const { link } = await api.post<{ link: string }>('/invitations', invited)
    const token = link.split('#')[1]
    await api.post('/accept-invitation', { token, password: 'an old oak by the water' })
    const page = await signIn('provider-admin', { path: '/administration/users' })
    const rows = page.getByRole('row').filter({ hasText: '@' })
    const nora = rows.filter({ hasText: 'Nora Field' })
    await nora.getByText('Address not confirmed').waitFor()
    expect(await rows.count()).toBeGreaterThan(1)
    expect(await page.getByText('Address not confirmed').count()).toBe(1)
    expect(await violationsInBothThemes(page)).toEqual([])
  })

  test('the audit names whom and what a change was about', async ({ installation, signIn }) => {
    const { server } = installation
    const { companyId, main } = await readSample(server)
    await server.api.patch(`/numbers/${main.id}`, { version: main.version, label: 'Front door' })
    const { keyboard, whole, until } = keysOf(
      await signIn('operator-admin', { path: `/administration/audit?object=${companyId}` }),
    )
    const located = whole.getByRole('row', { name: /Company at a site/ }).first()
    await located.getByText(ownCompany).waitFor()
    await until(whole.getByRole('row', { name: /Company at a site/ }).first())
    await keyboard.press('Enter')
    const entry = whole.getByRole('dialog', { name: `Company at a site · ${ownCompany}` })
    // Not one identifier is left where a name is known.
    await entry.getByRole('row', { name: `company ${ownCompany}` }).waitFor()
    await entry.getByRole('row', { name: 'site Finsbury Yard, London' }).waitFor()
    expect(await violationsInBothThemes(whole)).toEqual([])
    await keyboard.press('Escape')
    await entry.waitFor({ state: 'detached' })
  })

  test('the days of the audit are taken away again by their cross', async ({ signIn }) => {
    const page = await signIn('operator-admin', { path: '/administration/audit?from=2026-01-02' })
    const from = page.getByRole('textbox', { name: 'From' })
    await expect.poll(() => from.inputValue()).toBe('Fri 2 Jan 2026')
    await from
      .locator('xpath=ancestor::div[contains(@class,"mantine-Input-wrapper")]')
      .getByRole('button', { includeHidden: true })
      .click()
    await expect.poll(() => new URL(page.url()).searchParams.has('from')).toBe(false)
    expect(await from.inputValue()).toBe('')
  })

  test('the tabs are reached by arrows, each with its page', async ({ signIn }) => {
    const { keyboard, whole, until } = keysOf(
      await signIn('provider-admin', { path: '/administration/users' }),
    )
    await until(whole.getByRole('tab', { name: 'Users', selected: true }))
    for (const name of ['Tokens', 'Webhooks', 'Operators', 'Trunks']) {
      await keyboard.press('ArrowRight')
      await whole.getByRole('tab', { name, selected: true }).waitFor()
    }
  })
  test('who leaves it for Home is at home: its first tab is no way out of another page', async ({
    signIn,
  }) => {
    const page = await signIn('provider-admin', { path: '/administration/trunks' })
    await page.getByRole('tab', { name: 'Trunks', selected: true }).waitFor()
    const menu = page.getByRole('navigation', { name: 'Main' })
    await menu.getByRole('link', { name: 'Home' }).click()
    await page.getByRole('heading', { name: 'Platform', level: 1 }).waitFor()
    await menu.getByRole('link', { name: 'Administration' }).click()
    await page.getByRole('tab', { name: 'Users', selected: true }).waitFor()
    await menu.getByRole('link', { name: 'Home' }).click()
    await page.getByRole('heading', { name: 'Platform', level: 1 }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/')
  })
})
