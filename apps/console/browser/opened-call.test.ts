import { insertCallRecords, type NewCallRecord, openDatabase } from '@mainline/storage'
import { describe, expect } from 'vitest'
import { readSample, type Sample } from './arrange.ts'
import { violationsInBothThemes } from './axe.ts'
import { test } from './fixture.ts'
import type { Installation } from './installation.ts'
import { keysOf } from './keys.ts'

const nineOClock = Date.parse('2026-11-24T09:00:00Z')

describe('one opened call', () => {
  test('leads to its neighbours in the list it was opened from, by J and K, and can be taken along', async ({
    installation,
    signIn,
  }) => {
    await keepCalls(installation, await readSample(installation.server))
    const { keyboard, whole, until } = keysOf(await signIn('operator-admin', { path: '/calls' }))
    const search = whole.getByLabel('Digits of the caller’s number')
    await until(search)
    await keyboard.type('020 7946 01')
    const rows = whole.getByRole('table', { name: 'Calls' }).getByRole('row')
    // The head, and two of the three: the third came from elsewhere.
    await expect.poll(() => rows.count()).toBe(3)
    await until(rows.nth(1))
    await keyboard.press('Enter')
    await whole.getByRole('heading', { name: /^Newest/, level: 1 }).waitFor()
    expect(await violationsInBothThemes(whole)).toEqual([])

    const [newer, older] = [
      whole.getByRole('button', { name: 'Newer call' }),
      whole.getByRole('button', { name: 'Older call' }),
    ]
    await expect.poll(() => newer.getAttribute('aria-disabled')).toBe('true')
    await keyboard.press('j')
    await whole.getByRole('heading', { name: /^Oldest/, level: 1 }).waitFor()
    await expect.poll(() => older.getAttribute('aria-disabled')).toBe('true')
    await keyboard.press('k')
    await whole.getByRole('heading', { name: /^Newest/, level: 1 }).waitFor()

    const download = whole.waitForEvent('download')
    await until(whole.getByRole('link', { name: 'Export' }))
    await keyboard.press('Enter')
    expect((await download).suggestedFilename()).toBe('call-shown-3.json')
  })
})

/** Three calls a minute apart; the one in the middle from another town. */
async function keepCalls({ server }: Installation, { operatorId, siteId, companyId, main }: Sample) {
  const record = (index: number, callerName: string, callerNumber: string): NewCallRecord => {
    const startedAt = nineOClock + index * 60_000
    return {
      callId: `shown-${index}`,
      operatorId,
      siteId,
      organizationId: companyId,
      numberId: main.id,
      trunkId: null,
      sipCallId: `shown-${index}@carrier`,
      callerNumber,
      callerName,
      calledNumber: main.e164,
      startedAt,
      answeredAt: null,
      endedAt: startedAt + 4_000,
      result: 'abandoned',
      reason: 'caller-hung-up',
      answeredBy: null,
      settingsVersion: 1,
      path: [],
      legs: [],
      codecs: null,
      mediaStats: null,
    }
  }
  const database = await openDatabase({ url: server.databaseUrl })
  await insertCallRecords(database.kysely, [
    record(1, 'Oldest', '+442079460101'),
    record(2, 'Elsewhere', '+441134960101'),
    record(3, 'Newest', '+442079460102'),
  ])
  await database.close()
}
