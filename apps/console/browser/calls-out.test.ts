import { openDatabase } from '@mainline/storage'
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import type { ServerFixture } from '../../../interop/server-fixture.ts'
import { readSample } from './arrange.ts'
import { violationsInBothThemes } from './axe.ts'
import { test } from './fixture.ts'
import { keysOf } from './keys.ts'

interface Site {
  readonly version: number
  readonly emergencyTrunkId: string | null
  readonly callsOut: { readonly classes: readonly string[]; readonly linePrefix: string | null }
}

const saved = 'Saved. It holds for the next call.'

describe('calls out of a site (C15)', () => {
  test('are allowed by keyboard alone, and the emergency numbers are shown', async ({
    installation,
    signIn,
  }) => {
    const { path, read } = await at(installation.server)
    const { keyboard, whole, until } = keysOf(await signIn('operator-admin', { path }))
    await whole.getByText('112, 999').waitFor()
    await whole.getByText('Whoever dials 112, 911 or 999 as at home is put through to 999').waitFor()
    await until(whole.getByRole('checkbox', { name: 'Numbers of their own country' }))
    await keyboard.press('Space')
    await until(whole.getByLabel('Prefix for an outside line'))
    await keyboard.type('9')
    await keyboard.press('Control+Enter')
    await whole.getByText(saved).waitFor()
    expect(await violationsInBothThemes(whole)).toEqual([])
    expect((await read()).callsOut).toMatchObject({ classes: ['national'], linePrefix: '9' })
  })

  test('an extension that is an emergency number is named wherever its number is listed', async ({
    installation: { server },
    signIn,
  }) => {
    const { companyId, siteId } = await readSample(server)
    const database = await openDatabase({ url: server.databaseUrl })
    // As from before it was refused.
    const { numUpdatedRows } = await database.kysely
      .updateTable('numbers')
      .set({ extension: '999' })
      .where('organizationId', '=', companyId)
      .where('extension', '=', '2003')
      .executeTakeFirstOrThrow()
    await database.close()
    expect(numUpdatedRows).toBe(1n)
    const words = 'EXT 999 is an emergency number: calls to it go to the emergency services. Change it.'
    const page = await signIn('operator-admin', { path: `/occupiers/${companyId}/telephony?site=${siteId}` })
    await page.getByText(words).waitFor()
    expect(await violationsInBothThemes(page)).toEqual([])
    await page.goto(`${new URL(page.url()).origin}/spaces/${siteId}/telephony`)
    await page.getByRole('row').filter({ hasText: '999' }).getByText('EXT for emergencies').waitFor()
    expect(await violationsInBothThemes(page)).toEqual([])
  })

  test('changed by somebody else meanwhile stay as typed, until it is chosen whose go on (N12)', async ({
    installation,
    signIn,
  }) => {
    const { path, read, change } = await at(installation.server)
    const page = await signIn('operator-admin', { path })
    const prefix = page.getByLabel('Prefix for an outside line')
    await prefix.fill('8')
    await change({ callsOut: { ...(await read()).callsOut, linePrefix: '7' } })
    await save(page)
    await page.getByText('Somebody saved in between. Your text is still here.').waitFor()
    expect(await prefix.inputValue()).toBe('8')
    await page.getByRole('button', { name: 'Take theirs' }).click()
    expect(await prefix.inputValue()).toBe('7')

    await prefix.fill('0')
    await change({ callsOut: { ...(await read()).callsOut, linePrefix: '6' } })
    await save(page)
    await page.getByRole('button', { name: 'Keep mine' }).click()
    await page.getByText(saved).waitFor()
    expect((await read()).callsOut.linePrefix).toBe('0')
  })

  test('are not lost with a click on another page', async ({ installation, signIn }) => {
    const { path } = await at(installation.server)
    const page = await signIn('operator-admin', { path })
    await page.getByLabel('Prefix for an outside line').fill('5')
    await page.getByRole('link', { name: 'Occupiers' }).first().click()
    await page.getByRole('button', { name: 'Keep editing' }).click()
    expect(await page.getByLabel('Prefix for an outside line').inputValue()).toBe('5')
  })

  test('the provider says by which trunk emergency calls go first, and hears that none carries them', async ({
    installation,
    signIn,
  }) => {
    const { server } = installation
    const { path, read } = await at(server)
    const { items: trunks } = await server.api.get<{ items: { id: string; version: number }[] }>('/trunks')
    for (const { id, version } of trunks) await server.api.patch(`/trunks/${id}`, { version, host: null })
    const page = await signIn('provider-admin', { path })
    await page.getByText(/^No trunk puts calls through/).waitFor()
    expect(await violationsInBothThemes(page)).toEqual([])
    const { id } = await server.api.post<{ id: string }>('/trunks', {
      name: 'Knows the address',
      host: '192.0.2.9',
    })
    await page.reload()
    await page.getByLabel('Emergency calls go first by').selectOption('Knows the address')
    expect(await page.getByText(/^No trunk puts calls through/).count()).toBe(0)
    await save(page)
    await page.getByText(saved).waitFor()
    expect((await read()).emergencyTrunkId).toBe(id)
  })

  test('are read by who may not change them: a user of the operator, and the occupiers', async ({
    installation,
    signIn,
  }) => {
    const { path, change, read } = await at(installation.server)
    await change({ callsOut: { ...(await read()).callsOut, classes: ['national'], linePrefix: '9' } })
    const page = await signIn('operator-user', { path })
    expect(await page.getByLabel('Prefix for an outside line').isDisabled()).toBe(true)
    expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0)
    const occupier = await signIn('occupier-admin', { path: '/account' })
    await occupier.getByText('Calls out: numbers of the own country.').waitFor()
    await occupier.getByText('112, 999').waitFor()
    expect(await occupier.getByRole('link', { name: /^Calls out/ }).count()).toBe(0)
  })
})

async function at(server: ServerFixture) {
  const { siteId } = await readSample(server)
  const read = () => server.api.get<Site>(`/sites/${siteId}`)
  return {
    path: `/spaces/${siteId}/calls-out`,
    read,
    change: async (what: object) =>
      server.api.patch(`/sites/${siteId}`, { version: (await read()).version, ...what }),
  }
}

const save = (page: Page) => page.getByRole('button', { name: 'Save' }).click()
