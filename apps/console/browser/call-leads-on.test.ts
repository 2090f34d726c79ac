/** An opened call leads to the settings that it was routed by, and says which extensions rang (C13, design 10). */
import { expect } from 'vitest'
import { readSample } from './arrange.ts'
import { violationsInBothThemes } from './axe.ts'
import { test } from './fixture.ts'
import { keepCalls, nineOClock } from './kept-calls.ts'

interface Settings {
  readonly version: number
  readonly inHours: object
  readonly outOfHours: object
}

test('the version of the settings opens among the earlier ones, and phones have their extension', async ({
  installation,
  signIn,
}) => {
  const sample = await readSample(installation.server)
  const { api } = installation.server
  const { main, companyId } = sample
  const path = `/numbers/${main.id}/call-settings`
  // Two more versions than the first: the one of the call is in the middle.
  const route = { steps: [{ target: 'voicemail' }] }
  for (const inHours of [route, { steps: [{ target: 'hunt-group', limitSeconds: 25 }, ...route.steps] }]) {
    const { version, outOfHours } = await api.get<Settings>(path)
    await api.put(path, { version, inHours, outOfHours })
  }
  const { version } = await api.get<Settings>(path)
  const { items } = await api.get<{ items: { id: string; numberId: string; name: string }[] }>(
    `/devices?organizationId=${companyId}`,
  )
  const [device] = items
  const number = await api.get<{ extension: string; label: string }>(`/numbers/${device?.numberId}`)
  const leg = {
    leg: 1,
    memberId: 'm',
    name: number.label,
    target: device?.id ?? '',
    external: false,
    state: 'ended',
    startedAt: nineOClock,
    outcome: 'no-answer',
  } as const
  await keepCalls(installation, sample, [
    { callId: 'leads-on', settingsVersion: version - 1, legs: [leg], startedAt: nineOClock },
  ])
  const page = await signIn('operator-admin', { path: '/calls/leads-on' })
  await page.getByRole('region', { name: 'Timeline' }).getByText(number.extension, { exact: true }).waitFor()
  expect(await violationsInBothThemes(page)).toEqual([])
  await page.getByRole('link', { name: `Version ${version - 1}`, exact: true }).click()
  const versions = page.getByRole('list', { name: 'Versions, newest first' })
  const meant = versions.locator('[aria-current="true"]')
  await meant.getByRole('button', { name: `Bring back version ${version - 1}` }).waitFor()
  expect(await violationsInBothThemes(page)).toEqual([])

  // A receptionist may not read settings: the version is said, and leads nowhere.
  const other = await signIn('receptionist', { path: '/calls/leads-on' })
  await other
    .getByRole('definition')
    .getByText(`Version ${version - 1}`)
    .waitFor()
  expect(await other.getByRole('link', { name: /^Version/ }).count()).toBe(0)
})
