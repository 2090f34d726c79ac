import { describe, expect } from 'vitest'
import { otherCompany, ownCompany, printed, readSample } from './arrange.ts'
import { violationsInBothThemes } from './axe.ts'
import { test } from './fixture.ts'
import { keysOf } from './keys.ts'

describe('Home, by keyboard alone', () => {
  test('names the company of each main number, and leads to its page', async ({ installation, signIn }) => {
    const { main, companyId } = await readSample(installation.server)
    const { keyboard, whole, until } = keysOf(await signIn('operator-admin', { path: '/' }))
    const numbers = whole.getByRole('region', { name: 'Main numbers' })
    const row = numbers.getByRole('listitem').filter({ hasText: ownCompany })
    await numbers.getByText(otherCompany).waitFor()
    expect(await violationsInBothThemes(whole)).toEqual([])
    await until(row.getByRole('link', { name: printed(main.e164) }))
    await keyboard.press('Enter')
    await whole.waitForURL(`**/occupiers/${companyId}/telephony?site=*`)
    await whole.getByText(/^Right now a caller reaches/).waitFor()

    // G H is the way back.
    await keyboard.press('g')
    await keyboard.press('h')
    await whole.getByRole('region', { name: 'What needs people' }).waitFor()
    await until(whole.getByRole('link', { name: /^Calls going on/ }))
    await keyboard.press('Enter')
    await whole.getByRole('heading', { name: 'Calls', level: 1 }).waitFor()
  })

  test('leads on from a company that is at no site: the operator itself is located at one', async ({
    signIn,
  }) => {
    const { keyboard, whole, until } = keysOf(await signIn('operator-admin', { path: '/account' }))
    await whole.getByRole('heading', { name: 'Harbour Workspaces is at no site yet.' }).waitFor()
    expect(await violationsInBothThemes(whole)).toEqual([])
    await until(whole.getByRole('button', { name: 'Locate at Finsbury Yard, London' }))
    await keyboard.press('Enter')
    await whole.getByText('No main number at Finsbury Yard, London yet.').waitFor()
  })

  test('tells an occupier whom callers reach, and no other company', async ({ signIn }) => {
    const page = await signIn('occupier-admin', { path: '/' })
    await page.getByText(/^Right now a caller reaches/).waitFor()
    expect(await violationsInBothThemes(page)).toEqual([])
    expect(await page.getByText(otherCompany).count()).toBe(0)
  })
})
