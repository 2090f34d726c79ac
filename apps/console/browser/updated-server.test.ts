/** A server that is updated under an open page: parts that the old page would load next are there no more. */
import { describe, expect } from 'vitest'
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
})
