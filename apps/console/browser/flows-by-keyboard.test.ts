/** What changes numbers, companies and texts, with the keyboard alone. */
import { describe, expect } from 'vitest'
import { giveOperatorAMain, readSample } from './arrange.ts'
import { test } from './fixture.ts'
import { keysOf } from './keys.ts'
import { badge, mainRow } from './telephony.ts'

describe('by keyboard alone', () => {
  test('a RESERVED main number is activated (N5)', async ({ installation, signIn }) => {
    const { mainNumber } = await giveOperatorAMain(installation.server)
    const { keyboard, whole, until } = keysOf(await signIn('operator-admin', { path: '/account' }))
    await until(mainRow(whole, mainNumber))
    await keyboard.press('a')
    await expect.poll(() => badge(whole, mainNumber).innerText(), { timeout: 30_000 }).toBe('Active')
  })

  test('a stale edit is decided, and saved (N12)', async ({ installation, signIn }) => {
    const { api } = installation.server
    const { companyId, main } = await readSample(installation.server)
    const { keyboard, whole, until } = keysOf(
      await signIn('operator-admin', { path: `/occupiers/${companyId}/telephony?dialog=greetings` }),
    )
    const dialog = whole.getByRole('dialog', { name: /Greetings/ })
    await until(dialog.getByLabel('Greeting, said word for word'))
    await keyboard.press('Control+a')
    await keyboard.type('Mine, typed.')
    const card = `/numbers/${main.id}/reception-card`
    const { version } = await api.get<{ version: number }>(card)
    await api.put(card, { version, inHours: { greeting: 'Theirs.', comments: [] } })
    await keyboard.press('Control+Enter')
    await until(dialog.getByRole('button', { name: 'Keep mine' }))
    await keyboard.press('Enter')
    await keyboard.press('Control+Enter')
    await dialog.waitFor({ state: 'detached' })
    expect(await api.get(card)).toMatchObject({ inHours: { greeting: 'Mine, typed.' } })
  })

  test('a session that ends in the middle is renewed, and what was typed is saved', async ({
    installation,
    signIn,
  }) => {
    const { companyId, main } = await readSample(installation.server)
    const { keyboard, whole, until } = keysOf(
      await signIn('operator-admin', { path: `/occupiers/${companyId}/telephony?dialog=greetings` }),
    )
    const dialog = whole.getByRole('dialog', { name: /Greetings/ })
    await until(dialog.getByLabel('Greeting, said word for word'))
    await keyboard.press('Control+a')
    await keyboard.type('Typed before the session ended.')
    await whole.context().clearCookies()
    await keyboard.press('Control+Enter')
    const again = whole.getByRole('dialog', { name: 'Your session has ended' })
    await until(again.getByLabel('Password', { exact: true }))
    await keyboard.type(installation.person('operator-admin').password)
    await keyboard.press('Enter')
    await again.waitFor({ state: 'detached' })
    await keyboard.press('Control+Enter')
    await dialog.waitFor({ state: 'detached' })
    expect(await installation.server.api.get(`/numbers/${main.id}/reception-card`)).toMatchObject({
      inHours: { greeting: 'Typed before the session ended.' },
    })
  })

  test('a company gets its first voice service, and leaves for good (N10, N7)', async ({
    installation,
    signIn,
  }) => {
    const { api } = installation.server
    const { operatorId, siteId } = await readSample(installation.server)
    await automatic(true)
    const name = 'Wren & Sons'
    const { id } = await api.post<{ id: string }>('/organizations', { name, operatorId })
    await api.put(`/organizations/${id}/sites/${siteId}`, undefined)
    const { keyboard, whole, until } = keysOf(
      await signIn('operator-admin', { path: `/occupiers/${id}/services` }),
    )
    await until(whole.getByRole('textbox', { name: 'Voice services' }))
    await keyboard.press('Control+a')
    await keyboard.type('1')
    await until(whole.getByRole('button', { name: 'Add voice services' }))
    await keyboard.press('Enter')
    await whole.getByText('The first voice service brought these numbers').waitFor()

    await until(whole.getByRole('button', { name: 'More', exact: true }))
    await keyboard.press('Enter')
    const leave = whole.getByRole('menuitem', { name: 'Decommission…' })
    await leave.waitFor()
    while (!(await leave.evaluate((it) => it === document.activeElement))) await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    const dialog = whole.getByRole('dialog', { name: `Decommission ${name}?` })
    await until(dialog.getByLabel(/^Type /))
    await keyboard.type(name)
    await keyboard.press('Enter')
    await whole.waitForURL(/\/occupiers$/)
    await expect.poll(() => whole.getByRole('link', { name }).count()).toBe(0)

    async function automatic(on: boolean): Promise<void> {
      const { version } = await api.get<{ version: number }>(`/sites/${siteId}`)
      await api.patch(`/sites/${siteId}`, { version, automaticMain: on, automaticAllocation: on })
    }
  })
})
