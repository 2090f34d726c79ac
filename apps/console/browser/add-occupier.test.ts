import { describe, expect } from 'vitest'
import { otherCompany } from './arrange.ts'
import { test } from './fixture.ts'
import { keysOf } from './keys.ts'

describe('a new company, by keyboard alone', () => {
  test('is added at a site and opens there; a name that is taken is said in the form', async ({ signIn }) => {
    const { keyboard, whole, until } = keysOf(await signIn('operator-admin', { path: '/occupiers' }))
    await until(whole.getByRole('button', { name: 'Add an occupier' }))
    await keyboard.press('Enter')
    const dialog = whole.getByRole('dialog', { name: 'Add an occupier' })
    await until(dialog.getByLabel('Company'))
    await keyboard.type(otherCompany)
    await keyboard.press('Tab')
    await keyboard.type('Finsbury')
    // The list has every site until it heard what was typed, and then forgets what was marked in it.
    await expect.poll(() => whole.getByRole('option').allTextContents()).toEqual(['Finsbury Yard, London'])
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await expect.poll(() => dialog.getByLabel('Site').first().inputValue()).toBe('Finsbury Yard, London')
    await until(dialog.getByRole('button', { name: 'Add occupier' }))
    await keyboard.press('Enter')
    await dialog.getByRole('alert').waitFor()

    await until(dialog.getByLabel('Company'))
    await keyboard.press('Control+a')
    await keyboard.type('Quill & Daughters')
    await keyboard.press('Enter')
    await whole.getByRole('heading', { name: 'Quill & Daughters', level: 1 }).waitFor()
    await whole.getByText('No main number at Finsbury Yard, London yet.').waitFor()
    expect(new URL(whole.url()).pathname).toMatch(/^\/occupiers\/.+\/telephony$/)
  })
})
