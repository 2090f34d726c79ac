import { describe, expect } from 'vitest'
import { giveOperatorAMain, ownCompany, readSample } from './arrange.ts'
import { test } from './fixture.ts'
import { badge, mainRow } from './telephony.ts'

describe('the two paths to the main number (M2)', () => {
  test('an operator finds its own under Account › Telephony', async ({ installation, signIn }) => {
    const { mainNumber } = await giveOperatorAMain(installation.server)
    const page = await signIn('operator-admin', { path: '/' })
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Account' }).click()
    await mainRow(page, mainNumber).waitFor()
    expect(await badge(page, mainNumber).innerText()).toBe('Reserved')
    await page.getByRole('heading', { name: 'Harbour Workspaces', level: 1 }).waitFor()
  })

  test('an operator finds that of a company under Occupiers › occupier › Telephony', async ({
    installation,
    signIn,
  }) => {
    const { main } = await readSample(installation.server)
    const page = await signIn('operator-admin', { path: '/' })
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Occupiers' }).click()
    await page.getByRole('link', { name: ownCompany }).click()
    await page.getByRole('tab', { name: 'Telephony', selected: true }).waitFor()
    await mainRow(page, main.e164).waitFor()
    expect(await badge(page, main.e164).innerText()).toBe('Active')
    await page.getByText(/^Right now a caller reaches/).waitFor()
  })

  test('an occupier finds its own under Account, with what it may do', async ({ installation, signIn }) => {
    const { main } = await readSample(installation.server)
    const page = await signIn('occupier-admin', { path: '/' })
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Account' }).click()
    const actions = mainRow(page, main.e164).getByRole('group', { name: 'Actions' })
    await actions.getByRole('button', { name: 'Call settings' }).waitFor()
    expect(await page.getByRole('navigation', { name: 'Main' }).getByText('Occupiers').count()).toBe(0)
  })

  test('the address alone leads there: site, opened dialog and filter', async ({ installation, signIn }) => {
    const { companyId, siteId } = await readSample(installation.server)
    const path = `/occupiers/${companyId}/telephony?site=${siteId}&dialog=hunt-group&state=ACTIVE`
    const page = await signIn('operator-user', { path })
    await page.getByRole('dialog', { name: /Hunt group/ }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.getByRole('radio', { name: /^Active/ }).isChecked()).toBe(true)
  })
})
