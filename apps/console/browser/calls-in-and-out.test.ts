import { describe, expect } from 'vitest'
import { createTrunk, TRUNK_ADDRESS } from '../../../interop/workspace.ts'
import { readSample } from './arrange.ts'
import { violationsInBothThemes } from './axe.ts'
import { test } from './fixture.ts'
import type { Installation } from './installation.ts'
import { keepCalls, nineOClock } from './kept-calls.ts'

describe('calls in and out (C13, C15)', () => {
  test('are told apart by icon and word, narrowed, and taken along as a file', async ({
    installation,
    signIn,
  }) => {
    await keepThree(installation)
    const page = await signIn('provider-admin', { path: '/calls' })
    const rows = page.getByRole('table', { name: 'Calls' }).getByRole('row')
    await expect.poll(() => rows.count()).toBe(4)
    expect(await rows.nth(1).innerText()).toContain('Emergency')
    expect(await rows.nth(2).innerText()).toContain('Out')
    expect(await rows.nth(3).innerText()).toContain('In')
    // What became of each is said by an icon as well, not by its colour alone.
    expect(await rows.locator('[data-tone]:not(:has(svg))').count()).toBe(0)
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
async function keepThree(installation: Installation): Promise<void> {
  const { server } = installation
  await createTrunk(server, 'Carrier of the test', TRUNK_ADDRESS)
  const { items } = await server.api.get<{ items: { id: string; name: string }[] }>('/trunks')
  const trunkId = items.find(({ name }) => name === 'Carrier of the test')?.id ?? null
  const refused = {
    step: 'outside',
    target: '+442079460990',
    from: nineOClock,
    to: nineOClock,
    outcome: 'rejected',
    reason: 'The site does not allow its phones to call this number.',
  } as const
  const studio = { trunkId, callerName: 'Studio' }
  await keepCalls(installation, await readSample(server), [
    { callId: 'directed-1', trunkId, callerNumber: '+441134960101' },
    {
      ...studio,
      callId: 'directed-2',
      calledNumber: '+442079460990',
      outgoing: 'national',
      result: 'rejected',
      reason: 'outside-not-allowed',
      path: [refused],
    },
    {
      ...studio,
      callId: 'directed-3',
      calledNumber: '999',
      outgoing: 'emergency',
      result: 'called-out',
      reason: 'callee-hung-up',
    },
  ])
}
