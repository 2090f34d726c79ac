import { describe, expect } from 'vitest'
import type { ServerFixture } from '../../../interop/server-fixture.ts'
import { readSample } from './arrange.ts'
import { test } from './fixture.ts'

describe('what rules right now (M4, M9)', () => {
  test('marks no step of a route that an event stands in for', async ({
    installation: { server },
    signIn,
  }) => {
    const { companyId } = await readSample(server)
    const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/telephony` })
    await page.getByText(/^Right now a caller reaches/).waitFor()
    const marked = page.getByText('(now)')
    await expect.poll(() => marked.count()).toBe(1)
    const route = { steps: [{ target: 'forward', number: '+447700900123', limitSeconds: 20 }], end: 'closed' }
    await happensToday(server, 'Moved out for a day', { organizationId: companyId, route })
    await page.getByText('+44\u00a07700\u00a0900123').first().waitFor()
    expect(await marked.count()).toBe(0)
  })

  test('a try says what would become of a call, and of the past by which settings', async ({
    installation: { server },
    signIn,
  }) => {
    const { companyId } = await readSample(server)
    const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/telephony?dialog=try` })
    const dialog = page.getByRole('dialog')
    await dialog.getByText('After 20 s without an answer the call goes on.').waitFor()
    await dialog.getByText('The caller hears that the office is closed.').waitFor()
    const past = dialog.getByText(/^By the settings of today/)
    expect(await past.count()).toBe(0)
    await dialog.getByRole('textbox', { name: 'Try it at: day' }).fill(dayInLondon(-2))
    await page.keyboard.press('Tab')
    await past.waitFor()
  })

  test('is told with the event that an override outranks, on the page of the hours', async ({
    installation: { server },
    signIn,
  }) => {
    const { siteId } = await readSample(server)
    await happensToday(server, 'Stock-taking')
    const page = await signIn('operator-admin', { path: `/spaces/${siteId}/hours` })
    const ladder = page.getByRole('region', { name: 'Right now' })
    await ladder.getByText('Dated event wins').waitFor()
    const until = new Date(Date.now() + 3 * 3_600_000).toISOString()
    await server.api.put(`/sites/${siteId}/override`, { open: true, until, reason: 'Late opening' })
    // The page hears of it.
    await ladder.getByText('Manual override wins').waitFor()
    await ladder.getByText(/^would say: .*, Stock-taking$/).waitFor()
  })

  test('names no change to whom callers reach already, because no phone is registered', async ({
    installation: { server },
    signIn,
  }) => {
    const { companyId, siteId } = await readSample(server)
    const site = `/sites/${siteId}`
    const { version } = await server.api.get<{ version: number }>(site)
    await server.api.patch(site, { version, businessHours: { mode: 'always-closed' } })
    const until = new Date(Date.now() + 3 * 3_600_000).toISOString()
    const { items } = await server.api.get<{ items: { id: string }[] }>(`${site}/overrides`)
    const overrideId = items[0]?.id ?? null
    await server.api.put(`${site}/override`, { overrideId, open: true, until, reason: null })
    const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/telephony` })
    await page.getByText(/^Set to open by .* this changes: out of hours\.$/).waitFor()
  })
})

/** The day so many from today, `2026-11-30`. */
const dayInLondon = (later: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(Date.now() + later * 86_400_000)

/** And tomorrow: it may be midnight soon. */
async function happensToday(server: ServerFixture, name: string, more: object = {}): Promise<void> {
  const { siteId } = await readSample(server)
  const when = { kind: 'days', from: dayInLondon(0), to: dayInLondon(1) }
  await server.api.post('/site-events', { siteIds: [siteId], name, when, ...more })
}
