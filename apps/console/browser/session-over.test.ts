import { describe, expect } from 'vitest'
import { readSample } from './arrange.ts'
import { test } from './fixture.ts'
import { fillSignIn } from './installation.ts'

describe('a session that ends while somebody edits', () => {
  test('sign-in opens over the page; what was typed is still there, and is saved', async ({
    installation,
    signIn,
  }) => {
    const { server } = installation
    const { companyId, main } = await readSample(server)
    const page = await signIn('operator-admin', {
      path: `/occupiers/${companyId}/telephony?dialog=greetings`,
    })
    const dialog = page.getByRole('dialog', { name: /Greetings/ })
    const greeting = dialog.getByLabel('Greeting, said word for word')
    await greeting.fill('Good day, this is Alder and Finch.')
    await page.context().clearCookies()
    const again = page.getByRole('dialog', { name: 'Your session has ended' })
    // Unless a request of the page's own has found out before.
    if (!(await again.isVisible())) await dialog.getByRole('button', { name: 'Save' }).press('Enter')
    await again.waitFor()
    expect(await again.getByLabel('E-mail').inputValue()).toBe(installation.person('operator-admin').email)
    await again.getByLabel('Password', { exact: true }).fill(installation.person('operator-admin').password)
    await again.getByRole('button', { name: 'Sign in', exact: true }).click()
    await again.waitFor({ state: 'detached' })

    expect(await greeting.inputValue()).toBe('Good day, this is Alder and Finch.')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    const card = await server.api.get<{ inHours: { greeting: string } }>(`/numbers/${main.id}/reception-card`)
    expect(card.inHours.greeting).toBe('Good day, this is Alder and Finch.')
  })

  test('signed out in one tab: the other asks again and then goes on where it was', async ({
    installation,
    signIn,
  }) => {
    const page = await signIn('operator-user', { path: '/calls' })
    await page.getByRole('heading', { name: 'Calls', level: 1 }).waitFor()
    await page.context().clearCookies()
    await page.goto('/messages')
    await page.waitForURL(/\/sign-in\?to=%2Fmessages/)
    await fillSignIn(page, installation.person('operator-user'))
    await page.getByRole('heading', { name: 'Messages', level: 1 }).waitFor()
  })
})
