import { insertAlert, openDatabase, raiseAnew } from '@mainline/storage'
import type { Locator } from 'playwright-core'
import { describe, expect } from 'vitest'
import { readSample } from './arrange.ts'
import { violationsInBothThemes } from './axe.ts'
import { test } from './fixture.ts'

const words =
  'Studio (+442079460103 / 2003, Finsbury Yard, London) called 999 at 09:29. Look after them, and show helpers the way.'

const unreachedWords =
  'Studio (+442079460103 / 2003, Finsbury Yard, London) called 999 at 09:29, and the call reached nobody: no trunk could put the call through. Call 999 for them from a mobile phone, and look after them.'

/** Whether all of it lies within what the browser shows. */
const lookedAt = (seen: Locator): Promise<boolean> =>
  seen.evaluate((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect()
    return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight
  })

describe('while somebody of the site calls for help (C15)', () => {
  test('whoever is at the reception or in the console hears of it at once, until it is seen', async ({
    installation: { server },
    signIn,
  }) => {
    const { operatorId, siteId, companyId } = await readSample(server)
    const desk = await signIn('receptionist', { path: '/reception' })
    await desk.getByRole('heading', { level: 1 }).waitFor()
    const page = await signIn('operator-admin', { path: '/occupiers' })
    await page.getByRole('heading', { name: 'Occupiers', level: 1 }).waitFor()
    const occupier = await signIn('occupier-admin', { path: '/messages' })
    await occupier.getByRole('heading', { level: 1 }).waitFor()
    const database = await openDatabase({ url: server.databaseUrl })
    const call = {
      operatorId,
      siteId,
      organizationId: companyId,
      numberId: null,
      kind: 'emergency-call',
      subject: 'call-1',
      severity: 'critical',
      words,
      data: {},
      at: Date.now(),
    } as const
    await insertAlert(database.kysely, call)
    for (const each of [desk, page]) {
      const told = each.getByRole('alert').filter({ hasText: 'Emergency call' })
      await told.getByText(/called 999 at 09:29\. Look after them/).waitFor()
      await expect.poll(() => lookedAt(told)).toBe(true)
      expect(await violationsInBothThemes(each)).toEqual([])
    }
    // Theirs to know, not to tick off for the site.
    await occupier.getByRole('alert').filter({ hasText: 'Emergency call' }).waitFor()
    expect(await occupier.getByRole('button', { name: 'Seen' }).count()).toBe(0)
    // Somebody has closed it: that nobody was reached is said all the same, and where the first was.
    const told = desk.getByRole('alert').filter({ hasText: 'Emergency call' })
    await told.getByRole('button', { name: 'Close' }).click()
    await told.waitFor({ state: 'detached' })
    const reachedNobody = { words: unreachedWords, data: { unreached: 'outside-failed' } }
    await raiseAnew(database.kysely, { ...call, ...reachedNobody, at: Date.now() })
    await database.close()
    for (const each of [desk, page]) {
      const now = each.getByRole('alert').filter({ hasText: 'Emergency call reached nobody' })
      await now.getByText(/reached nobody: no trunk could put the call through\. Call 999/).waitFor()
      await expect.poll(() => lookedAt(now)).toBe(true)
      await expect.poll(() => each.getByRole('alert').filter({ hasText: 'Emergency call' }).count()).toBe(1)
    }
    await page.getByRole('button', { name: 'Seen' }).click()
    for (const each of [desk, page])
      await each.getByRole('alert').filter({ hasText: 'Emergency call' }).waitFor({ state: 'detached' })
  })
})
