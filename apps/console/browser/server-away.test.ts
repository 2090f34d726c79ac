/** The server is away, restarts or answers 503: nothing typed is lost, and who looks is told. */
import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished } from 'vitest'
import { readSample } from './arrange.ts'
import { test } from './fixture.ts'
import type { Installation } from './installation.ts'

const greeting = 'Good day, this is Alder and Finch.'

describe('while the server is away', () => {
  test('Escape asks, offline too, and what was typed stays', async ({ installation }) => {
    const page = await typeGreeting(installation)
    // As of a server that restarts: it is asked, and nothing comes.
    await page.route('**/*', (route) => route.abort())
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor()
    await page.getByRole('button', { name: 'Keep editing' }).click()
    expect(await greetingOf(page).inputValue()).toBe(greeting)
  })

  test('offline, Save says that the server cannot be reached', async ({ installation }) => {
    const page = await typeGreeting(installation)
    await page.context().setOffline(true)
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByText('The server cannot be reached. Your entries are kept; try again.').waitFor()
    expect(await greetingOf(page).inputValue()).toBe(greeting)
  })

  test('a page that was not loaded yet is missed, and the one that is there stays', async ({
    installation,
  }) => {
    const page = await visit(installation, '/')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.evaluate(() => Object.assign(window, { before: true }))
    await page.route('**/*', (route) => route.abort())
    await page.getByRole('link', { name: 'Reports' }).first().click()
    await page.getByText(/^This part could not be loaded\./).waitFor()
    expect(await page.evaluate(() => 'before' in window)).toBe(true)
    const anew = page.getByRole('button', { name: 'Load anew' })
    await anew.click()
    await page.getByText(/^This part could not be loaded\./).waitFor()
    expect(await page.evaluate(() => 'before' in window)).toBe(true)
    await page.unroute('**/*')
    await anew.click()
    await page.getByRole('heading', { name: 'Reports', level: 1 }).waitFor()
  })

  test('voice services that cannot be read are not told as none, and none are offered', async ({
    installation,
  }) => {
    const { companyId } = await readSample(installation.server)
    const page = await visit(installation)
    let away = true
    await page.route('**/voice-service', (route) =>
      away ? route.fulfill({ status: 503, body: 'no server' }) : route.continue(),
    )
    await page.goto(`/occupiers/${companyId}/services`)
    await page.getByText('The voice services at Finsbury Yard, London could not be loaded.').waitFor()
    expect(await page.getByText('No voice service yet.').count()).toBe(0)
    away = false
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('voice services in use').waitFor()
  })

  test('its 503 is no reason to sign in; the page comes by itself', async ({ installation }) => {
    const page = await visit(installation)
    let away = true
    await page.route('**/api/v1/**', (route) =>
      away ? route.fulfill({ status: 503, body: 'no server' }) : route.continue(),
    )
    await page.goto('/reports')
    await page.getByText('Mainline is not there just now; it is asked again by itself.').waitFor()
    expect(new URL(page.url()).pathname).toBe('/reports')
    away = false
    await page.getByRole('heading', { name: 'Reports', level: 1 }).waitFor()
  })
})

/** Not by `signIn`: a browser that reaches nobody writes that to its console, and must not be complained of for it. */
async function visit(installation: Installation, path?: string): Promise<Page> {
  const context = await installation.openAs('operator-admin')
  onTestFinished(() => context.close())
  const page = await context.newPage()
  if (path) await page.goto(path)
  return page
}

async function typeGreeting(installation: Installation): Promise<Page> {
  const { companyId } = await readSample(installation.server)
  const page = await visit(installation, `/occupiers/${companyId}/telephony?dialog=greetings`)
  await greetingOf(page).fill(greeting)
  return page
}

const greetingOf = (page: Page) => page.getByRole('dialog').getByLabel('Greeting, said word for word')
