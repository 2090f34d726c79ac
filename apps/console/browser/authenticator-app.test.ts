import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { codeOf, wrongCode } from './authenticator-app.ts'
import { violationsInBothThemes } from './axe.ts'
import { test } from './fixture.ts'
import type { Person } from './installation.ts'
import { keysOf } from './keys.ts'

describe('an authenticator app, by keyboard alone', () => {
  test('is set up, asked for at sign-in, and replaced by a recovery code when it is lost', async ({
    installation,
    visit,
  }) => {
    const person = installation.person('operator-user')
    const { secret, recoveryCode } = await setUp(await visit({ path: '/sign-in' }), person)

    const page = await visit({ path: '/sign-in' })
    await typePassword(page, person)
    const code = page.getByRole('textbox', { name: 'Code' }).first()
    await code.waitFor()
    expect(await violationsInBothThemes(page)).toEqual([])
    await expect.poll(() => code.evaluate((it) => it === document.activeElement)).toBe(true)

    await page.keyboard.type(wrongCode(secret))
    await page.getByRole('alert').waitFor()
    // The fields are empty again, and the first one waits for the right code: one that opened already opens no more.
    await expect.poll(() => code.evaluate((it) => it === document.activeElement)).toBe(true)
    expect(await code.inputValue()).toBe('')
    await page.keyboard.type(codeOf(secret, Date.now() + 30_000))
    await page.getByRole('navigation', { name: 'Main' }).waitFor()

    const lost = await visit({ path: '/sign-in' })
    await typePassword(lost, person)
    const keys = keysOf(lost)
    await keys.until(lost.getByRole('button', { name: 'Use a recovery code' }))
    await lost.keyboard.press('Enter')
    await keys.until(lost.getByLabel('Recovery code'))
    expect(await violationsInBothThemes(lost)).toEqual([])
    await lost.keyboard.type(recoveryCode)
    await lost.keyboard.press('Enter')
    await lost.getByRole('navigation', { name: 'Main' }).waitFor()
  })
})

/** Signs in with the password, and sets an app up in the profile. */
async function setUp(page: Page, person: Person) {
  await typePassword(page, person)
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
  await page.goto('/profile')
  const card = page.getByRole('region', { name: 'Authenticator app' })
  const { keyboard, until } = keysOf(page)
  await until(card.getByLabel('Present password'))
  await keyboard.type(person.password)
  await keyboard.press('Enter')
  const secret = (await card.getByText(/^([A-Z2-7]{4} )+[A-Z2-7]{1,4}$/).innerText()).replaceAll(' ', '')
  const recoveryCode = await card.getByRole('listitem').first().innerText()
  expect(await violationsInBothThemes(page)).toEqual([])
  await until(card.getByRole('textbox', { name: 'Code' }).first())
  await keyboard.type(codeOf(secret))
  await card.getByText('Asked for at sign-in').waitFor()
  return { secret, recoveryCode }
}

async function typePassword(page: Page, { email, password }: Person): Promise<void> {
  const { keyboard, until } = keysOf(page)
  await until(page.getByLabel('E-mail'))
  await keyboard.type(email)
  await until(page.getByLabel('Password', { exact: true }))
  await keyboard.type(password)
  await keyboard.press('Enter')
}
