import { describe, expect } from 'vitest'
import { readSample } from './arrange.ts'
import { test } from './fixture.ts'

const file = {
  name: 'range.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from('number,label\n+442079460710,Front\n+44 20 7946,Too short\n+442079460711,Back\n'),
}

describe('numbers by CSV', () => {
  test('a wrong line is shown with its number and what is wrong; the others are added', async ({
    installation,
    signIn,
  }) => {
    const { siteId } = await readSample(installation.server)
    const page = await signIn('provider-admin', { path: `/spaces/${siteId}/telephony` })
    await page.getByRole('button', { name: 'Import CSV' }).click()
    const panel = page.getByRole('complementary', { name: 'Import' })
    await panel.getByLabel('CSV file').setInputFiles(file)
    await panel.getByText('Nothing is added yet.').waitFor()
    const refused = panel.getByRole('list', { name: 'Refused lines' })
    await refused.getByText('line 3').waitFor()
    expect(await refused.getByRole('listitem').count()).toBe(1)
    const before = await added()
    expect(before).toEqual([])
    await panel.getByRole('button', { name: 'Add 2 numbers' }).click()
    await expect.poll(added).toEqual(['+442079460710', '+442079460711'])
    await refused.getByText('line 3').waitFor()

    async function added(): Promise<string[]> {
      const { items } = await installation.server.api.get<{ items: { e164: string }[] }>(
        `/numbers?siteId=${siteId}&search=46071&limit=10`,
      )
      return items.map(({ e164 }) => e164)
    }
  })
})

describe('devices and hunt group members by CSV', () => {
  test('are added by the operator, each where it is shown', async ({ installation, signIn }) => {
    const { api } = installation.server
    const { siteId, main } = await readSample(installation.server)
    const { items } = await api.get<{ items: { e164: string }[] }>(
      `/numbers?siteId=${siteId}&kind=ordinary&state=ACTIVE&limit=1`,
    )
    const page = await signIn('operator-admin', { path: `/spaces/${siteId}/devices` })
    await page.getByRole('button', { name: 'Import CSV' }).click()
    const panel = page.getByRole('complementary', { name: 'Import' })
    await panel
      .getByLabel('CSV file')
      .setInputFiles(csv(`number,name,password\n${items[0]?.e164},Imported phone,correct-horse-battery\n`))
    await panel.getByRole('button', { name: 'Add 1 device' }).click()
    await page.getByText('Imported phone').waitFor()

    await page.goto(`/spaces/${siteId}/telephony`)
    await page.getByRole('button', { name: 'Import CSV' }).click()
    await panel
      .getByLabel('CSV file')
      .setInputFiles(csv(`main,member,name\n${main.e164},+442079460999,Answering service\n`))
    await panel.getByRole('button', { name: 'Add 1 member' }).click()
    await panel.getByText('1 added').waitFor()
    const group = await api.get<{ members: { name: string }[] }>(`/numbers/${main.id}/hunt-members`)
    expect(group.members.at(-1)?.name).toBe('Answering service')
  })
})

const csv = (text: string) => ({ name: 'lines.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
