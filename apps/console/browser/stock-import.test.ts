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
