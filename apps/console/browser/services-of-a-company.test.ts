import { expect } from 'vitest'
import { readSample } from './arrange.ts'
import { test } from './fixture.ts'

test('services that somebody else has changed while one types are not overwritten unseen (N9, N12)', async ({
  installation,
  signIn,
}) => {
  const { api } = installation.server
  const { companyId, siteId, main } = await readSample(installation.server)
  const address = `/organizations/${companyId}/sites/${siteId}/voice-service`
  const read = () => api.get<{ quantity: number; version: number }>(address)
  const { quantity, version } = await read()
  /** What shows in a page at once, and brings the newest count with it. */
  const relabel = async (label: string) => {
    const { version } = await api.get<{ version: number }>(`/numbers/${main.id}`)
    await api.patch(`/numbers/${main.id}`, { label, version })
  }
  const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/services` })
  const count = page.getByRole('textbox', { name: 'Voice services' }).first()
  await count.fill(String(quantity + 1))
  await api.put(address, { quantity: quantity + 5, version })
  await relabel('Another label')
  await page.getByText(`of ${quantity + 5} voice services in use`).waitFor()
  const change = page.getByRole('button', { name: 'Change' }).first()
  await change.click()
  await page.getByText('Somebody saved in between. Your text is still here.').waitFor()
  expect((await read()).quantity).toBe(quantity + 5)
  await page.getByRole('button', { name: 'Take theirs' }).click()
  await expect.poll(() => count.inputValue()).toBe(String(quantity + 5))
  await count.fill(String(quantity + 1))
  await api.put(address, { quantity: quantity + 6, version: (await read()).version })
  await relabel(main.label)
  await page.getByText(`of ${quantity + 6} voice services in use`).waitFor()
  await change.click()
  await page.getByRole('button', { name: 'Keep mine' }).click()
  await expect.poll(async () => (await read()).quantity).toBe(quantity + 1)
  await api.put(address, { quantity, version: (await read()).version })
})
