import { describe, expect } from 'vitest'
import { callByPeers } from '../../../interop/sipp-calls.ts'
import { ensureDebianPackages } from '../../../scripts/install-debian-packages.ts'
import { giveOperatorAMain } from './arrange.ts'
import { test } from './fixture.ts'
import { action, badge, mainRow } from './telephony.ts'

const onePhoneAnswers = { calls: 1, ratePerSecond: 10, ringMs: 300, talkMs: 300 }

describe('a RESERVED main number', () => {
  test('is activated in the page, turns Active there by itself, and a caller then reaches the phone (N5, M5)', async ({
    installation,
    signIn,
  }) => {
    ensureDebianPackages(['sip-tester'])
    const { server } = installation
    const workspace = await giveOperatorAMain(server)
    const { mainNumber } = workspace
    const page = await signIn('operator-admin', { path: '/account' })
    await page.getByText('Nobody is reached yet.').waitFor()
    for (const name of ['Call settings', 'Hunt group', 'Greetings', 'Reset PIN', 'Deactivate']) {
      const button = action(page, mainNumber, name)
      expect(await button.getAttribute('aria-disabled'), name).toBe('true')
      expect(await button.innerText(), name).toContain('Activate this number first.')
    }
    await action(page, mainNumber, 'Activate').click()
    await badge(page, mainNumber).getByText('Active', { exact: true }).waitFor()
    await page.getByText(/^Right now a caller reaches/).waitFor()
    expect(await action(page, mainNumber, 'Call settings').getAttribute('aria-disabled')).toBeNull()

    // Whatever the clock of the machine says, it is in hours.
    await alwaysOpen(server.api, workspace.mainNumberId)
    const { trunk, trunkErrors, phones } = await callByPeers(server, workspace, onePhoneAnswers)
    expect(trunkErrors).toBe('')
    expect(trunk).toMatchObject({ successful: 1, failed: 0 })
    expect(phones[0]).toMatchObject({ successful: 1, failed: 0 })

    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Calls' }).click()
    await page.getByRole('table', { name: 'Calls' }).getByText('Answered').first().waitFor()
    await page.goBack()
    await mainRow(page, mainNumber).waitFor()
  })
})

async function alwaysOpen(
  api: { get<T>(path: string): Promise<T>; put(path: string, body: unknown): Promise<unknown> },
  numberId: string,
): Promise<void> {
  const path = `/numbers/${numberId}/call-settings`
  const { version, inHours, outOfHours } = await api.get<{
    version: number
    inHours: object
    outOfHours: object
  }>(path)
  await api.put(path, { version, inHours, outOfHours, hours: { mode: 'always-open' } })
}
