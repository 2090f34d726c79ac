import { describe, expect } from 'vitest'
import { test } from './fixture.ts'
import { fillSignIn, type Role } from './installation.ts'

/** What the main menu offers each role. */
const menus: ReadonlyArray<readonly [Role, ReadonlyArray<string>]> = [
  ['provider-admin', ['Home', 'Spaces', 'Occupiers', 'Calls', 'Messages', 'Administration']],
  ['operator-admin', ['Home', 'Spaces', 'Occupiers', 'Account', 'Calls', 'Messages', 'Administration']],
  ['operator-user', ['Home', 'Spaces', 'Occupiers', 'Account', 'Calls', 'Messages', 'Administration']],
  ['receptionist', ['Home', 'Reception', 'Calls', 'Messages']],
  ['occupier-admin', ['Home', 'Account', 'Calls', 'Messages', 'Administration']],
  ['occupier-user', ['Home', 'Account', 'Calls', 'Messages']],
]

describe('sign-in', () => {
  test('a wrong password is said where it was typed, and the right one then lets in', async ({
    installation,
    visit,
  }) => {
    const olive = installation.person('operator-admin')
    const page = await visit({ path: '/' })
    await fillSignIn(page, { ...olive, password: 'not the password' })
    await page.getByRole('alert').waitFor()
    expect(await page.getByLabel('E-mail').inputValue()).toBe(olive.email)
    await fillSignIn(page, olive)
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/')
  })

  test('goes where the person wanted to, filters included', async ({ installation, visit }) => {
    const page = await visit({ path: '/calls?result=voicemail' })
    await page.waitForURL(/\/sign-in/)
    await fillSignIn(page, installation.person('operator-admin'))
    await page.waitForURL(/\/calls\?result=voicemail$/)
    await page.getByRole('heading', { name: 'Calls', level: 1 }).waitFor()
  })

  test('does not lead to another site', async ({ installation, visit }) => {
    const page = await visit({ path: '/sign-in?to=//elsewhere.example/' })
    await fillSignIn(page, installation.person('operator-admin'))
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    expect(new URL(page.url()).origin).toBe(installation.server.url)
  })

  test.for(menus)('%s finds its pages in the main menu', async ([role, names], { signIn }) => {
    const page = await signIn(role, { path: '/' })
    const menu = page.getByRole('navigation', { name: 'Main' })
    await menu.waitFor()
    const offered = await menu.getByRole('link').allInnerTexts()
    expect(offered.map((name) => name.trim())).toEqual(expect.arrayContaining([...names]))
    if (!names.includes('Administration')) expect(offered).not.toContain('Administration')
  })
})
