import { insertCallRecords, type NewCallRecord, openDatabase } from '@mainline/storage'
import { describe, expect } from 'vitest'
import { createTrunk, TRUNK_ADDRESS } from '../../../interop/workspace.ts'
import { readSample, type Sample } from './arrange.ts'
import { violationsInBothThemes } from './axe.ts'
import { test } from './fixture.ts'
import type { Installation } from './installation.ts'

const nineOClock = Date.parse('2026-11-24T09:00:00Z')

describe('calls in and out (C13, C15)', () => {
  test('are told apart by icon and word, narrowed, and taken along as a file', async ({
    installation,
    signIn,
  }) => {
    await keepCalls(installation, await readSample(installation.server))
    const page = await signIn('provider-admin', { path: '/calls' })
    const rows = page.getByRole('table', { name: 'Calls' }).getByRole('row')
    await expect.poll(() => rows.count()).toBe(4)
    expect(await rows.nth(1).innerText()).toContain('Emergency')
    expect(await rows.nth(2).innerText()).toContain('Out')
    expect(await rows.nth(3).innerText()).toContain('In')
    expect(await violationsInBothThemes(page)).toEqual([])

    await page.getByRole('radiogroup', { name: 'Direction' }).getByText('Out').click()
    await expect.poll(() => rows.count()).toBe(3)
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'CSV' }).click()
    const file = await (await download).createReadStream()
    const text = Buffer.concat(await file.toArray()).toString()
    expect(text.match(/,(out|emergency),/g)?.toSorted()).toEqual([',emergency,', ',out,'])
    expect(text).not.toContain(',in,')

    await rows.nth(2).getByRole('link').click()
    await page
      .getByRole('heading', {
        name: /^Studio.* of Alder & Finch Architects called \+44.20.7946.0990 outside at .* does not allow calls to this number\.$/,
      })
      .waitFor()
    await page.getByText('The site does not allow its phones to call this number.').first().waitFor()
    await page.getByText('Carrier of the test').waitFor()
    expect(await violationsInBothThemes(page)).toEqual([])
  })

  test('are told apart on a phone', async ({ signIn }) => {
    const page = await signIn('operator-admin', { path: '/calls?direction=out', phone: true })
    const rows = page.getByRole('table', { name: 'Calls' }).getByRole('row')
    await expect.poll(() => rows.count()).toBe(3)
    await expect.poll(() => rows.nth(2).textContent()).toContain('Out')
    // Who called whom, whole.
    const called = rows.nth(1).getByText('→')
    await called.waitFor()
    for (const line of [called, rows.nth(1).getByText('+44').first()])
      expect(await line.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)
  })
})

/** One that came, one that the site did not allow, and one for help. */
async function keepCalls({ server }: Installation, { operatorId, siteId, companyId, main }: Sample) {
  await createTrunk(server, 'Carrier of the test', TRUNK_ADDRESS)
  const { items } = await server.api.get<{ items: { id: string; name: string }[] }>('/trunks')
  const trunkId = items.find(({ name }) => name === 'Carrier of the test')?.id ?? null
  const record = (index: number, more: Partial<NewCallRecord>): NewCallRecord => {
    const startedAt = nineOClock + index * 60_000
    return {
      callId: `directed-${index}`,
      operatorId,
      siteId,
      organizationId: companyId,
      numberId: main.id,
      trunkId,
      sipCallId: `directed-${index}@carrier`,
      callerNumber: '+442079460103',
      callerName: 'Studio',
      calledNumber: main.e164,
      startedAt,
      answeredAt: null,
      endedAt: startedAt + 4_000,
      result: 'abandoned',
      reason: 'caller-hung-up',
      answeredBy: null,
      settingsVersion: null,
      path: [],
      legs: [],
      codecs: null,
      mediaStats: null,
      ...more,
    }
  }
  const refused = {
    step: 'outside',
    target: '+442079460990',
    from: nineOClock,
    to: nineOClock,
    outcome: 'rejected',
    reason: 'The site does not allow its phones to call this number.',
  } as const
  const database = await openDatabase({ url: server.databaseUrl })
  await insertCallRecords(database.kysely, [
    record(1, { callerNumber: '+441134960101', callerName: null }),
    record(2, {
      calledNumber: '+442079460990',
      outgoing: 'national',
      result: 'rejected',
      reason: 'outside-not-allowed',
      path: [refused],
    }),
    record(3, { calledNumber: '999', outgoing: 'emergency', result: 'called-out', reason: 'callee-hung-up' }),
  ])
  await database.close()
}
