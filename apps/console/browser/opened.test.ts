/** What opens over a page: menus, lists to choose from, and dialogs in which somebody has typed. */
import { describe, expect } from 'vitest'
import { ownCompany, readSample } from './arrange.ts'
import { violationsWhileOpened } from './axe.ts'
import { test } from './fixture.ts'
import { keysOf } from './keys.ts'

describe('axe finds nothing in what opens over a page, light and dark', () => {
  test('the menu of a company, and decommissioning with the name typed', async ({ installation, signIn }) => {
    const { companyId } = await readSample(installation.server)
    const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/services` })
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem').first().waitFor()
    expect(await violationsWhileOpened(page)).toEqual([])
    await page.getByRole('menuitem', { name: 'Decommission…' }).click()
    await page
      .getByRole('dialog')
      .getByLabel(/^Type /)
      .fill(ownCompany)
    expect(await violationsWhileOpened(page)).toEqual([])
  })

  test('emergency closure of a site, with its name typed', async ({ installation, signIn }) => {
    const { siteId } = await readSample(installation.server)
    const page = await signIn('operator-admin', { path: `/spaces/${siteId}/hours` })
    await page.getByRole('button', { name: 'Close site…' }).click()
    await page
      .getByRole('dialog')
      .getByLabel(/^Type /)
      .fill('Finsbury Yard, London')
    expect(await violationsWhileOpened(page)).toEqual([])
  })

  test('a list that is longer than its box', async ({ signIn }) => {
    const page = await signIn('operator-admin', { path: '/calls' })
    await page.getByRole('combobox', { name: 'Result' }).click()
    await page.getByRole('option').first().waitFor()
    expect(await violationsWhileOpened(page)).toEqual([])
    // The arrows bring what is below into sight.
    await page.keyboard.press('ArrowUp')
    const last = page.getByRole('option').last()
    await expect.poll(() => last.evaluate(isInSight)).toBe(true)
  })
})

describe('a menu, by keyboard alone', () => {
  test('opens on its first item, and gives the focus back', async ({ installation, signIn }) => {
    const { companyId } = await readSample(installation.server)
    const { keyboard, whole, until } = keysOf(
      await signIn('operator-admin', { path: `/occupiers/${companyId}/services` }),
    )
    const button = whole.getByRole('button', { name: 'More', exact: true })
    await until(button)
    await keyboard.press('Enter')
    const first = whole.getByRole('menuitem').first()
    await expect.poll(() => first.evaluate((it) => it === document.activeElement)).toBe(true)
    await keyboard.press('Escape')
    await expect.poll(() => button.evaluate((it) => it === document.activeElement)).toBe(true)
  })
})

/** Runs in the page. */
function isInSight(element: Element): boolean {
  const box = element.getBoundingClientRect()
  const around = element.parentElement?.getBoundingClientRect()
  return around !== undefined && box.bottom <= around.bottom + 1 && box.top >= around.top - 1
}
