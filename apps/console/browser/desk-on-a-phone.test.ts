/** The desk by fingers, 360 px wide: a receptionist who has left it can still answer, and pass a call on (C7, C8). */
import type { Locator } from 'playwright-core'
import { describe, expect } from 'vitest'
import { ownCompany } from './arrange.ts'
import { violationsInBothThemes } from './axe.ts'
import { test } from './fixture.ts'
import { faultsOfLayout } from './layout.ts'
import { arrangeReception } from './reception.ts'

describe('the desk on a phone', () => {
  test('shows every word of a call and of the people it may be for, in both languages, and no keys', async ({
    installation,
    signIn,
  }) => {
    const { desk, call } = await arrangeReception(installation)
    const page = await signIn('receptionist', { path: '/reception', phone: true })
    await page.getByRole('combobox', { name: 'Where you speak' }).click()
    await page.getByRole('option', { name: /^Front desk/ }).click()
    await page.getByRole('button', { name: 'Sit down, ready' }).click()
    await page.getByText('Nobody waits. The next call shows here while it rings.').waitFor()
    const caller = call()
    const card = page.getByRole('region', { name: ownCompany, exact: true })
    for (const [language, ringing] of [
      ['de', 'Klingelt'],
      ['en', 'Ringing'],
    ] as const) {
      await page.evaluate((chosen) => localStorage.setItem('mainline.language', chosen), language)
      await page.reload()
      await card.getByText(ringing, { exact: true }).waitFor()
      const person = page.getByRole('complementary').getByRole('button', { name: /Tom Finch/ })
      await person.waitFor()
      const name = person.getByText('Tom Finch')
      expect(await name.evaluate((it) => it.scrollWidth - it.clientWidth)).toBe(0)
      expect(await cutLabels(card)).toEqual([])
      expect(await faultsOfLayout(page)).toEqual([])
    }
    expect(await violationsInBothThemes(page)).toEqual([])
    expect(await page.getByRole('contentinfo').innerText()).toBe('All keys')
    const people = page.getByRole('complementary', { name: 'People' })
    await people.getByText('Answer first; then pick a person.').waitFor()
    const rings = desk.nextCall()
    await card.getByRole('button', { name: 'Answer' }).tap()
    ;(await rings).answer()
    await card.getByText('Talking').waitFor()
    expect(await faultsOfLayout(page)).toEqual([])
    await people.getByRole('button', { name: `Voicemail of ${ownCompany}` }).tap()
    await page.getByText('Nobody waits. The next call shows here while it rings.').waitFor()
    expect(caller.state).toBe('answered')
    caller.hangUp()
  })
})

/** Words of buttons that are not whole. */
const cutLabels = (card: Locator): Promise<string[]> =>
  card.locator('.mantine-Button-label').evaluateAll((labels) =>
    labels
      .filter((label) => {
        const button = label.closest('button')?.getBoundingClientRect()
        const words = document.createRange()
        words.selectNodeContents(label)
        const { right } = words.getBoundingClientRect()
        return button !== undefined && right > button.right
      })
      .map(({ textContent }) => textContent),
  )
