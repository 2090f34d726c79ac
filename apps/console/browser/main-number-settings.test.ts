import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { placeCalls } from '../../../interop/sipp-calls.ts'
import { createTrunk, TRUNK_ADDRESS } from '../../../interop/workspace.ts'
import { ensureDebianPackages } from '../../../scripts/install-debian-packages.ts'
import { printed, readSample } from './arrange.ts'
import { test } from './fixture.ts'
import { action, mainRow } from './telephony.ts'

describe('an ACTIVE main number', () => {
  test('two routes are saved, and the next call obeys the one of the hour (M5, M8)', async ({
    installation,
    signIn,
  }) => {
    ensureDebianPackages(['sip-tester'])
    const { server } = installation
    const { companyId, main } = await readSample(server)
    await createTrunk(server, 'Carrier of the tests', TRUNK_ADDRESS)
    const page = await signIn('operator-admin', {
      path: `/occupiers/${companyId}/telephony?dialog=call-settings`,
    })
    const dialog = page.getByRole('dialog', { name: /Call settings/ })
    // Both hours lead to the mailbox and nowhere else, so the outcome does not hang on when the test runs.
    for (const name of [/in hours/i, /out of hours/i]) {
      const route = dialog.getByRole('region', { name })
      await route.getByRole('combobox', { name: 'Answer with' }).waitFor()
      for (const remove of await removable(route)) await remove()
      expect(await route.getByRole('combobox', { name: 'Answer with' }).inputValue()).toBe('Voicemail')
    }
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText(/^Right now a caller reaches/).waitFor()

    const { trunk } = await placeCalls(
      server,
      main.e164,
      { calls: 1, ratePerSecond: 1, talkMs: 500 },
      server.folder,
    )
    expect(trunk).toMatchObject({ successful: 1, failed: 0 })
    await expect.poll(lastSentence, { timeout: 15_000 }).toMatch(/voicemail|mailbox|greeting/)

    async function lastSentence(): Promise<string | undefined> {
      const { items } = await server.api.get<{ items: { sentence: string }[] }>(
        `/calls?numberId=${main.id}&limit=1`,
      )
      return items[0]?.sentence
    }
  })

  test('the PIN goes back to the Default PIN, and says what stays (M12)', async ({
    installation,
    signIn,
  }) => {
    const { companyId, main } = await readSample(installation.server)
    const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/telephony` })
    await action(page, main.e164, 'Reset PIN').click()
    const dialog = page.getByRole('dialog', { name: 'Reset PIN' })
    await dialog.getByText('Messages and greetings stay as they are.').waitFor()
    await dialog.getByRole('button', { name: 'Reset PIN' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText(`The PIN of ${printed(main.e164)} is the Default PIN again.`).waitFor()
  })

  test('the summary opens and closes by its arrow, and stays as it was left (M4)', async ({
    installation,
    signIn,
  }) => {
    const { main } = await readSample(installation.server)
    const page = await signIn('occupier-admin', { path: '/account' })
    const row = mainRow(page, main.e164)
    await page.getByText(/^Right now a caller reaches/).waitFor()
    await row.getByRole('button', { name: 'Close the summary' }).click()
    await page.getByText(/^Right now a caller reaches/).waitFor({ state: 'hidden' })
    await page.reload()
    await row.getByRole('button', { name: 'Open the summary' }).click()
    await page.getByText(/^Right now a caller reaches/).waitFor()
  })
})

async function removable(route: ReturnType<Page['getByRole']>) {
  const count = await route.getByRole('button', { name: /^Remove step/ }).count()
  return Array.from(
    { length: Math.max(0, count - 1) },
    () => () => route.getByRole('button', { name: 'Remove step 1' }).click(),
  )
}
