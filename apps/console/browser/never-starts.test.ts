/** A page whose scripts do not come: it says so, in the language of the browser, and how to go on. */
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished } from 'vitest'
import { test } from './fixture.ts'
import type { Installation } from './installation.ts'

/** As by the time that the page waits before it says anything: too long for a test. */
const wait = (page: Page) =>
  page.evaluate(() => {
    for (const animation of document.getAnimations()) animation.finish()
  })

/** Opens the page of signing in, without the files whose names match. */
async function openWithout(installation: Installation, files: RegExp, locale = 'en-GB'): Promise<Page> {
  const context = await installation.open({}, { locale })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.route(files, (route) => route.fulfill({ status: 404, body: 'gone' }))
  await page.goto('/sign-in')
  return page
}

describe('a page whose scripts do not come', () => {
  test.for([
    ['the first', /\/assets\/index-.*\.js/],
    ['the console', /\/assets\/app-.*\.js/],
    ['every file', /\/assets\//],
  ] as const)('%s: says to load it anew, after a while', async ([, files], { installation }) => {
    const page = await openWithout(installation, files)
    const words = page.getByText('Mainline has not been loaded.')
    expect(await words.isVisible()).toBe(false)
    await wait(page)
    expect(await words.isVisible()).toBe(true)
    expect(await page.getByText('Mainline ist nicht geladen worden.').isVisible()).toBe(false)
    await page.unroute(files)
    await page.getByRole('link', { name: 'Load the page anew' }).click()
    await page.getByLabel('E-mail').waitFor()
    expect(await words.count()).toBe(0)
  })

  test('in German, where the browser wishes that', async ({ installation }) => {
    const page = await openWithout(installation, /\/assets\/.*\.js/, 'de-AT')
    await wait(page)
    expect(await page.getByText('Mainline ist nicht geladen worden.').isVisible()).toBe(true)
    expect(await page.getByText('Mainline has not been loaded.').isVisible()).toBe(false)
  })

  test('nothing of it is left of a start that went well', async ({ visit }) => {
    const page = await visit({ path: '/sign-in' })
    await page.getByLabel('E-mail').waitFor()
    expect(await page.getByText('Load the page anew').count()).toBe(0)
  })
})
