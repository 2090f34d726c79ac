import { describe, expect } from 'vitest'
import { readSample } from './arrange.ts'
import { test } from './fixture.ts'

const NEWCOMER = 'Harrow & Wren'

describe('an occupier', () => {
  test('gets its numbers with the first voice service, step by step (N10), and leaves for good (N7)', async ({
    installation,
    signIn,
  }) => {
    const { api } = installation.server
    const { operatorId, siteId } = await readSample(installation.server)
    const { id } = await api.post<{ id: string }>('/organizations', { name: NEWCOMER, operatorId })
    await api.put(`/organizations/${id}/sites/${siteId}`, undefined)

    const page = await signIn('operator-admin', { path: `/occupiers/${id}/telephony` })
    await page
      .getByText(/No main number/)
      .first()
      .waitFor()
    await page.getByRole('tab', { name: 'Services' }).click()
    await page.getByText('No voice service yet.').waitFor()
    await page.getByRole('textbox', { name: 'Voice services' }).fill('2')
    await page.getByRole('button', { name: 'Add voice services' }).click()
    const journey = page.getByRole('region', { name: 'First voice service' })
    await journey.getByText('The first voice service brought these numbers').waitFor()
    expect(await journey.getByText('done', { exact: true }).count()).toBe(2)
    expect(await journey.getByText('nominated as main').count()).toBe(1)
    await page.getByRole('tab', { name: 'Telephony' }).click()
    await page.getByText(/^Right now a caller reaches/).waitFor()

    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Decommission…' }).click()
    const dialog = page.getByRole('dialog', { name: `Decommission ${NEWCOMER}?` })
    await dialog.getByText(/^2 numbers go to cooldown/).waitFor()
    const confirm = dialog.getByRole('button', { name: 'Decommission', exact: true })
    await dialog.getByLabel(/^Type /).fill(NEWCOMER.toLowerCase())
    expect(await confirm.isDisabled()).toBe(true)
    await dialog.getByLabel(/^Type /).fill(NEWCOMER)
    await confirm.click()
    await dialog.waitFor({ state: 'detached' })
    await page.waitForURL(/\/occupiers$/)
    expect(await page.getByRole('link', { name: NEWCOMER }).count()).toBe(0)
    const { items } = await api.get<{ items: { state: string }[] }>(
      `/numbers?siteId=${siteId}&state=COOLDOWN&limit=100`,
    )
    expect(items.length).toBeGreaterThanOrEqual(2)
  })
  test('leaves one of its sites and stays at the other (N7)', async ({ installation, signIn }) => {
    const { api } = installation.server
    const { operatorId, siteId } = await readSample(installation.server)
    const name = 'Pike & Perch'
    const second = { operatorId, name: 'Second House', timeZone: 'Europe/London', domain: 'second.example' }
    const range = { extensionFirst: 700, extensionLast: 799 }
    const { id: secondId } = await api.post<{ id: string }>('/sites', { ...second, ...range })
    const { id } = await api.post<{ id: string }>('/organizations', { name, operatorId })
    for (const site of [siteId, secondId]) await api.put(`/organizations/${id}/sites/${site}`, undefined)

    const page = await signIn('operator-admin', { path: `/occupiers/${id}/telephony` })
    await page.getByText('Occupier at 2 sites').waitFor()
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: `Decommission at ${second.name}…` }).click()
    const dialog = page.getByRole('dialog', { name: `Decommission ${name} at ${second.name}?` })
    await dialog.getByText(/^0 users who belong to this site only/).waitFor()
    await dialog.getByLabel(/^Type /).fill(name)
    await dialog.getByRole('button', { name: 'Decommission', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText(/^Occupier at 1 site since/).waitFor()
    const { siteIds } = await api.get<{ siteIds: string[] }>(`/organizations/${id}`)
    expect(siteIds).toEqual([siteId])
  })
})
