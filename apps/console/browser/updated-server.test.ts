/** A server that is updated under an open page: parts that the old page would load next are there no more. */
import { describe, expect } from 'vitest'
import { readSample } from './arrange.ts'
import { test } from './fixture.ts'

describe('a part of the page that is there no more', () => {
  test('loads the page anew, once', async ({ signIn }) => {
    const page = await signIn('operator-admin', { path: '/' })
    await page.getByRole('heading', { level: 1 }).waitFor()
    let missing = 0
    await page.route('**/assets/*reports*.js', async (route) => {
      missing += 1
      if (missing === 1) return route.fulfill({ status: 404, body: 'gone' })
      return route.continue()
    })
    await page.evaluate(() => Object.assign(window, { before: true }))
    await page.getByRole('link', { name: 'Reports' }).first().click()
    await page.getByRole('heading', { name: 'Reports', level: 1 }).waitFor()
    expect(missing).toBeGreaterThan(1)
    expect(await page.evaluate(() => 'before' in window)).toBe(false)
    expect(new URL(page.url()).pathname).toBe('/reports')
  })

  test('a dialog that is missing on the new page too says so, and comes once that can be loaded', async ({
    installation,
    signIn,
  }) => {
    const { companyId } = await readSample(installation.server)
    const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/telephony` })
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.route('**/assets/greetings-dialog*.js', (route) =>
      route.fulfill({ status: 404, body: 'gone' }),
    )
    await page.goto(`/occupiers/${companyId}/telephony?dialog=greetings`)
    await page.getByText(/has been updated: save what you typed, then load the page anew/).waitFor()
    await page.unroute('**/assets/greetings-dialog*.js')
    await page.getByRole('button', { name: 'Load anew' }).click()
    await page.getByRole('dialog').getByLabel('Greeting, said word for word').waitFor()
  })
})
