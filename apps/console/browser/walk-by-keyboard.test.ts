import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { giveOperatorAMain } from './arrange.ts'
import { test as base } from './fixture.ts'
import { faultsOfStops, keepsFocus } from './focus-walk.ts'
import type { Role } from './installation.ts'
import { keysOf } from './keys.ts'

const roles: readonly Role[] = [
  'provider-admin',
  'operator-admin',
  'operator-user',
  'receptionist',
  'occupier-admin',
  'occupier-user',
]

/** Tab stops of a page that are looked at: lists go on and on. */
const STOPS = 14

/** Buttons that open a dialog, and change nothing before it is sent. */
const opens = /^(Add|Invite|Make|Connect|Kept)\b/

const test = base.extend<{ prepared: undefined }>({
  prepared: [
    async ({ installation }, use) => {
      await giveOperatorAMain(installation.server)
      await use(undefined)
    },
    { scope: 'file' },
  ],
})

describe('by keyboard alone, over every entry of the menu', () => {
  test.for(roles)('%s', async (role, { prepared: _, signIn }) => {
    const page = await signIn(role)
    const network = watch(page)
    await page.goto('/')
    const keys = keysOf(page)
    const menu = page.getByRole('navigation', { name: 'Main' })
    await network.settled()
    const entries = await menu
      .getByRole('link')
      .evaluateAll((links) =>
        links.map((link) => ({ name: link.textContent ?? '', path: link.getAttribute('href') ?? '' })),
      )
    const faults: string[] = []
    const at = (where: string, found: readonly string[]) =>
      faults.push(...found.map((fault) => `${where}: ${fault}`))

    for (const { name, path } of entries) {
      await keys.until(menu.getByRole('link', { name, exact: true }))
      await page.keyboard.press('Enter')
      await expect.poll(() => new URL(page.url()).pathname, { message: name }).toMatch(new RegExp(`^${path}`))
      await network.settled()
      await expect
        .poll(() => page.getByRole('heading', { level: 1 }).count(), { message: `title of ${name}` })
        .toBe(1)
      const tabs = await page.getByRole('main').getByRole('tab').allTextContents()
      for (const tab of tabs.length > 0 ? tabs : [undefined]) {
        const where = tab === undefined ? name : `${name}, ${tab}`
        if (tab !== undefined) await chooseTab(page, tab)
        await network.settled()
        at(where, await faultsOfPage(page))
        at(where, await faultsOfDialogs(page))
      }
      at(name, network.refused.splice(0))
      if (!(await menu.isVisible())) await leaveDesk(page)
    }
    // Not while a field has the focus.
    await page.evaluate(() => document.getElementById('content')?.focus())
    await page.keyboard.press('?')
    const list = page.getByRole('dialog', { name: 'Shortcuts' })
    for (const { name } of entries) await list.getByText(name, { exact: true }).first().waitFor()
    await page.keyboard.press('Escape')
    await list.waitFor({ state: 'detached' })
    expect(faults).toEqual([])
  })
})

/** From the first stop behind the menu on. */
async function faultsOfPage(page: Page): Promise<string[]> {
  const headings = await page.getByRole('heading', { level: 1 }).count()
  const faults = headings === 1 ? [] : [`${headings} titles`]
  await page.evaluate(() => document.getElementById('content')?.focus())
  return [...faults, ...(await faultsOfStops(page, STOPS))]
}

/** Opens what can be opened without harm: the focus goes in, stays there, and comes back. */
async function faultsOfDialogs(page: Page): Promise<string[]> {
  const faults: string[] = []
  const openers = page.getByRole('main').getByRole('button', { name: opens })
  for (const opener of await openers.all()) {
    const name = await opener.innerText()
    await opener.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    const opened = await dialog.waitFor({ timeout: 1_000 }).then(
      () => true,
      () => false,
    )
    if (!opened) continue
    if (!(await keepsFocus(page))) faults.push(`the focus leaves the dialog of “${name}”`)
    // A list that is open closes first.
    const presses = (await page.getByRole('listbox').isVisible()) ? 2 : 1
    for (let count = 0; count < presses; count++) await page.keyboard.press('Escape')
    await expect.poll(() => dialog.count(), { message: `dialog of “${name}” after Escape` }).toBe(0)
    await expect
      .poll(() => opener.evaluate((it) => it === document.activeElement), {
        message: `focus after “${name}”`,
      })
      .toBe(true)
  }
  return faults
}

async function chooseTab(page: Page, name: string): Promise<void> {
  const tab = page.getByRole('main').getByRole('tab', { name, exact: true })
  for (let moves = 0; moves < 12 && (await tab.getAttribute('aria-selected')) !== 'true'; moves++) {
    await page.getByRole('main').getByRole('tab', { selected: true }).focus()
    await page.keyboard.press('ArrowRight')
  }
  await expect.poll(() => tab.getAttribute('aria-selected'), { message: name }).toBe('true')
}

/** A desk has no menu: one of its links leads back. */
async function leaveDesk(page: Page): Promise<void> {
  await keysOf(page).until(page.getByRole('link', { name: 'Console' }))
  await page.keyboard.press('Enter')
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
}

/** What the page asks the server for: whether all of it is answered, and what was refused. */
function watch(page: Page) {
  const open = new Set<unknown>()
  const refused: string[] = []
  page.on('request', (request) => {
    if (!request.url().includes('/events')) open.add(request)
  })
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  page.on('response', (response) => {
    if (response.status() >= 400)
      refused.push(`${response.status()} from ${new URL(response.url()).pathname}`)
  })
  return {
    refused,
    /** Nothing is under way, and nothing follows from what has come. */
    settled: async () => {
      for (let calm = 0; calm < 2; ) {
        await page.waitForTimeout(60)
        calm = open.size === 0 && (await page.locator('.mantine-Skeleton-root').count()) === 0 ? calm + 1 : 0
      }
    },
  }
}
