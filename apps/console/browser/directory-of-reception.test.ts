/** What the desk reads of the people of a company: what they are there, and that they are away (design §3, C8). */
import { expect } from 'vitest'
import { ownCompany, readSample } from './arrange.ts'
import { violationsInBothThemes } from './axe.ts'
import { test } from './fixture.ts'
import { arrangeReception, sitDownByPhone } from './reception.ts'

test('an administrator says what somebody is, he himself that he is away; reception reads both while it rings, and finds him by it', async ({
  installation,
  signIn,
}) => {
  const { companyId } = await readSample(installation.server)
  const { items } = await installation.server.api.get<{ items: { name: string; membershipId: string }[] }>(
    `/users?organizationId=${companyId}`,
  )
  const tom = items.find(({ name }) => name === 'Tom Finch')
  const path = `/occupiers/${companyId}/users?dialog=user&user=${tom?.membershipId}`
  const admin = await signIn('operator-admin', { path })
  const dialog = admin.getByRole('dialog', { name: 'Tom Finch' })
  await dialog.getByLabel('Title').fill('Surveyor')
  await dialog.getByRole('textbox', { name: 'Away', exact: true }).fill('On site')
  expect(await violationsInBothThemes(admin)).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })

  const own = await signIn('occupier-user', { path: '/profile' })
  const away = own.getByRole('region', { name: 'Away' })
  const why = away.getByRole('textbox', { name: 'Away', exact: true })
  expect(await why.inputValue()).toBe('On site')
  await why.fill('Court')
  expect(await violationsInBothThemes(own)).toEqual([])
  await away.getByRole('button', { name: 'Save' }).click()
  await own.getByText('Reception reads that you are away.').waitFor()

  const { call } = await arrangeReception(installation)
  const page = await signIn('receptionist', { path: '/reception' })
  await sitDownByPhone(page)
  const caller = call()
  await page.getByRole('region', { name: ownCompany }).waitFor()
  const people = page.getByRole('complementary', { name: 'People' })
  const row = people.getByRole('button', { name: /Tom Finch/ })
  await row.getByText(/^Surveyor, \d+$/).waitFor()
  await row.getByText('Court').waitFor()
  await people.getByLabel('Find a person').fill('surv')
  await expect.poll(() => people.getByRole('listitem').count()).toBe(1)
  await away.getByRole('button', { name: 'I am back' }).click()
  await row.getByText('Court').waitFor({ state: 'detached' })
  expect(await violationsInBothThemes(page)).toEqual([])
  caller.cancel()
})
