/** What was added to the stock by mistake is taken out of it (N3), one number or many. */
import { describe, expect } from 'vitest'
import { printed } from '../src/parts/numbers.ts'
import { readSample } from './arrange.ts'
import { test } from './fixture.ts'

describe('numbers that nobody has', () => {
  test('leave the stock when the provider confirms it', async ({ installation, signIn }) => {
    const { api } = installation.server
    const { siteId } = await readSample(installation.server)
    await api.post('/numbers', { siteId, first: '+442079460720', count: 4 })
    const left = async () =>
      (
        await api.get<{ items: { e164: string }[] }>(`/numbers?siteId=${siteId}&search=46072&limit=10`)
      ).items.map(({ e164 }) => e164)
    const page = await signIn('provider-admin', { path: `/spaces/${siteId}/telephony?search=%2246072%22` })

    await page.getByRole('button', { name: `Actions of ${printed('+442079460720')}` }).click()
    await page.getByRole('menuitem', { name: 'Remove from the stock' }).click()
    await page.getByText('Callers hear that the number does not exist.').waitFor()
    expect(await left()).toHaveLength(4)
    await page.getByRole('menuitem', { name: 'Remove from the stock' }).click()
    await expect.poll(left).toEqual(['+442079460721', '+442079460722', '+442079460723'])
    await page.getByText(printed('+442079460720')).waitFor({ state: 'detached' })

    await page.getByRole('checkbox', { name: `Choose ${printed('+442079460721')}` }).check()
    await page.getByRole('checkbox', { name: `Choose ${printed('+442079460722')}` }).check()
    const bar = page.getByRole('toolbar', { name: 'Numbers chosen: 2' })
    await bar.getByRole('button', { name: 'Remove from the stock' }).click()
    await bar.getByText('Callers hear that the numbers do not exist.').waitFor()
    await bar.getByRole('button', { name: 'Remove from the stock 2' }).click()
    await page.getByText('Remove from the stock: 2 done.').waitFor()
    expect(await left()).toEqual(['+442079460723'])
  })

  test('are not offered to the operator for it', async ({ installation, signIn }) => {
    const { siteId } = await readSample(installation.server)
    await installation.server.api.post('/numbers', { siteId, first: '+442079460730' })
    const page = await signIn('operator-admin', { path: `/spaces/${siteId}/telephony?search=%22460730%22` })
    await page.getByRole('button', { name: `Actions of ${printed('+442079460730')}` }).click()
    await page.getByRole('menuitem', { name: 'Deallocate' }).waitFor()
    expect(await page.getByRole('menuitem', { name: 'Remove from the stock' }).count()).toBe(0)
  })
})
