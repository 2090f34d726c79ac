/** The keys of the desk are each person's own: changed, switched off, and the same at any machine (design §5, WCAG 2.1.4). */
import { expect } from 'vitest'
import { violationsInBothThemes } from './axe.ts'
import { test } from './fixture.ts'
import { arrangeReception, sitDownByPhone } from './reception.ts'

test('a key is changed, another switched off; one key does one thing; the next machine knows them', async ({
  installation,
  signIn,
}) => {
  const { call } = await arrangeReception(installation)
  const page = await signIn('receptionist', { path: '/reception' })
  await sitDownByPhone(page)
  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog', { name: 'Keys of the desk' })
  await dialog.waitFor()
  expect(await violationsInBothThemes(page)).toEqual([])

  await dialog.getByRole('button', { name: 'Away, and back: A', exact: true }).click()
  await page.keyboard.press('F5')
  await dialog.getByText('F5 is not free').waitFor()
  await page.keyboard.press('m')
  await dialog.getByText('M also does “Message”.').waitFor()
  expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
  await dialog.getByRole('button', { name: 'Away, and back: M', exact: true }).click()
  await page.keyboard.press('Shift+F2')
  await dialog.getByRole('button', { name: 'Leave to others: switch off' }).click()
  await page.keyboard.press('Control+Enter')
  await dialog.waitFor({ state: 'detached' })

  const mine = page.getByRole('listitem').filter({ hasText: ', you' })
  await page.keyboard.press('Shift+F2')
  await mine.getByText('Away').waitFor()
  // Colleagues read why (C7).
  const why = page.getByRole('combobox', { name: 'Why I am away' })
  await why.fill('Dentist')
  await page.keyboard.press('Enter')
  await mine.getByText('Dentist').waitFor()
  await why.blur()
  await page.keyboard.press('a')
  await page.keyboard.press('Shift+F2')
  await mine.getByText('Ready').waitFor()

  const caller = call()
  const leave = page.getByRole('button', { name: 'Leave to others' })
  await leave.waitFor()
  expect(await leave.getAttribute('aria-keyshortcuts')).toBeNull()
  await page.keyboard.press('l')
  expect(await leave.isVisible()).toBe(true)
  caller.cancel()

  const elsewhere = await signIn('receptionist', { path: '/reception' })
  const keys = elsewhere.getByRole('contentinfo')
  await keys.getByText('⇧ F2').waitFor()
})
