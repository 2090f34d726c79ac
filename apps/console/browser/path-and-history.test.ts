/** The path ends with the site that a page shows, and an occupier's page leads to what was changed of it. */
import { describe, expect } from 'vitest'
import { ownCompany, printed, readSample } from './arrange.ts'
import { test } from './fixture.ts'

const site = 'Finsbury Yard, London'

describe('the page of an occupier', () => {
  test('says in path and title at which site it stands, for as long as it stands there', async ({
    installation,
    signIn,
  }) => {
    const { companyId } = await readSample(installation.server)
    const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/telephony` })
    const path = page.getByRole('navigation', { name: 'Path' }).getByRole('listitem')
    await expect.poll(() => path.allTextContents()).toEqual(['Occupiers', ownCompany, 'Telephony', site])
    await expect.poll(() => page.title()).toBe(`${site} · Telephony · ${ownCompany} · Occupiers · Mainline`)
    expect(await page.locator('[aria-label="Path"] [aria-current="page"]').count()).toBe(1)
    await page.getByRole('tab', { name: 'Devices' }).click()
    await expect.poll(() => path.allTextContents()).toEqual(['Occupiers', ownCompany, 'Devices'])
  })

  test('tells at a glance what is true of it, and of no other company', async ({ installation, signIn }) => {
    const { main, companyId } = await readSample(installation.server)
    const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/telephony` })
    await page.getByRole('tab', { name: 'Overview' }).click()
    await page.waitForURL(`**/occupiers/${companyId}/overview`)
    const numbers = page.getByRole('region', { name: 'Main numbers' })
    await numbers.getByText(/^Right now a caller reaches/).waitFor()
    expect(await numbers.getByRole('listitem').count()).toBe(1)
    await page.getByRole('link', { name: /^Calls going on/ }).waitFor()
    const sites = page.getByRole('region', { name: 'Sites' })
    await sites.getByText(/^Voice services \d+ of \d+ in use$/).waitFor()
    await sites.getByRole('link', { name: site }).click()
    await page.waitForURL(`**/occupiers/${companyId}/telephony?site=*`)
    await page.getByText(printed(main.e164)).first().waitFor()
  })

  test('leads to what was changed of it, and nothing else', async ({ installation, signIn }) => {
    const { companyId } = await readSample(installation.server)
    const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/telephony` })
    await page.getByRole('link', { name: 'History' }).click()
    const chip = page.getByRole('button', { name: `No longer only ${ownCompany}` })
    await chip.waitFor()
    const heading = page.getByRole('table', { name: 'Audit' })
    const count = async () => Number(await heading.getAttribute('aria-rowcount'))
    await expect.poll(count).toBeGreaterThan(1)
    const ofCompany = await count()
    await chip.click()
    await expect.poll(count).toBeGreaterThan(ofCompany)
  })
})
