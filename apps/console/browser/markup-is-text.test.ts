import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { ownCompany, readSample, type SampleNumber } from './arrange.ts'
import { test } from './fixture.ts'

/** Each would set `window.stolen` where a page took it for markup. */
const attacks = [
  '<img src=x onerror="window.stolen=1">',
  '<script>window.stolen=1</script>',
  '"><svg onload=window.stolen=1>',
  '<iframe srcdoc="<script>parent.stolen=1</script>"></iframe>',
  "javascript:window.stolen=1//'",
] as const
const [image, script, quote, frame, address] = attacks

interface Named {
  readonly id: string
  readonly version: number
}

describe('markup in free text is shown as text', () => {
  test('greeting, comments and how to say it: in the form and on the card', async ({
    installation,
    signIn,
  }) => {
    const { companyId, main } = await readSample(installation.server)
    await installation.server.api.put(`/numbers/${main.id}/reception-card`, {
      version: 0,
      inHours: { greeting: image, comments: [{ text: script }, { text: quote }] },
      pronunciation: frame,
    })
    const page = await signIn('operator-admin', {
      path: `/occupiers/${companyId}/telephony?dialog=greetings`,
    })
    const dialog = page.getByRole('dialog', { name: /Greetings/ })
    expect(await dialog.getByLabel('Greeting, said word for word').inputValue()).toBe(image)
    for (const text of [image, script, quote, frame]) {
      await dialog.getByText(text, { exact: false }).first().waitFor({ state: 'attached' })
    }
    await nothingRan(page)
  })

  test('names of companies, people and numbers: in lists, headings, filters and dialogs', async ({
    installation,
    signIn,
  }) => {
    const { api } = installation.server
    const { companyId } = await readSample(installation.server)
    const company = await api.get<Named>(`/organizations/${companyId}`)
    await api.patch(`/organizations/${companyId}`, {
      version: company.version,
      name: `${ownCompany} ${image}`,
    })
    const { items } = await api.get<{ items: SampleNumber[] }>(
      `/numbers?organizationId=${companyId}&kind=ordinary`,
    )
    for (const [index, number] of items.entries()) {
      const label = attacks[index % attacks.length]
      await api.patch(`/numbers/${number.id}`, { version: number.version, label })
    }
    const page = await signIn('operator-admin', { path: '/occupiers' })
    await page.getByRole('link', { name: image }).click()
    await page.getByRole('heading', { name: image, level: 1 }).waitFor()
    await page.getByText(/^Right now a caller reaches/).waitFor()
    await page.goto(`/occupiers/${companyId}/telephony?dialog=hunt-group`)
    for (const text of [image, script, quote, address]) {
      await page.getByRole('dialog').getByText(text).first().waitFor()
    }
    await nothingRan(page)
    const dialogPath = `/occupiers/${companyId}/telephony?search=${encodeURIComponent(script)}`
    await page.goto(dialogPath)
    await page.getByLabel('Number, EXT or person').waitFor()
    await nothingRan(page)
  })

  test('a link with a script for an address leads nowhere', async ({ installation, visit }) => {
    const page = await visit({ path: `/sign-in?to=${encodeURIComponent(address)}` })
    const { email, password } = installation.person('occupier-user')
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.keyboard.press('Enter')
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    await nothingRan(page)
  })
})

async function nothingRan(page: Page): Promise<void> {
  expect(await page.evaluate('window.stolen')).toBeUndefined()
  const made = page.locator('img[src="x"], iframe[srcdoc], [onload], [onerror]')
  expect(await made.count()).toBe(0)
}
