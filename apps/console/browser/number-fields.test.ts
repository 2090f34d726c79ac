/** A number's own fields, from the console alone (N12): name, EXT, language, the person whom it is assigned to (N4, N6). */
import type { Locator, Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { ServerFixture } from '../../../interop/server-fixture.ts'
import { printed, readSample, type SampleNumber } from './arrange.ts'
import { violationsInBothThemes } from './axe.ts'
import { test } from './fixture.ts'
import { badge, mainRow } from './telephony.ts'

interface Fields extends SampleNumber {
  readonly extension: string | null
  readonly language: string | null
  readonly assignedName: string | null
  readonly special: boolean
}

describe('a phone number', () => {
  test('is named, assigned, said whose it is, taken back, and then deactivated (N4, N6)', async ({
    installation,
    signIn,
  }) => {
    const { companyId } = await readSample(installation.server)
    const number = await ordinary(installation.server, companyId, 0)
    const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/telephony` })
    const dialog = await edit(page, number)
    await dialog.getByLabel('Name', { exact: true }).fill('Front desk')
    await dialog.getByRole('combobox', { name: 'Assigned to' }).fill('Tom')
    await page.getByRole('option', { name: 'Tom Finch' }).click()
    await dialog.getByRole('combobox', { name: 'Language of what is spoken' }).fill('German')
    await page.getByRole('option', { name: 'German', exact: true }).click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await read(installation.server, number)).toMatchObject({
      label: 'Front desk',
      language: 'de',
      assignedName: 'Tom Finch',
      extension: number.extension,
      version: number.version + 1,
    })
    await row(page, number).getByText('Tom Finch').waitFor()

    await menuOf(page, number)
    const deactivate = page.getByRole('menuitem', { name: /^Deactivate/ })
    await deactivate.getByText('It is assigned to Tom Finch: take it back first.').waitFor()
    expect(await deactivate.getAttribute('aria-disabled')).toBe('true')
    await page.getByRole('menuitem', { name: 'Take it back from Tom Finch' }).click()
    await row(page, number).getByText('Front desk').waitFor()
    await menuOf(page, number)
    await page.getByRole('menuitem', { name: /^Deactivate/ }).click()
    await expect.poll(async () => (await read(installation.server, number)).state).toBe('RESERVED')
  })

  test('an EXT that is taken or out of range is refused at its field, with what is typed kept', async ({
    installation,
    signIn,
  }) => {
    const { companyId } = await readSample(installation.server)
    const [number, other] = await Promise.all(
      [1, 2].map((at) => ordinary(installation.server, companyId, at)),
    )
    if (!number || !other) throw new Error('too few numbers')
    const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/telephony` })
    const dialog = await edit(page, number)
    const extension = dialog.getByLabel('EXT')
    for (const [typed, words] of [
      [other.extension ?? '', /taken/],
      ['99999', /extensions of the site run from/],
    ] as const) {
      await extension.fill(typed)
      await dialog.getByRole('button', { name: 'Save' }).click()
      await expect.poll(() => describedBy(extension)).toMatch(words)
      expect(await extension.evaluate((field) => field === document.activeElement)).toBe(true)
      expect(await extension.inputValue()).toBe(typed)
    }
    expect(await violationsInBothThemes(page)).toEqual([])
    await extension.fill('')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await read(installation.server, number)).toMatchObject({ extension: null })
  })

  test('somebody saved in between: what they changed is said, and mine is put over it (N12)', async ({
    installation,
    signIn,
  }) => {
    const { server } = installation
    const { companyId } = await readSample(server)
    const number = await ordinary(server, companyId, 2)
    const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/telephony` })
    const dialog = await edit(page, number)
    await dialog.getByLabel('Name', { exact: true }).fill('Workshop')
    const { version } = await read(server, number)
    await server.api.patch(`/numbers/${number.id}`, { version, label: 'Lobby', special: true })
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('Changed there: Name, Chosen for its digits.').waitFor()
    await dialog.getByRole('button', { name: 'Keep mine' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await read(server, number)).toMatchObject({ label: 'Workshop', special: true })
  })

  test('each role sees what is its own to change', async ({ installation, signIn }) => {
    const { server } = installation
    const { companyId } = await readSample(server)
    const number = await ordinary(server, companyId, 2)
    const company = await edit(await signIn('occupier-admin', { path: '/account' }), number)
    await company.getByRole('combobox', { name: 'Assigned to' }).waitFor()
    expect(await company.getByLabel('EXT').count()).toBe(0)
    expect(await company.getByLabel('Chosen for its digits').count()).toBe(0)
    // Who may not list people is not asked for one.
    const operator = await signIn('operator-user', { path: `/occupiers/${companyId}/telephony` })
    const fields = await edit(operator, number)
    await fields.getByLabel('EXT').waitFor()
    expect(await fields.getByRole('combobox', { name: 'Assigned to' }).count()).toBe(0)
  })

  test('of the stock is edited there, before anybody has it', async ({ installation, signIn }) => {
    const { server } = installation
    const { siteId } = await readSample(server)
    const path = `/numbers?siteId=${siteId}&kind=ordinary&state=AVAILABLE&limit=1`
    const { items } = await server.api.get<{ items: Fields[] }>(path)
    const number = items[0] as Fields
    const page = await signIn('operator-admin', { path: `/spaces/${siteId}/telephony?state=AVAILABLE` })
    const dialog = await edit(page, number)
    expect(await dialog.getByRole('combobox', { name: 'Assigned to' }).count()).toBe(0)
    await dialog.getByLabel('Chosen for its digits').check()
    await dialog.getByRole('button', { name: 'Save' }).press('Control+Enter')
    await dialog.waitFor({ state: 'detached' })
    expect(await read(server, number)).toMatchObject({ special: true, label: number.label })
    await row(page, number).getByText('chosen for its digits').waitFor()
  })
})

test('a main number is named from its row, is assigned to nobody, and gives the focus back (M1)', async ({
  installation,
  signIn,
}) => {
  const { server } = installation
  const { companyId, main } = await readSample(server)
  const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/telephony` })
  await badge(page, main.e164).waitFor()
  await mainRow(page, main.e164).getByRole('button', { name: 'Edit name, EXT and language' }).click()
  const dialog = page.getByRole('dialog', { name: /^Edit / })
  await dialog.getByLabel('Name', { exact: true }).fill('Head office')
  expect(await dialog.getByRole('combobox', { name: 'Assigned to' }).count()).toBe(0)
  await dialog.getByLabel('Name', { exact: true }).press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Head office', { exact: true }).waitFor()
  await expect.poll(() => mainRow(page, main.e164).evaluate((it) => it === document.activeElement)).toBe(true)
})

/** One of the company that is ACTIVE. */
async function ordinary({ api }: ServerFixture, organizationId: string, at: number): Promise<Fields> {
  const path = `/numbers?organizationId=${organizationId}&kind=ordinary&state=ACTIVE`
  const { items } = await api.get<{ items: Fields[] }>(path)
  const found = items.toReversed()[at]
  if (!found) throw new Error('the sample has too few numbers')
  return found
}

const read = ({ api }: ServerFixture, { id }: SampleNumber) => api.get<Fields>(`/numbers/${id}`)

const row = (page: Page, { e164 }: SampleNumber) => page.getByRole('row').filter({ hasText: printed(e164) })

const menuOf = (page: Page, { e164 }: SampleNumber) =>
  page.getByRole('button', { name: `Actions of ${printed(e164)}` }).click()

async function edit(page: Page, number: SampleNumber): Promise<Locator> {
  await menuOf(page, number)
  await page.getByRole('menuitem', { name: 'Edit…' }).click()
  const dialog = page.getByRole('dialog', { name: `Edit ${printed(number.e164)}` })
  await dialog.waitFor()
  return dialog
}

/** What a screen reader says beneath a field. */
const describedBy = (field: Locator): Promise<string> =>
  field.evaluate((it) =>
    (it.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' '),
  )
