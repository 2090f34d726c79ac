import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { ServerFixture } from '../../../interop/server-fixture.ts'
import { ownCompany, readSample } from './arrange.ts'
import { violationsInBothThemes, violationsWhileOpened } from './axe.ts'
import { test } from './fixture.ts'
import { keysOf } from './keys.ts'
import { faultsOfLayout } from './layout.ts'

interface Site {
  readonly version: number
  readonly name: string
  readonly timeZone: string
  readonly [more: string]: unknown
}

describe('the settings of a site', () => {
  test('are changed by keyboard alone, with what follows said before; open pages of others follow', async ({
    installation,
    signIn,
  }) => {
    const { path, read, change } = await at(installation.server)
    const other = await signIn('operator-user', { path: '/spaces' })
    const row = other.getByRole('row', { name: /Finsbury Yard/ })
    await row.getByText('Europe/London').waitFor()
    const { keyboard, whole, until } = keysOf(await signIn('operator-admin', { path }))
    await until(whole.getByLabel('Name', { exact: true }))
    await keyboard.press('Control+A')
    await keyboard.type('Finsbury Yard West')
    await whole
      .getByRole('status')
      .getByText(/^Every page and letter says the new name/)
      .waitFor()
    await until(whole.getByRole('combobox', { name: 'Time zone' }))
    await keyboard.press('Control+A')
    await keyboard.type('lisbon')
    await whole.getByRole('option', { name: /^Europe\/Lisbon \d\d:\d\d/ }).waitFor()
    expect(await violationsWhileOpened(whole)).toEqual([])
    await keyboard.press('Enter')
    await whole
      .getByRole('status')
      .getByText(/Emergency numbers are then those of its country: 112/)
      .waitFor()
    await keyboard.press('Control+Enter')
    await whole.getByText('Saved.', { exact: true }).waitFor()
    expect(await read()).toMatchObject({ name: 'Finsbury Yard West', timeZone: 'Europe/Lisbon' })
    await whole.getByRole('heading', { name: 'Finsbury Yard West', level: 1 }).waitFor()
    await whole.getByText(/^Europe\/Lisbon,/).waitFor()
    expect(await violationsInBothThemes(whole)).toEqual([])
    await row.filter({ hasText: 'Finsbury Yard West' }).getByText('Europe/Lisbon').waitFor()
    await change({ name: 'Finsbury Yard, London', timeZone: 'Europe/London' })
    // An untouched form follows, too.
    await expect
      .poll(() => whole.getByLabel('Name', { exact: true }).inputValue())
      .toBe('Finsbury Yard, London')
  })

  test('that are typed while others are being saved stay, and are saved next', async ({
    installation,
    signIn,
  }) => {
    const { path, read, change } = await at(installation.server)
    const page = await signIn('operator-admin', { path })
    const { name, version } = await read()
    const slow = Promise.withResolvers<void>()
    await page.route('**/api/v1/sites/*', async (route) => {
      if (route.request().method() === 'PATCH') await slow.promise
      await route.continue()
    })
    await page.getByLabel('Last extension').fill('2998')
    const sent = page.waitForRequest((request) => request.method() === 'PATCH')
    await save(page)
    await sent
    await page.getByLabel('Name', { exact: true }).fill(`${name} East`)
    slow.resolve()
    await expect.poll(async () => (await read()).version).toBe(version + 1)
    // The answer has come: the button can be pressed again.
    await page.locator('button[type=submit]:not([data-loading])', { hasText: 'Save' }).waitFor()
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe(`${name} East`)
    expect(await page.getByText('Saved.', { exact: true }).count()).toBe(0)
    await save(page)
    await page.getByText('Saved.', { exact: true }).waitFor()
    expect((await read()).name).toBe(`${name} East`)
    await change({ name })
  })

  test('that are refused say so at their field, which is where one goes on', async ({
    installation,
    signIn,
  }) => {
    const { path, read } = await at(installation.server)
    const page = await signIn('operator-admin', { path })
    const last = page.getByLabel('Last extension')
    await last.fill('2001')
    await page.getByLabel('First extension').focus()
    await page
      .getByText(/^Extensions that are given stay as they are: a range that leaves one out is refused/)
      .waitFor()
    await save(page)
    const words = /^Numbers have extensions that would lie outside: 2002, 2003, 2004 and \d+ more\./
    await page.getByText(words).waitFor()
    expect(await describedBy(page, 'Last extension')).toMatch(
      /Numbers have extensions that would lie outside/,
    )
    await expect.poll(() => last.evaluate((field) => field === document.activeElement)).toBe(true)
    expect(await violationsInBothThemes(page)).toEqual([])
    // The fault stays while another field is changed, and goes with a change of its own.
    await page.getByLabel('SIP domain').fill('not a domain')
    await page.getByText(words).waitFor()
    await last.fill('2999')
    await page.getByText(words).waitFor({ state: 'detached' })
    await save(page)
    await page.getByText(/^SIP domain: must be a domain in lower case/).waitFor()
    await page.getByLabel('SIP domain').fill('')
    await save(page)
    await page.getByText('Fill this in.').waitFor()
    await page.getByLabel('SIP domain').fill('london.mainline.test')

    await page.getByLabel('First extension').fill('1000')
    await save(page)
    await page.getByText('The voice portal has extension 1999, which would lie among them.').waitFor()
    await page.getByLabel('First extension').fill('2000')
    await page.getByLabel('Voice services of a main number').fill('90')
    await save(page)
    await page.getByText(/^So many would be used that what was bought is not enough: /).waitFor()
    expect((await read()).mainNumberUnits).toBe(1)
  })

  test('keep Enter in a list to the list: what is pasted and marked is chosen, and nothing is saved', async ({
    installation,
    signIn,
  }) => {
    const { path, read } = await at(installation.server)
    const page = await signIn('operator-admin', { path })
    const zone = page.getByRole('combobox', { name: 'Time zone' })
    const { version } = await read()
    await zone.fill('new york')
    await page.getByRole('option', { name: /^America\/New_York/ }).waitFor()
    await zone.press('Enter')
    await expect.poll(() => zone.inputValue()).toBe('America/New_York')
    await zone.fill('nowhere')
    await page.getByText(/^No time zone is called that/).waitFor()
    await zone.press('Enter')
    const language = page.getByRole('combobox', { name: 'Language of spoken notices' })
    await language.fill('welsh')
    await language.press('Enter')
    await page.getByText(/spoken in English\.$/).waitFor()
    expect(await zone.inputValue()).toBe('America/New_York')
    expect((await read()).version).toBe(version)
  })

  test('are merged where two change different ones, and the later one hears what it was (N12)', async ({
    installation,
    signIn,
  }) => {
    const { path, read, change } = await at(installation.server)
    const page = await signIn('operator-admin', { path })
    await page.getByLabel('Warning ahead of opening').fill('45')
    await change({ retentionDays: 20 })
    await save(page)
    await page.getByText('Changed there: Messages of who left are kept.').waitFor()
    expect(await page.getByLabel('Warning ahead of opening').inputValue()).toBe('45 min')
    await page.getByRole('button', { name: 'Keep mine' }).click()
    await page.getByText('Saved.', { exact: true }).waitFor()
    expect(await read()).toMatchObject({ ringAlertMinutes: 45, retentionDays: 20 })
    expect(await page.getByLabel('Messages of who left are kept').inputValue()).toBe('20 days')
  })

  test('that only the provider changes are shown with the reason, and changed by it (N2, N7)', async ({
    installation,
    signIn,
  }) => {
    const { path, read } = await at(installation.server)
    const page = await signIn('operator-admin', { path })
    for (const label of ['Main numbers are nominated by', 'Cooldown of numbers']) {
      expect(await page.getByLabel(label).isDisabled()).toBe(true)
      expect(await describedBy(page, label)).toContain('Only the provider changes this.')
    }
    expect(await page.getByLabel('Messages of who left are kept').isEnabled()).toBe(true)
    const user = await signIn('operator-user', { path })
    await user.getByText(/your role can only read it\.$/).waitFor()
    expect(await user.getByLabel('Name', { exact: true }).isDisabled()).toBe(true)
    expect(await user.getByRole('combobox', { name: 'Time zone' }).isDisabled()).toBe(true)
    expect(await user.getByRole('button', { name: 'Save' }).count()).toBe(0)
    const provider = await signIn('provider-admin', { path })
    await provider.getByLabel('Main numbers are nominated by').selectOption('the provider alone')
    await provider.getByText(/^Numbers that are nominated stay so\./).waitFor()
    await provider.getByLabel('Cooldown of numbers').fill('30')
    await save(provider)
    await provider.getByText('Saved.', { exact: true }).waitFor()
    expect(await read()).toMatchObject({ nomination: 'provider', cooldownDays: 30 })
  })

  test('have room at 360 px, with all that can be said, in German', async ({ installation, signIn }) => {
    const { path } = await at(installation.server)
    const page = await signIn('provider-admin', { path: '/', phone: true })
    await page.evaluate(() => localStorage.setItem('mainline.language', 'de'))
    await page.goto(path)
    await page.getByLabel('SIP-Domain').fill('west.mainline.test')
    await page.getByLabel('Letzte EXT').fill('2001')
    await page.getByLabel('Nachrichten nach dem Auszug').fill('1')
    await page.getByRole('button', { name: 'Speichern' }).click()
    await page.getByText(/^Nummern haben Durchwahlen, die außerhalb lägen: 2002/).waitFor()
    expect(await faultsOfLayout(page)).toEqual([])
    expect(await violationsInBothThemes(page)).toEqual([])
  })
})

describe('renaming (N12)', () => {
  test('a company: lists and headers of others follow; who is later decides', async ({
    installation,
    signIn,
  }) => {
    const { api } = installation.server
    const { companyId } = await readSample(installation.server)
    const own = await signIn('occupier-admin', { path: '/account' })
    await own.getByRole('heading', { name: ownCompany, level: 1 }).waitFor()
    expect(await own.getByRole('button', { name: 'Rename' }).count()).toBe(0)
    const list = await signIn('operator-user', { path: '/occupiers' })
    await list.getByRole('link', { name: ownCompany }).waitFor()

    const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/overview` })
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Rename…' }).click()
    const dialog = page.getByRole('dialog', { name: `Rename ${ownCompany}` })
    const name = dialog.getByLabel('Name of the company')
    await name.fill('Copperline Legal')
    await name.press('Enter')
    await dialog.getByText('Another company of the operator is called that.').waitFor()
    expect(await violationsInBothThemes(page)).toEqual([])
    const { version } = await api.get<Site>(`/organizations/${companyId}`)
    await api.patch(`/organizations/${companyId}`, { version, name: 'Alder Finch LLP' })
    const renaming = page.getByRole('dialog', { name: /^Rename/ })
    await renaming.getByLabel('Name of the company').fill('Alder Finch')
    await renaming.getByRole('button', { name: 'Rename' }).click()
    await renaming.getByText('Changed there: Alder Finch LLP.').waitFor()
    await list.getByRole('link', { name: 'Alder Finch LLP' }).waitFor()
    await renaming.getByRole('button', { name: 'Keep mine' }).click()
    await renaming.waitFor({ state: 'detached' })
    await page.getByRole('heading', { name: 'Alder Finch', exact: true, level: 1 }).waitFor()
    await list.getByRole('link', { name: 'Alder Finch', exact: true }).waitFor()
    await own.getByRole('heading', { name: 'Alder Finch', exact: true, level: 1 }).waitFor()
    const now = await api.get<Site>(`/organizations/${companyId}`)
    await api.patch(`/organizations/${companyId}`, { version: now.version, name: ownCompany })
  })

  test('an operator, by its own administrator on its Account page', async ({ installation, signIn }) => {
    const { operatorId } = await readSample(installation.server)
    const { keyboard, whole, until } = keysOf(await signIn('operator-admin', { path: '/account' }))
    await until(whole.getByRole('button', { name: 'Rename' }))
    await keyboard.press('Enter')
    const dialog = whole.getByRole('dialog', { name: 'Rename Harbour Workspaces' })
    await dialog.waitFor()
    await until(dialog.getByLabel('Name of the operator'))
    await keyboard.press('Control+A')
    await keyboard.type('Harbour House')
    await keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await whole.getByRole('heading', { name: 'Harbour House', level: 1 }).waitFor()
    await whole.getByTitle('Harbour House').waitFor()
    const { api } = installation.server
    expect((await api.get<Site>(`/organizations/${operatorId}`)).name).toBe('Harbour House')
    const user = await signIn('operator-user', { path: '/account' })
    await user.getByRole('heading', { name: 'Harbour House', level: 1 }).waitFor()
    expect(await user.getByRole('button', { name: 'Rename' }).count()).toBe(0)
  })
})

async function at(server: ServerFixture) {
  const { siteId } = await readSample(server)
  const read = () => server.api.get<Site>(`/sites/${siteId}`)
  return {
    path: `/spaces/${siteId}/settings`,
    read,
    change: async (what: object) =>
      server.api.patch(`/sites/${siteId}`, { version: (await read()).version, ...what }),
  }
}

/** What a screen reader says of the field besides its label. */
const describedBy = (page: Page, label: string) =>
  page.getByLabel(label).evaluate((field) =>
    (field.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' '),
  )

const save = (page: Page) => page.getByRole('button', { name: 'Save' }).click()
