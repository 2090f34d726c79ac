/** Where the dated events of a site come from (M9). */
import { describe, expect } from 'vitest'
import { readSample } from './arrange.ts'
import { test } from './fixture.ts'

/** Soon, so that it stands among the first rows. */
const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)

const calendar = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Test//Test//EN',
  'BEGIN:VEVENT',
  'UID:party',
  'DTSTAMP:20260101T000000Z',
  `DTSTART;VALUE=DATE:${soon.replaceAll('-', '')}`,
  'SUMMARY:Summer party',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n')

describe('the list of dated events', () => {
  test('says which are holidays, which of a calendar, and which by hand', async ({
    installation,
    signIn,
  }) => {
    const { siteId } = await readSample(installation.server)
    const { api } = installation.server
    await api.post(`/sites/${siteId}/holiday-subscriptions`, {
      country: 'GB',
      state: 'ENG',
      types: ['public'],
    })
    await api.post(`/sites/${siteId}/calendars`, { name: 'Parties', text: calendar, dryRun: false })
    const when = { kind: 'days', from: soon, to: soon }
    await api.post('/site-events', { name: 'Stocktaking', siteIds: [siteId], when })
    const page = await signIn('operator-admin', { path: `/spaces/${siteId}/hours` })
    const row = (name: string | RegExp) => page.getByRole('row').filter({ hasText: name }).first()
    for (const [name, from] of [
      [/Day|holiday|Friday|Monday/, 'Holidays'],
      ['Stocktaking', 'By hand'],
      ['Summer party', 'Calendar'],
    ] as const) {
      await expect
        .poll(() => row(name).textContent(), { message: String(name) })
        .toMatch(new RegExp(`${from}$`))
    }
  })

  test('follow which holidays count, which is chosen of a subscription that is there', async ({
    installation,
    signIn,
  }) => {
    const { siteId } = await readSample(installation.server)
    const { api } = installation.server
    const path = `/sites/${siteId}/holiday-subscriptions`
    await api.post(path, { country: 'IE', types: ['public'] })
    const types = async () => {
      const { items } = await api.get<{ items: { country: string; types: string[] }[] }>(path)
      return items.find(({ country }) => country === 'IE')?.types
    }
    const page = await signIn('operator-admin', { path: `/spaces/${siteId}/hours?dialog=holidays` })
    const bank = page.getByRole('checkbox', { name: 'Bank holidays too, Ireland' })
    await bank.click()
    await expect.poll(() => bank.isChecked()).toBe(true)
    // At once, whether or not the first choice has been saved.
    await bank.click()
    await expect.poll(() => bank.isChecked()).toBe(false)
    await bank.click()
    await expect.poll(types).toEqual(['public', 'bank'])
    await expect.poll(() => bank.isChecked()).toBe(true)
  })
})
